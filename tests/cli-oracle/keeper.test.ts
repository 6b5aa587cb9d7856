import {
  decodeEvents,
  finalizeMetric,
  grantAddress,
  issueGrants,
  issueMilestone,
  parseSchedule,
  setAutoClaim,
  terminateGrant,
} from '@tenure/sdk';
import { expect } from 'chai';
import { unchanged, viewOf } from '../cli/commands/ledger-view';
import { key, Fixture } from '../cli/commands/fixture';
import { challenge, CURVE, DAY, decide, withMetric, withMilestone, type Earned, type Measured } from './metric-fixture';

interface Kept {
  readonly paid: readonly Record<string, unknown>[];
  readonly decided: readonly Record<string, unknown>[];
  readonly failed: readonly unknown[];
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((each: object) => ({ ...each })) : [];
}

describe('CLI: keeper of milestones', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  async function keep({ subject }: Measured, ...flags: string[]): Promise<Kept> {
    const words = ['keeper', subject.address.toBase58(), '--open-accounts', '--json', ...flags];
    const ran = await fixture.cluster.tenure('stranger', words);
    expect(ran.code, ran.err).to.equal(0);
    const { paid, decided, failed } = ran.json();
    return { paid: list(paid), decided: list(decided), failed: list(failed) };
  }

  const outcomes = ({ decided }: Kept) => decided.map(({ outcome }) => outcome);

  it('makes final, settles and pays in one round', async () => {
    const earned = await withMilestone(fixture);
    await challenge(fixture, earned);
    expect(outcomes(await keep(earned))).to.deep.equal([]);
    fixture.cluster.later(3 * DAY);
    const kept = await keep(earned);
    expect(outcomes(kept)).to.deep.equal(['final at 0.8123', 'settled, met']);
    expect(kept.failed).to.deep.equal([]);
    expect(kept.paid.find(({ milestone }) => milestone === 0)).to.include({ net: '11230000' });
  });

  it('tells in a dry run what could be done at once, and does nothing', async () => {
    const earned = await withMilestone(fixture);
    await challenge(fixture, earned);
    fixture.cluster.later(3 * DAY);
    const before = viewOf(fixture.cluster);
    const first = await keep(earned, '--dry-run');
    expect(first.decided).to.deep.equal([{ what: 'metric mmlu', outcome: 'final at 0.8123', signature: null }]);
    expect(unchanged(before, viewOf(fixture.cluster))).to.equal(true);
    await fixture.send([finalizeMetric(earned.metric)], 'stranger');
    expect(outcomes(await keep(earned, '--dry-run'))).to.deep.equal(['settled, met']);
  });

  it('settles what was missed, has expired, or ended with its grant, and pays nothing for it', async () => {
    const missed = await withMilestone(fixture);
    await decide(fixture, missed, 1n);
    expect(outcomes(await keep(missed))).to.deep.equal(['settled, missed']);
    const expired = await withMilestone(fixture, { deadlineSecs: DAY });
    fixture.cluster.later(DAY + 1);
    expect(outcomes(await keep(expired))).to.deep.equal(['settled, expired']);
    const ended = await withMilestone(fixture);
    await terminate(ended);
    fixture.cluster.later(11);
    const kept = await keep(ended);
    expect(outcomes(kept)).to.deep.equal(['settled, cancelled']);
    expect(kept.paid.filter(({ milestone }) => milestone !== null)).to.deep.equal([]);
  });

  it('stops a schedule after the result where its grant has stopped', async () => {
    const earned = await withMilestone(fixture, { schedule: 'linear:100d' });
    await decide(fixture, earned);
    await keep(earned);
    await terminate(earned);
    fixture.cluster.later(11);
    expect(outcomes(await keep(earned))).to.deep.equal(['settled, stopped']);
    expect(outcomes(await keep(earned))).to.deep.equal([]);
  });

  async function terminate({ subject, grant }: Earned): Promise<void> {
    const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
    await fixture.send([terminateGrant({ ...act, cause: 'forCause' })], 'admin');
  }

  it('settles for those who switched claims by others off, and leaves the claim to them', async () => {
    const earned = await withMilestone(fixture);
    const off = setAutoClaim({ beneficiary: key('worker'), grant: earned.grant, enabled: false });
    await fixture.send([off], 'worker');
    await decide(fixture, earned);
    const kept = await keep(earned);
    expect([outcomes(kept), kept.paid]).to.deep.equal([['settled, met'], []]);
    const words = ['claim', earned.grantName, '--json'];
    const others = await fixture.cluster.tenure('stranger', words);
    expect(others.err).to.contain('AutoClaimIsOff');
    const own = await fixture.cluster.tenure('worker', words);
    expect(own.code, own.err).to.equal(0);
    expect(JSON.stringify(own.json())).to.contain('"milestone":0');
  });

  it('leaves out a payout that is less than wanted', async () => {
    const earned = await withMilestone(fixture, { grant: { schedule: 'cliff:12m' } });
    await decide(fixture, earned);
    const kept = await keep(earned, '--least', '11.24');
    expect([outcomes(kept), kept.paid]).to.deep.equal([['settled, met'], []]);
    expect((await keep(earned, '--least', '11.23')).paid).to.have.length(1);
  });

  /** A metric that decides for so many grants of as many people. */
  async function crowd(count: number): Promise<Measured> {
    const measured = await withMetric(fixture, {}, { funding: 1_000_000_000n });
    const { address: plan, tokens } = measured.subject;
    const common = {
      issuer: key('ops'),
      payer: key('ops'),
      plan,
      vault: tokens.vault,
      expiresTs: 'never',
    } as const;
    for (let id = 1; id <= count; id += 1) {
      const grants = [
        { beneficiary: key('colleague'), grantId: BigInt(id), total: 1_000_000n, startTs: fixture.cluster.now() },
      ];
      const grant = grantAddress(plan, BigInt(id));
      const place = { grant, metric: measured.metric, index: 0, targetAmount: 1_000_000n };
      const shape = parseSchedule('cliff:12m');
      const deadlineTs = fixture.cluster.now() + 30 * DAY;
      const issue = issueGrants({ ...common, shape, withholdingBps: 0, grants });
      await fixture.send([issue, issueMilestone({ ...common, ...place, ...CURVE, deadlineTs, shape: [] })], 'ops');
    }
    return measured;
  }

  it('settles and pays many in few transactions, with every event in the logs', async () => {
    const measured = await crowd(25);
    await decide(fixture, measured, 8_000n);
    const kept = await keep(measured);
    expect(kept.failed).to.deep.equal([]);
    const signatures = new Set([...kept.decided, ...kept.paid].map(({ signature }) => String(signature)));
    expect(signatures.size).to.be.within(4, 12);
    const names: string[] = [];
    for (const signature of signatures) {
      const recorded = await fixture.cluster.connection.getTransaction(signature, { commitment: 'confirmed' });
      names.push(...decodeEvents(recorded?.meta?.logMessages ?? []).map(({ name }) => name));
    }
    expect(names.filter((name) => name === 'milestoneSettled')).to.have.length(25);
    expect(names.filter((name) => name === 'milestoneClaimed')).to.have.length(25);
  });

  it('two at once settle and pay each once, and neither calls the other a failure', async () => {
    const measured = await crowd(12);
    await challenge(fixture, measured, 8_000n);
    fixture.cluster.later(3 * DAY);
    const words = ['keeper', measured.subject.address.toBase58(), '--open-accounts', '--json'];
    const both = await Promise.all((['stranger', 'sponsor'] as const).map((who) => fixture.cluster.tenure(who, words)));
    for (const ran of both) {
      expect(ran.code, ran.err).to.equal(0);
      expect(ran.json().failed).to.deep.equal([]);
    }
    // Whoever was late may leave something for a next round.
    const paid = [...both.flatMap((ran) => list(ran.json().paid)), ...(await keep(measured)).paid];
    const ids = paid.map(({ grantId }) => Number(grantId)).sort((one, other) => one - other);
    expect(ids).to.deep.equal(Array.from({ length: 12 }, (_, index) => index + 1));
  });
});
