import { expect } from 'chai';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recompute } from '../src';
import { AUTHOR, AUTHOR_BEFORE, count, exampleSources, lines, MAINTAINER, Repository } from './fixture/repository';
import { NOW, observed, refused, useFolder } from './fixture/observation';

describe('oracle: git', () => {
  const folder = useFolder();

  function example() {
    return exampleSources(join(folder().path, 'repository'));
  }

  it('counts commits that are no merges, by author, path and time', async () => {
    const { commits } = example();
    expect(await count(commits)).to.equal(5);
    expect(await count({ ...commits, authors: [MAINTAINER] })).to.equal(2);
    expect(await count({ ...commits, authors: [AUTHOR.toUpperCase()] })).to.equal(3);
    expect(await count({ ...commits, authors: [MAINTAINER, AUTHOR] })).to.equal(5);
    expect(await count({ ...commits, paths: ['src'] })).to.equal(4);
    expect(await count({ ...commits, paths: ['docs', 'src/b'] })).to.equal(2);
    expect(await count({ ...commits, since: '2026-10-02T08:00:00Z', until: '2026-10-04T08:00:00Z' })).to.equal(2);
    expect(await count({ ...commits, since: '2026-10-02T08:00:01Z', until: '2026-10-04T08:00:01Z' })).to.equal(2);
    expect(await count({ ...commits, revision: 'topic' })).to.equal(3);
  });

  it('counts merged pull requests, a merge for the author of what was merged', async () => {
    const { merges } = example();
    expect(await count(merges)).to.equal(2);
    expect(await count({ ...merges, authors: [AUTHOR] })).to.equal(2);
    expect(await count({ ...merges, authors: [MAINTAINER] })).to.equal(0);
    expect(await count({ ...merges, paths: ['docs'] })).to.equal(1);
    expect(await count({ ...merges, since: '2026-10-05T08:00:00Z', until: '2026-10-10T08:00:00Z' })).to.equal(1);
  });

  it('does not take a number in the middle of a title for a pull request', async () => {
    const { repository, merges } = example();
    repository.commit({ title: 'Revert "Check dates (#8)"', at: '2026-10-11T08:00:00Z' });
    repository.commit({ title: 'See (#9) for more', at: '2026-10-12T08:00:00Z' });
    repository.commit({ title: 'Fix (#x)', at: '2026-10-13T08:00:00Z' });
    expect(await count(merges)).to.equal(2);
  });

  it('lists revision and commits as evidence: the same in every clone', async () => {
    const { repository, commits } = example();
    const { evidence, observedTs } = await observed({ ...commits, paths: ['src/b'] }, 0);
    const head = repository.git(['rev-parse', 'main']).trim();
    const ts = Date.parse('2026-10-10T08:00:00Z') / 1_000;
    expect(lines(evidence)).to.deep.equal([
      { head, headTs: ts, count: 'commits', paths: ['src/b'] },
      { id: head, ts, author: AUTHOR },
    ]);
    expect(observedTs).to.equal(ts);
    const clones = [join(folder().path, 'bare.git'), join(folder().path, 'tree')];
    repository.git(['clone', '--quiet', '--bare', '.', clones[0] ?? '']);
    repository.git(['worktree', 'add', '--quiet', '--detach', clones[1] ?? '', 'main']);
    const whole = (await observed(commits, 0)).sha256;
    for (const clone of clones)
      expect((await observed({ ...commits, repository: clone }, 0)).sha256, clone).to.equal(whole);
  });

  it('computes the same from the evidence, and only under the settings that it was made with', async () => {
    const { commits } = example();
    const { value, evidence, receipt, observedTs } = await observed({ ...commits, authors: [AUTHOR] }, 0);
    expect(recompute(receipt.source, 0, evidence)).to.deep.equal({ value, number: '3', observedTs });
    const others = [{ paths: ['src'] }, { authors: [MAINTAINER] }, { since: '2026-10-03' }, { count: 'merges' }];
    for (const other of others) {
      const { receipt: wrong } = await observed({ ...commits, ...other }, 0);
      expect(await refused(() => recompute(wrong.source, 0, evidence)), JSON.stringify(other)).to.equal(
        'EvidenceOfAnother',
      );
    }
    const [head = '', first = '', second = ''] = Buffer.from(evidence).toString('utf8').split('\n');
    for (const forged of [[head, second, first], [head, first, first], [first], [], [head, '{"id":1}'], [head, '{']])
      expect(await refused(() => recompute(receipt.source, 0, Buffer.from(forged.join('\n'))))).to.match(
        /^(?:WrongFormat|JsonInvalid)$/,
      );
  });

  it('reads the mailmap of the revision, not one that lies in the working tree', async () => {
    const { repository, commits } = example();
    writeFileSync(
      join(repository.path, '.mailmap'),
      `<${MAINTAINER}> <${AUTHOR}>\n<${MAINTAINER}> <${AUTHOR_BEFORE}>\n`,
    );
    repository.git(['config', 'mailmap.file', join(repository.path, '.mailmap')]);
    const before = process.cwd();
    try {
      process.chdir(repository.path);
      expect(await count({ ...commits, authors: [AUTHOR] })).to.equal(3);
    } finally {
      process.chdir(before);
    }
  });

  it('counts a commit that changes a path also where another branch made the same change', async () => {
    const { repository, commits } = example();
    repository.git(['checkout', '--quiet', '-b', 'same']);
    repository.commit({ title: 'Port', at: '2026-10-11T08:00:00Z', by: AUTHOR, files: { 'src/c': '1' } });
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit({ title: 'Add c', at: '2026-10-12T08:00:00Z', files: { 'src/c': '1' } });
    repository.merge('same', { title: 'Merge same', at: '2026-10-13T08:00:00Z' });
    expect(await count({ ...commits, paths: ['src/c'] })).to.equal(2);
  });

  it('takes nothing in revisions and paths for options or patterns', async () => {
    const { commits } = example();
    const target = join(folder().path, 'written');
    for (const revision of [`--output=${target}`, '--help', '-h', 'main --all', 'main..topic', '^main', 'nowhere'])
      expect(await refused(() => observed({ ...commits, revision }, 0)), revision).to.equal('RevisionMissing');
    for (const path of ['*', ':(glob)**', ':!src', '--all', '[a-z]*', `--output=${target}`])
      expect(await count({ ...commits, paths: [path] }), path).to.equal(0);
    expect(existsSync(target)).to.equal(false);
  });

  it('starts nothing that the repository configures', async () => {
    const { repository, commits, merges } = example();
    const paired = 'Pair\n\nCo-authored-by: X <x@example.org>';
    repository.commit({ title: paired, at: '2026-10-20T00:00:00Z', by: AUTHOR });
    const marker = join(folder().path, 'started');
    const script = folder().write('script', `#!/bin/sh\ntouch ${marker}\n`);
    chmodSync(script, 0o755);
    const programs = ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.editor', 'gpg.program', 'diff.external'];
    for (const name of programs) repository.git(['config', name, script]);
    repository.git(['config', 'log.showSignature', 'true']);
    repository.git(['config', 'alias.rev-list', `!${script}`]);
    repository.git(['config', 'diff.x.textconv', script]);
    mkdirSync(join(repository.path, '.git/hooks'), { recursive: true });
    writeFileSync(join(repository.path, '.git/info/attributes'), '* diff=x\n');
    expect(await count({ ...commits, paths: ['src'] })).to.equal(4);
    expect(await count(merges)).to.equal(2);
    repository.git(['config', 'trailer.Co-authored-by.cmd', script]);
    repository.git(['config', 'trailer.separators', '=']);
    expect(await count({ ...commits, coAuthors: true, authors: ['x@example.org'] })).to.equal(1);
    expect(existsSync(marker)).to.equal(false);
  });

  it('is not deceived by replaced or grafted history', async () => {
    const { repository, commits } = example();
    repository.git(['replace', 'main', 'topic']);
    writeFileSync(join(repository.path, '.git/info/grafts'), repository.git(['rev-parse', 'main']));
    expect(await count(commits)).to.equal(5);
  });

  it('refuses a part of a history, a missing revision and what is no repository', async () => {
    const { repository, commits } = example();
    const shallow = join(folder().path, 'shallow');
    repository.git(['clone', '--quiet', '--depth=1', `file://${repository.path}`, shallow]);
    expect(await refused(() => observed({ ...commits, repository: shallow }, 0))).to.equal('RepositoryShallow');
    for (const path of [folder().path, join(repository.path, 'src'), '/nowhere'])
      expect(await refused(() => observed({ ...commits, repository: path }, 0)), path).to.equal('RepositoryMissing');
    const empty = new Repository(join(folder().path, 'empty'));
    expect(await refused(() => observed({ ...commits, repository: empty.path }, 0))).to.equal('RevisionMissing');
  });

  it('survives what commits can say', async () => {
    const { repository, commits } = example();
    const odd = 'x"\\\u202E\u001b[31m@example.org';
    repository.commit({ title: '"} {"id":"x', at: '2026-10-20T00:00:00Z', by: odd });
    expect(await count({ ...commits, authors: [odd] })).to.equal(1);
    expect(await count(commits)).to.equal(6);
  });

  it('takes the time of the newest commit or of now, and no time to come', async () => {
    const { repository, commits } = example();
    expect((await observed({ ...commits, observed: 'now' }, 0)).observedTs).to.equal(NOW);
    repository.commit({ title: 'Later', at: '2027-01-01T00:00:00Z' });
    expect(await refused(() => observed(commits, 0))).to.equal('ObservedInFuture');
  });
});
