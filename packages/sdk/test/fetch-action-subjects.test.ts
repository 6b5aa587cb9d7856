import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, GRANT, grantBytes, key, PLAN, tombstoneBytes } from './fixture/accounts';
import { milestoneBytes, ORACLE_SET, oracleSetBytes } from './fixture/metric-accounts';

describe('SDK: reading what an action bears on', () => {
  const plan = { ...PLAN, address: key('plan') };
  const [grant, closed] = [key('grant'), key('closed grant')];
  const milestone = key('milestone');
  const reader = new MemoryReader(
    new Map([
      [grant.toBase58(), account(grantBytes())],
      [closed.toBase58(), account(tombstoneBytes(8n, plan.address))],
      [milestone.toBase58(), account(milestoneBytes())],
      [sdk.oracleSetAddress(plan.address).toBase58(), account(oracleSetBytes())],
    ]),
  );
  const nothing = { plan, grants: [], milestones: [], oracles: null };
  const read = (action: sdk.ProposalAction, of = plan, grants?: readonly sdk.Grant[]) =>
    sdk.fetchActionSubjects(reader, of, action, () =>
      grants === undefined ? Promise.reject(new Error('All grants were read.')) : Promise.resolve(grants),
    );
  const addresses = (found: readonly { readonly address: PublicKey }[]) => found.map((each) => each.address.toBase58());

  it('on one grant: that grant and its milestones', async () => {
    for (const action of [
      { kind: 'accelerateGrant', grant, accelerationBps: 5_000 },
      { kind: 'terminateGrant', grant, cause: 'forCause' },
    ] as const) {
      const found = await read(action);
      expect(found).to.deep.include({ plan, oracles: null, grants: [{ ...GRANT, address: grant }] });
      expect(addresses(found.milestones)).to.deep.equal([milestone.toBase58()]);
      expect(await read({ ...action, grant: closed })).to.deep.equal(nothing);
      expect(await read({ ...action, grant: key('nowhere') })).to.deep.equal(nothing);
    }
  });

  it('on the plan: all grants and milestones; these are looked for only where there are metrics', async () => {
    const action = { kind: 'acceleratePlan', accelerationBps: 5_000 } as const;
    const found = await read(action, plan, [GRANT]);
    expect(found).to.deep.include({ plan, oracles: null, grants: [GRANT] });
    expect(addresses(found.milestones)).to.deep.equal([milestone.toBase58()]);
    reader.calls.length = 0;
    const bare = { ...plan, metricCount: 0 };
    expect(await read(action, bare, [GRANT])).to.deep.equal({ ...nothing, plan: bare, grants: [GRANT] });
    expect(reader.calls).to.deep.equal([]);
  });

  it('on the oracles: those; on the cap: nothing but the plan', async () => {
    const { attestors, threshold } = ORACLE_SET;
    const { oracles, ...others } = await read({ kind: 'replaceOracles', oracles: { attestors, threshold } });
    expect(oracles).to.deep.equal({ ...ORACLE_SET, address: sdk.oracleSetAddress(plan.address) });
    expect(others).to.deep.equal({ plan, grants: [], milestones: [] });
    expect(await read({ kind: 'setIssueCap', issueCap: 1n })).to.deep.equal(nothing);
  });
});
