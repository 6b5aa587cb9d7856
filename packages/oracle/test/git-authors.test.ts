import { expect } from 'chai';
import { join } from 'node:path';
import { recompute } from '../src';
import { AUTHOR, AUTHOR_BEFORE, count, exampleSources, lines, MAINTAINER } from './fixture/repository';
import { observed, refusal, refused, useFolder } from './fixture/observation';

describe('oracle: authors in git', () => {
  const folder = useFolder();

  function example() {
    return exampleSources(join(folder().path, 'repository'));
  }

  it('refuses an author whom .mailmap maps to another, and says to whom', async () => {
    const { repository, commits, merges } = example();
    for (const source of [commits, merges]) {
      const { name, message, remedy } = await refusal(() =>
        observed({ ...source, authors: [AUTHOR, AUTHOR_BEFORE.toUpperCase()] }, 0),
      );
      expect(name).to.equal('AuthorMapped');
      expect(message).to.contain(`"${AUTHOR_BEFORE.toUpperCase()}" to "${AUTHOR}"`);
      expect(remedy).to.equal(`Name "${AUTHOR}" in authors.`);
    }
    // Also where no commit has the address any more.
    const earliest = 'b@earliest.example.org';
    const mailmap = `<${AUTHOR}> <${AUTHOR_BEFORE}>\nB <${AUTHOR}> <${earliest}>\n`;
    repository.commit({ title: 'Map', at: '2026-10-11T08:00:00Z', files: { '.mailmap': mailmap } });
    expect(await refused(() => observed({ ...commits, authors: [earliest] }, 0))).to.equal('AuthorMapped');
  });

  it('refuses an author of no commit in the whole history, but not one with none in the window', async () => {
    const { commits, merges } = example();
    const nobody = ['nobody@example.org'];
    const { name, message, remedy } = await refusal(() => observed({ ...commits, authors: nobody }, 0));
    expect(name).to.equal('AuthorUnknown');
    expect(message).to.contain('"nobody@example.org"');
    expect(remedy).to.contain('coAuthors');
    const listed = { authors: [AUTHOR, ...nobody], coAuthors: true };
    expect(await refused(() => observed({ ...merges, ...listed }, 0))).to.equal('AuthorUnknown');
    // Known by a commit before the window, on another path, or by a merge that nobody counts.
    expect(await count({ ...commits, authors: [AUTHOR], since: '2026-10-11' })).to.equal(0);
    expect(await count({ ...commits, authors: [MAINTAINER], paths: ['docs'] })).to.equal(0);
    expect(await count({ ...merges, authors: [MAINTAINER] })).to.equal(0);
    // On a branch before AUTHOR's first commit there is nobody of that name.
    expect(await refused(() => observed({ ...commits, revision: 'topic~2', authors: [AUTHOR] }, 0))).to.equal(
      'AuthorUnknown',
    );
  });

  it('counts what .mailmap leaves to an address of which it maps some commits away', async () => {
    const { repository, commits } = example();
    const mailmap = `<${AUTHOR}> <${AUTHOR_BEFORE}>\nC <c@example.org> Other <${MAINTAINER}>\n`;
    repository.commit({ title: 'Map', at: '2026-10-11T08:00:00Z', files: { '.mailmap': mailmap } });
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'x', `--author=Other <${MAINTAINER}>`]);
    expect(await count({ ...commits, authors: [MAINTAINER] })).to.equal(3);
    expect(await count({ ...commits, authors: ['c@example.org'] })).to.equal(1);
  });

  it('takes an address alone for an author', async () => {
    const { commits } = example();
    for (const author of [`B <${AUTHOR}>`, `<${AUTHOR}>`, `${AUTHOR}\n${MAINTAINER}`])
      expect(await refused(() => observed({ ...commits, authors: [author] }, 0)), author).to.equal('ConfigInvalid');
  });

  it('counts co-authors where it is asked to: once a commit and author, through .mailmap', async () => {
    const { repository, commits } = example();
    const guest = 'g@example.org';
    const trailers = [
      `Co-authored-by: Author <${AUTHOR_BEFORE}>`,
      `co-authored-by: B <${AUTHOR.toUpperCase()}>`,
      `Co-Authored-By: Guest\n  of the Lab <${guest}>`,
      `Co-authored-by: Maintainer <${MAINTAINER}>`,
      'Co-authored-by: nobody',
      `Signed-off-by: S <s@example.org>`,
    ];
    repository.commit({ title: `Pair\n\nTogether.\n\n${trailers.join('\n')}`, at: '2026-10-11T08:00:00Z' });
    const quoted = `Quote\n\nCo-authored-by: Guest <${guest}>\n\nwas in the middle`;
    repository.commit({ title: quoted, at: '2026-10-12T08:00:00Z' });
    expect(await count(commits)).to.equal(7);
    expect(await count({ ...commits, authors: [AUTHOR] })).to.equal(3);
    expect(await refused(() => observed({ ...commits, authors: [guest] }, 0))).to.equal('AuthorUnknown');
    const together = { ...commits, coAuthors: true };
    expect(await count(together)).to.equal(9);
    expect(await count({ ...together, authors: [AUTHOR] })).to.equal(4);
    expect(await count({ ...together, authors: [guest] })).to.equal(1);
    expect(await count({ ...together, authors: [MAINTAINER] })).to.equal(4);
    expect(await count({ ...together, authors: [guest, MAINTAINER], since: '2026-10-11' })).to.equal(3);
    expect(await refused(() => observed({ ...together, authors: ['s@example.org'] }, 0))).to.equal('AuthorUnknown');
    expect(await refused(() => observed({ ...together, authors: [AUTHOR_BEFORE] }, 0))).to.equal('AuthorMapped');
  });

  it('counts the co-authors of a merge and of what was merged, and those of a squashed one', async () => {
    const { repository, merges } = example();
    const by = (who: string) => `\n\nCo-authored-by: X <${who}@example.org>`;
    repository.git(['checkout', '--quiet', '-b', 'pair']);
    repository.commit({ title: `Pair${by('tip')}`, at: '2026-10-11T08:00:00Z', by: AUTHOR });
    repository.git(['checkout', '--quiet', 'main']);
    repository.merge('pair', { title: `Merge pair${by('merge')}`, at: '2026-10-12T08:00:00Z' });
    repository.commit({ title: `Squash (#9)${by('squash')}`, at: '2026-10-13T08:00:00Z', by: AUTHOR });
    const together = { ...merges, coAuthors: true };
    expect(await count(merges)).to.equal(4);
    expect(await count(together)).to.equal(7);
    for (const who of ['tip', 'merge', 'squash'])
      expect(await count({ ...together, authors: [`${who}@example.org`] }), who).to.equal(1);
    expect(await count({ ...together, authors: [AUTHOR] })).to.equal(4);
  });

  it('lists a commit once for each author as evidence, in an order that everybody finds', async () => {
    const { repository, commits } = example();
    const trailer = 'Co-authored-by: A <A@first.example.org>';
    repository.commit({ title: `Pair\n\n${trailer}`, at: '2026-10-11T08:00:00Z', by: AUTHOR });
    const source = { ...commits, coAuthors: true, since: '2026-10-11' };
    const { value, evidence, receipt, observedTs } = await observed(source, 0);
    const head = repository.git(['rev-parse', 'main']).trim();
    const ts = Date.parse('2026-10-11T08:00:00Z') / 1_000;
    expect(lines(evidence)).to.deep.equal([
      { head, headTs: ts, count: 'commits', paths: [], coAuthors: true },
      { id: head, ts, author: 'A@first.example.org' },
      { id: head, ts, author: AUTHOR },
    ]);
    expect(recompute(receipt.source, 0, evidence)).to.deep.equal({ value, number: '2', observedTs });
    const { receipt: alone } = await observed({ ...source, coAuthors: false }, 0);
    expect(await refused(() => recompute(alone.source, 0, evidence))).to.equal('EvidenceOfAnother');
    const [first = '', second = '', third = ''] = Buffer.from(evidence).toString('utf8').split('\n');
    const shouted = third.replace(AUTHOR, AUTHOR.toUpperCase());
    const without = first.replace(',"coAuthors":true', '');
    for (const forged of [
      [first, third, second],
      [first, third, shouted],
      [without, second, third],
    ])
      expect(await refused(() => recompute(receipt.source, 0, Buffer.from(forged.join('\n'))))).to.equal('WrongFormat');
  });
});
