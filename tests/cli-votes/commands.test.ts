import { grantAddress } from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { expect } from 'chai';
import type { Case } from '../cli/commands/case';
import { testCommands } from '../cli/commands/every-command';
import { key, Fixture } from '../cli/commands/fixture';
import { TestTerminal } from '../support/command-line';
import { ACTS } from './acts';
import { AGE, cast, DAY, deposited, grantNamed, passed, put, WHY } from './governance-fixture';
import { withGovernance, withMembers } from './governance-fixture';

const MINE = /^(governance|vote|proposal)\b/;

const VIEWS: readonly Case[] = [
  {
    command: 'governance show',
    about: 'with a deposit',
    who: 'stranger',
    words: async (fixture) => {
      const made = await withMembers(fixture, { maxVoterBps: 2_500 });
      await deposited(fixture, made, 1_000_000n);
      return [made.plan];
    },
  },
  {
    command: 'proposal list',
    about: 'with one of each kind',
    who: 'stranger',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      const grant = grantAddress(made.subject.address, made.colleagues);
      await put(fixture, made);
      await put(fixture, made, { kind: 'accelerateGrant', grant, accelerationBps: 1 }, 1n);
      await put(fixture, made, { kind: 'terminateGrant', grant, cause: 'resignation' }, 2n);
      await put(fixture, made, { kind: 'setIssueCap', issueCap: 1n }, 3n);
      return [made.plan];
    },
  },
  {
    command: 'proposal show',
    about: 'with the document compared, while it is voted on',
    who: 'stranger',
    words: async (fixture) => {
      const proposal = await put(fixture, await withMembers(fixture));
      await cast(fixture, proposal, 'worker');
      return [proposal.name, '--document-file', fixture.cluster.file('why.md', WHY), '--all'];
    },
  },
  {
    command: 'proposal show',
    about: 'that has passed, by its address',
    who: 'stranger',
    words: async (fixture) => [(await passed(fixture)).proposal.toBase58()],
  },
  {
    command: 'proposal list',
    about: 'of nothing',
    who: 'stranger',
    words: async (fixture) => [(await withGovernance(fixture)).plan],
  },
];

describe('CLI: every command about votes', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  testCommands({ names: MINE, views: VIEWS, acts: ACTS }, () => fixture);

  const RULES: readonly (readonly [string, readonly string[]])[] = [
    ['a vote of less than a day', ['--voting', '23h']],
    ['a vote of more than 30 days', ['--voting', '31d']],
    ['a wait of more than 30 days', ['--delay', '31d']],
    ['less than a day to execute', ['--window', '1h']],
    ['an age of less than two days', ['--min-age', '47h']],
    ['an age of more than a week', ['--min-age', '8d']],
    ['a quorum of less than 5 %', ['--quorum', '499bps']],
    ['an approval of less than half', ['--approval', '49.99%']],
    ['votes that count nothing', ['--max-voter', '0%']],
    ['more than all', ['--quorum', '100.01%']],
    ['something that can not be proposed', ['--action', 'withdraw']],
  ];
  for (const [what, words] of RULES) {
    it(`refuses rules with ${what}`, async () => {
      const { address } = await fixture.plan();
      const command = ['governance', 'create', address.toBase58(), '--threshold', '1', ...words, '--yes'];
      const ran = await fixture.cluster.tenure('admin', command);
      expect(ran.code, ran.err).to.equal(2);
    });
  }

  it('refuses rules by which what can still be voided would vote', async () => {
    const { address } = await fixture.plan({ policy: { voidSecs: 3 * DAY, noticeSecs: 30 * DAY } });
    const create = (age: string) => [
      ...['governance', 'create', address.toBase58(), '--threshold', '1', '--min-age', age, '--dry-run'],
      ...['--action', 'accelerate-plan'],
    ];
    const young = await fixture.cluster.tenure('admin', create('3d'));
    expect(young.code).to.equal(2);
    expect(young.err).to.contain('at least 4 d');
    expect((await fixture.cluster.tenure('admin', create('4d'))).code).to.equal(0);
  });

  it('says in plain words what the authority signs, before it asks', async () => {
    const plan = (await fixture.plan({ policy: { noticeSecs: 30 * DAY } })).address.toBase58();
    const terminal = new TestTerminal(false);
    const ran = await fixture.cluster.tenure(
      'admin',
      ['governance', 'create', plan, '--threshold', '12.5', '--max-voter', '10%', '--exclude-own-grant'],
      terminal,
    );
    expect([ran.code, terminal.questions.length]).to.deep.equal([1, 1]);
    for (const words of [
      'Tokens that are deposited have no vote.',
      'Whoever holds a grant of 12.5 or more',
      'A vote runs for 5 d. It passes if 20 % or more of what grants can vote is cast, and 60 % or more of that, and more than half',
      "One wallet's votes count 10 % of what grants can vote at most",
      'what the authority does meanwhile does not defeat it',
      'A grant has no vote on a proposal about itself.',
      'These rules never change.',
    ]) {
      expect(ran.err.replace(/\s+/g, ' ')).to.contain(words);
    }
    const shown = await fixture.cluster.tenure('admin', ['governance', 'show', plan]);
    expect(shown.err).to.contain('NoGovernance');
  });

  it('refuses a governance over grants that were issued without one', async () => {
    const subject = await fixture.plan({ policy: { noticeSecs: 30 * DAY } });
    await fixture.grant(subject);
    const words = ['governance', 'create', subject.address.toBase58(), '--threshold', '1', '--yes'];
    const ran = await fixture.cluster.tenure('admin', words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('PlanHasIssued').and.to.contain('Make another plan');
  });

  it('refuses votes that last longer than the notice of a termination', async () => {
    const plan = (await fixture.plan({ policy: { noticeSecs: 14 * DAY - 1 } })).address.toBase58();
    const words = ['governance', 'create', plan, '--threshold', '1', '--dry-run'];
    const ran = await fixture.cluster.tenure('admin', words);
    expect(ran.err).to.contain('NoticeShorterThanVote').and.to.contain('14 d');
    const only = await fixture.cluster.tenure('admin', [...words, '--action', 'issue-cap', 'oracles']);
    expect(only.code, only.err).to.equal(0);
  });

  it('gives a plan one governance for good', async () => {
    const { plan } = await withGovernance(fixture);
    const rules = ['--voting', '3d', '--delay', '1d', '--window', '5d'];
    const words = ['governance', 'create', plan, '--threshold', '1', ...rules, '--yes'];
    const ran = await fixture.cluster.tenure('admin', words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('GovernanceExists');
  });

  it('takes a document from where it is published, and refuses a file that nobody could find', async () => {
    const made = await withMembers(fixture);
    const server = createServer((_, response) => response.end(WHY));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/why.md` : '';
      const open = (...words: string[]) => {
        const common = ['proposal', 'open', 'accelerate-plan', made.plan, '1%', '--reason', 'other', '--json'];
        return fixture.cluster.tenure('worker', [...common, ...words]);
      };
      const opened = await open('--document', url);
      expect(opened.code, opened.err).to.equal(0);
      const shown = await fixture.cluster.tenure('worker', ['proposal', 'show', `${made.plan}/0`, '--json']);
      const documentSha256 = createHash('sha256').update(WHY).digest('hex');
      expect(shown.json()).to.include({ documentUri: url, documentSha256 });
      const unfindable = await open('--document', fixture.cluster.file('why.md', WHY));
      expect(unfindable.code, unfindable.err).to.equal(2);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('names a document that is another one, with exit code 1', async () => {
    const { name } = await put(fixture, await withMembers(fixture));
    const other = fixture.cluster.file('other.md', 'something else');
    const ran = await fixture.cluster.tenure('worker', ['proposal', 'show', name, '--document-file', other]);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('OtherDocument');
  });

  it('says of each grant and deposit why it can not open a proposal', async () => {
    const made = await withMembers(fixture);
    const late = await fixture.grant(made.subject, { schedule: 'cliff:120m', to: 'guard' });
    const tiny = { schedule: 'cliff:120m', to: 'guard', amount: 1_000_000n } as const;
    const small = await fixture.grant(made.subject, tiny);
    const words = ['proposal', 'open', 'accelerate-plan', made.plan, '1%', '--reason', 'other'];
    const document = ['--document', fixture.cluster.file('why.md', WHY), '--document-uri', 'ipfs://why'];
    const open = () => fixture.cluster.tenure('guard', [...words, ...document, '--yes']);
    const young = await open();
    expect(young.err)
      .to.contain('CannotPropose')
      .and.to.match(new RegExp(`grant ${late}: 100, .*too young`));
    fixture.cluster.later(AGE + DAY);
    const old = await open();
    expect(old.code, old.err).to.equal(0);
    expect(old.err).to.contain(`with grant ${late} (100)`).and.not.to.contain(`grant ${small}`);
  });

  it('says of each grant and deposit why it does not vote, and votes with the others', async () => {
    const made = await withMembers(fixture, { excludeOwnGrant: true, maxVoterBps: 5_000 });
    const more = await fixture.grant(made.subject, { schedule: 'cliff:120m', amount: 400_000_000n });
    fixture.cluster.later(AGE + DAY);
    const action = { kind: 'accelerateGrant', grant: grantAddress(made.subject.address, made.workers) } as const;
    const { name } = await put(fixture, made, { ...action, accelerationBps: 5_000 });
    const late = await fixture.grant(made.subject, { schedule: 'cliff:120m' });
    const named = (...words: string[]) => ['proposal', 'vote', name, 'yes', ...words, '--yes'];
    const excluded = await fixture.cluster.tenure('worker', named(grantNamed(made.workers)));
    expect([excluded.code, excluded.out]).to.deep.equal([1, '']);
    expect(excluded.err).to.contain('NothingToVote').and.to.contain('the proposal is about it');
    const others = await fixture.cluster.tenure('worker', named(grantNamed(made.colleagues)));
    expect(others.err).to.contain('NotVoteHolder');
    const ran = await fixture.cluster.tenure('worker', [...named(), '--json']);
    expect(ran.code, ran.err).to.equal(0);
    // Eligible are 700; half of that is the most that a wallet counts.
    expect(ran.json().ballots).to.deep.include.members([
      ballot(more, '400000000', '350000000', null),
      ballot(made.workers, '100000000', '0', 'the proposal is about it, and the rules then give it no vote'),
    ]);
    expect(ran.out).to.match(new RegExp(`"number": "${late}"[^}]*too late for this vote`));
    const again = await fixture.cluster.tenure('worker', named());
    expect(again.err).to.contain(`grant ${more}: it has voted yes`);

    function ballot(id: bigint, weight: string, counts: string, why: string | null) {
      const address = grantAddress(made.subject.address, id).toBase58();
      const no = id === made.workers ? 'ownGrant' : null;
      const holder = key('worker').toBase58();
      return { kind: 'grant', number: `${id}`, address, holder, weight, no, counts, why };
    }
  });
});
