import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, key, NOBODY, tombstoneBytes } from './fixture/accounts';
import { metricBytes, milestoneBytes, ORACLE_SET, oracleSetBytes } from './fixture/metric-accounts';

/** Offsets of the plan and of the grant in a milestone, and of its index. */
const PLAN_AT = 8;
const GRANT_AT = 40;
const INDEX_AT = 192;

/** A milestone's bytes with another plan, grant and index. */
function milestone(plan: PublicKey, grant: PublicKey, index: number): Uint8Array {
  const data = Buffer.from(milestoneBytes());
  plan.toBuffer().copy(data, PLAN_AT);
  grant.toBuffer().copy(data, GRANT_AT);
  data[INDEX_AT] = index;
  return data;
}

describe('SDK: reading metrics and milestones from a cluster', () => {
  const [plan, other] = [key('plan'), key('other plan')];
  const [grant, closed, bare] = [key('grant'), key('grant with closed ones'), key('grant without')];
  const accounts = new Map<string, sdk.RawAccount>();
  const put = (at: PublicKey, data: Uint8Array, owner?: PublicKey) => accounts.set(at.toBase58(), account(data, owner));
  put(sdk.oracleSetAddress(plan), oracleSetBytes());
  put(sdk.oracleSetAddress(other), new Uint8Array(), NOBODY);
  for (const name of ['mmlu', 'accuracy', 'revenue']) put(sdk.metricAddress(plan, name), metricBytes({ key: name }));
  const elsewhere = Buffer.from(metricBytes());
  other.toBuffer().copy(elsewhere, PLAN_AT);
  put(sdk.metricAddress(other, 'mmlu'), elsewhere);
  for (const index of [0, 1, 2]) put(sdk.milestoneAddress(grant, index), milestone(plan, grant, index));
  for (const index of [3, 1]) put(sdk.milestoneAddress(closed, index), milestone(plan, closed, index));
  put(sdk.milestoneAddress(key('theirs'), 0), milestone(other, key('theirs'), 0));
  const reader = new MemoryReader(accounts);

  it('an oracle set, or null where a plan has none, whoever sent lamports there', async () => {
    const found = await sdk.fetchOracleSet(reader, plan);
    expect(found).to.deep.equal({ ...ORACLE_SET, address: sdk.oracleSetAddress(plan) });
    expect(await sdk.fetchOracleSet(reader, other)).to.equal(null);
    expect(await sdk.fetchOracleSet(reader, key('a third plan'))).to.equal(null);
  });

  it('a metric by its address; none is an error', async () => {
    expect((await sdk.fetchMetric(reader, sdk.metricAddress(plan, 'mmlu'))).key).to.equal('mmlu');
    await sdk.fetchMetric(reader, sdk.metricAddress(plan, 'helm')).then(
      () => expect.fail('a metric that is not there was read'),
      (error: unknown) => expect(error).to.be.instanceOf(sdk.StateError).and.have.property('code', 'Missing'),
    );
  });

  it("a plan's metrics, by name, and no other plan's", async () => {
    const found = await sdk.fetchMetricsByPlan(reader, plan);
    expect(found.map((metric) => metric.key)).to.deep.equal(['accuracy', 'mmlu', 'revenue']);
    expect((await sdk.fetchMetricsByPlan(reader, other)).length).to.equal(1);
  });

  it("a grant's milestones by their number, without a search while none was closed", async () => {
    reader.calls.length = 0;
    const found = await sdk.fetchMilestones(reader, { address: grant, milestones: { live: 3, ended: false } });
    expect(found.map(({ index }) => index)).to.deep.equal([0, 1, 2]);
    expect(reader.calls).to.deep.equal(['accounts 3']);
    expect(await sdk.fetchMilestones(reader, { address: bare, milestones: { live: 0, ended: true } })).to.deep.equal(
      [],
    );
  });

  it('and those that are left where some were closed', async () => {
    const found = await sdk.fetchMilestones(reader, { address: closed, milestones: { live: 2, ended: true } });
    expect(found.map(({ index }) => index)).to.deep.equal([1, 3]);
  });

  it('a milestone that is missing though its grant counts it is an error', async () => {
    await sdk.fetchMilestones(reader, { address: grant, milestones: { live: 4, ended: false } }).then(
      () => expect.fail('a milestone that is not there was read'),
      (error: unknown) => expect(error).to.be.instanceOf(sdk.StateError).and.have.property('code', 'Missing'),
    );
  });

  it('all milestones of a plan', async () => {
    put(sdk.grantAddress(plan, 9n), tombstoneBytes(9n, plan));
    const found = await sdk.fetchMilestonesByPlan(reader, plan);
    const places = found.map((each) => `${each.grant.equals(grant) ? 'grant' : 'closed'} ${each.index}`);
    expect(places).to.have.members(['grant 0', 'grant 1', 'grant 2', 'closed 1', 'closed 3']);
  });
});
