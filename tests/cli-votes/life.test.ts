import { expect } from 'chai';
import { key, Fixture, type Person, type Subject } from '../cli/commands/fixture';
import { settled } from '../cli-oracle/metric-fixture';
import { AGE, cast, DAY, DELAY, deposited, govern, passed, put, VOTING, WHY, WINDOW } from './governance-fixture';
import { withMembers } from './governance-fixture';
import type { Put } from './governance-fixture';

describe('CLI: the life of a proposal', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  async function run(who: Person, ...words: string[]): Promise<string> {
    const ran = await fixture.cluster.tenure(who, words);
    expect(ran.code, ran.err).to.equal(0);
    return ran.out;
  }

  async function refused(who: Person, name: string, ...words: string[]): Promise<string> {
    const ran = await fixture.cluster.tenure(who, words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain(name);
    return ran.err;
  }

  const show = (name: string) => run('stranger', 'proposal', 'show', name);

  async function standing({ name }: Put): Promise<unknown> {
    return (await fixture.cluster.tenure('stranger', ['proposal', 'show', name, '--json'])).json().standing;
  }

  it('goes from the first vote to its execution, by commands alone', async () => {
    const made = await withMembers(fixture);
    await deposited(fixture, made, 100_000_000n);
    fixture.cluster.later(AGE + DAY);
    const why = ['--document', fixture.cluster.file('why.md', WHY), '--document-uri', 'https://example.org/'];
    const reasons = ['--reason', 'project-failure', ...why];
    const open = ['proposal', 'open', 'accelerate-plan', made.plan, '50%', ...reasons];
    const dry = await run('worker', ...open, '--dry-run');
    expect(dry).to.contain('would vest 200 at once, for 2 of 2 grants.');
    await run('worker', ...open, '--yes');
    const name = `${made.plan}/0`;

    const begun = await show(name);
    expect(begun).to.contain('To release 50 % of everything unvested in the plan.');
    expect(begun).to.contain('Today it would vest 200 at once, for 2 of 2 grants.');
    // What is deposited votes on this, and doesn't raise the quorum.
    expect(begun).to.contain('3 d more. For the quorum 200 more must vote.');
    expect(begun).to.match(/turnout {2}·+┃·+ 0 % of 400; quorum 50 % ✗/);
    expect(begun).to.match(/○ votes end +[-\d]+ [:\d]+Z +in 3 d\n/);
    expect(begun).to.match(/○ can be executed +[-\d]+ [:\d]+Z +in 4 d\n/);
    expect(begun).to.match(/○ expires +[-\d]+ [:\d]+Z +in 9 d\n/);
    expect(begun).to.contain('Nobody so far.').and.to.contain('Together 500, by 3 wallets.');

    await run('colleague', 'proposal', 'vote', name, 'yes', '--yes');
    await run('admin', 'proposal', 'vote', name, 'no', '--yes');
    await refused('admin', 'NothingToWithdraw', 'vote', 'withdraw', made.plan, '--yes');
    await refused('admin', 'DepositIsLocked', 'vote', 'withdraw', made.plan, '0', '--yes');
    const voted = await show(name);
    expect(voted).to.contain('As it stands it passes.');
    expect(voted).to.match(/turnout {2}█+┃█+ 100 % of 400; quorum 50 % ✓/);
    expect(voted).to.match(/approval █+┃█+▌?·+ 75 % yes; needs 60 % ✓/);
    const row = (...cells: string[]) => new RegExp(cells.join(' +│ '));
    expect(voted).to.match(row('yes', '300', `grant ${made.colleagues}`, key('colleague').toBase58()));
    expect(voted).to.match(row('no', '100', 'deposit 0', key('admin').toBase58()));
    expect(voted).to.contain('Together 100, by 1 wallet.');

    const { checks } = (await fixture.cluster.tenure('stranger', ['doctor', made.plan, '--json'])).json();
    const votes = JSON.stringify(checks).match(/\{"promise":7,[^}]*\}/g);
    expect(votes).to.have.length(3);
    for (const check of votes ?? []) expect(check).to.contain('"holds":true');
    expect(votes?.join()).to.contain('2 votes on 1 proposals');

    await refused('stranger', 'VoteIsRunning', 'proposal', 'execute', name, '--yes');
    await refused('stranger', 'ProposalIsLive', 'proposal', 'close', name, '--yes');
    fixture.cluster.later(VOTING);
    expect(await show(name))
      .to.contain('It has passed. From')
      .and.to.contain(', in 1 d, anybody can');
    await refused('worker', 'VoteHasEnded', 'proposal', 'vote', name, 'yes', '--yes');
    await refused('stranger', 'ProposalNotDue', 'proposal', 'execute', name, '--yes');
    await refused('stranger', 'ProposalIsLive', 'proposal', 'close', name, '--yes');
    await run('admin', 'vote', 'withdraw', made.plan, '--yes');
    fixture.cluster.later(DELAY);
    expect(await show(name))
      .to.contain('anybody can execute it until')
      .and.to.contain('5 d more.');
    const due = await fixture.cluster.tenure('stranger', ['grant', 'show', `${made.plan}/${made.colleagues}`]);
    expect(due.out).to.match(/claimable now +│ 0 /);
    await run('stranger', 'proposal', 'execute', name, '--yes');
    expect(await show(name))
      .to.contain('It has passed and was executed.')
      .and.not.to.contain('Today');
    const released = await run('stranger', 'grant', 'show', `${made.plan}/${made.colleagues}`);
    expect(released).to.match(/claimable now +│ 150 /);
    await refused('stranger', 'ProposalIsOver', 'proposal', 'execute', name, '--yes');
    expect(await run('stranger', 'proposal', 'list', made.plan)).to.contain('executed');
    await run('stranger', 'proposal', 'close', name, '--yes');
    expect(await run('stranger', 'proposal', 'list', made.plan)).to.contain('Nothing was proposed');
    await run('stranger', 'doctor', made.plan);
  });

  it('says why it fails: too few votes, or too little approval', async () => {
    const few = await put(fixture, await withMembers(fixture));
    await cast(fixture, few, 'worker');
    expect(await show(few.name)).to.contain('For the quorum 100 more must vote.');
    const many = await put(fixture, await withMembers(fixture));
    for (const who of ['worker', 'colleague'] as const) await cast(fixture, many, who, who === 'worker');
    expect(await show(many.name)).to.contain('As it stands it fails: 240 of 400 must approve, 100 do.');
    fixture.cluster.later(VOTING);
    expect(await show(many.name)).to.contain('It has failed: 100 of 400 approved, 240 had to.');
    await refused('stranger', 'ProposalFailed', 'proposal', 'execute', many.name, '--yes');
    expect(await standing(many)).to.equal('failed');
  });

  it('says when it was taken back, and when nobody executed it in time', async () => {
    const back = await put(fixture, await withMembers(fixture));
    await run('worker', 'proposal', 'withdraw', back.name, '--yes');
    expect(await show(back.name)).to.contain('It was taken back by who had opened it.');
    await refused('worker', 'ProposalIsOver', 'proposal', 'vote', back.name, 'yes', '--yes');
    const late = await passed(fixture);
    fixture.cluster.later(WINDOW);
    expect(await standing(late)).to.equal('expired');
    expect(await show(late.name)).to.contain('It had passed, but nobody executed it by');
    await refused('stranger', 'ProposalExpired', 'proposal', 'execute', late.name, '--yes');
  });

  it('foretells what each action would do today, and that it would fail', async () => {
    const made = await withMembers(fixture);
    const grant = `${made.plan}/${made.colleagues}`;
    const why = ['--document', fixture.cluster.file('why.md', WHY), '--document-uri', 'ipfs://why'];
    const effect = async (...words: string[]) => {
      const open = ['proposal', 'open', ...words, '--reason', 'other', ...why, '--dry-run', '--json'];
      const ran = await fixture.cluster.tenure('worker', open);
      expect(ran.code, ran.err).to.equal(0);
      return ran.json().effect;
    };
    expect(await effect('accelerate-plan', made.plan, '25%')).to.include({ vests: '100000000', grants: 2 });
    expect(await effect('accelerate-grant', grant, '100%')).to.include({ vests: '300000000', grants: 1 });
    const cause = ['--cause', 'without-cause'];
    // A good leaver keeps a quarter of what is unvested.
    const returned = { stays: '75000000', returns: '225000000' };
    expect(await effect('terminate', grant, ...cause)).to.include(returned);
    const cap = await effect('issue-cap', made.plan, '399');
    expect(cap).to.have.property(
      'says',
      'Today it would change the cap from 1,000,000 to 399, and leave 0 to be issued.',
    );
    const terminated = await fixture.cluster.tenure('admin', ['grant', 'terminate', grant, ...cause, '--yes']);
    expect(terminated.code, terminated.err).to.equal(0);
    // A notice, which the authority could take back, keeps no vote away; what could not be carried out can't be proposed.
    const open = ['proposal', 'open', 'terminate', grant, ...cause, '--reason', 'other', ...why, '--yes'];
    const opened = await fixture.cluster.tenure('worker', open);
    expect(opened.code, opened.err).to.equal(0);
    fixture.cluster.later(10 * DAY);
    const late = ['proposal', 'open', 'accelerate-grant', grant, '1%', '--reason', 'other', ...why, '--yes'];
    await refused('worker', 'GrantHasStopped', ...late);
    expect(await effect('accelerate-plan', made.plan, '100%')).to.include({ vests: '100000000', grants: 1 });
  });

  it('foretells what releasing one grant vests of its milestones too, which is what happens', async () => {
    const schedule = 'cliff:120m';
    const plan = { policy: { noticeSecs: VOTING + DELAY + WINDOW } };
    const beforeGrants = (subject: Subject) => govern(fixture, subject);
    const made = await settled(fixture, { schedule, grant: { schedule }, plan, beforeGrants });
    fixture.cluster.later(AGE + DAY);
    const why = ['--document', fixture.cluster.file('why.md', WHY), '--document-uri', 'ipfs://why'];
    const open = ['proposal', 'open', 'accelerate-grant', made.grantName, '50%', '--reason', 'hardship', ...why];
    const opened = await fixture.cluster.tenure('worker', [...open, '--json']);
    expect(opened.code, opened.err).to.equal(0);
    // Half of 100, and half of the 11.23 that the result of 0.8123 pays.
    const { effect } = opened.json();
    expect(effect).to.include({ vests: '55615000', vestedAfter: '55615000', grants: 1, milestones: 1 });
    const says = 'Today it would vest 55.615 at once, so that 55.615 of 111.23 are vested, milestones included.';
    expect(effect).to.include({ says });
    const name = `${made.subject.address.toBase58()}/0`;
    await run('worker', 'proposal', 'vote', name, 'yes', '--yes');
    expect(await show(name)).to.contain(says);
    fixture.cluster.later(VOTING + DELAY);
    await run('stranger', 'proposal', 'execute', name, '--yes');
    const worth = async (what: string, of: string) => {
      return (await fixture.cluster.tenure('stranger', [what, 'show', of, '--json'])).json().worth;
    };
    expect(await worth('grant', made.grantName)).to.include({ vested: '50000000' });
    expect(await worth('milestone', made.milestoneName)).to.include({ vested: '5615000' });
  });

  it('does what it foretold of a termination and of the oracles', async () => {
    const made = await withMembers(fixture);
    const { plan, colleagues } = made;
    const named = ['--attestor', address('pay'), address('guard'), address('rel')];
    await run('admin', 'oracle', 'set', plan, ...named, '--threshold', '2', '--yes');
    const why = ['--document', fixture.cluster.file('why.md', WHY), '--document-uri', 'ipfs://why'];
    const common = ['--reason', 'other', ...why, '--yes'];
    const next = ['--attestor', address('guard'), address('ops'), '--threshold', '2'];
    await run('worker', 'proposal', 'open', 'oracles', plan, ...next, ...common);
    const grant = [`${plan}/${colleagues}`, '--cause', 'for-cause'];
    await run('worker', 'proposal', 'open', 'terminate', ...grant, ...common);
    const seen = await show(`${plan}/0`);
    const change = `+${address('ops')}, -${address('pay')}, -${address('rel')}`;
    expect(seen.replace(/\s+/g, ' ')).to.contain(`Today it would announce: ${change}, for `);
    const both = [`${plan}/0`, `${plan}/1`];
    for (const name of both) await run('colleague', 'proposal', 'vote', name, 'yes', '--yes');
    fixture.cluster.later(VOTING + DELAY);
    for (const name of both) await run('stranger', 'proposal', 'execute', name, '--yes');
    fixture.cluster.later(14 * DAY);
    await run('stranger', 'oracle', 'apply', plan, '--yes');
    await refused('admin', 'OraclesChosenByVote', 'oracle', 'set', plan, ...named, '--threshold', '2', '--yes');
    const oracles = (await fixture.cluster.tenure('stranger', ['oracle', 'show', plan, '--json'])).json();
    expect(oracles).to.deep.include({ threshold: 2 });
    expect(JSON.stringify(oracles.attestors)).to.contain(address('ops')).and.not.to.contain(address('rel'));
    expect(await run('stranger', 'grant', 'show', `${plan}/${colleagues}`)).to.contain('terminating, stop');
    await refused('admin', 'TerminationIsVoted', 'grant', 'terminate', `${plan}/${colleagues}`, '--withdraw', '--yes');

    function address(who: Person): string {
      return key(who).toBase58();
    }
  });
});
