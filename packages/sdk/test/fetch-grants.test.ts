import { ACCOUNT_SIZE, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, address, grantBytes, key, NOBODY, PLAN, planBytes, tombstoneBytes } from './fixture/accounts';

describe('SDK: reading a cluster', () => {
  const plan = key('plan');
  const other = key('other plan');
  const accounts = new Map<string, sdk.RawAccount>();
  const put = (at: PublicKey, data: Uint8Array, owner?: PublicKey) => accounts.set(at.toBase58(), account(data, owner));
  for (let id = 1n; id <= 150n; id += 1n) {
    const beneficiary = id % 50n === 0n ? key('colleague') : key('worker');
    put(sdk.grantAddress(plan, id), grantBytes({ grantId: id, plan, beneficiary }));
  }
  put(sdk.grantAddress(other, 1n), grantBytes({ grantId: 1n, plan: other, beneficiary: key('colleague') }));
  put(sdk.grantAddress(plan, 151n), tombstoneBytes(151n, plan));
  put(sdk.grantAddress(plan, 152n), new Uint8Array(), NOBODY);
  const reader = new MemoryReader(accounts);

  it('a grant is live, closed or missing, whoever sent lamports there', async () => {
    const live = await sdk.fetchGrantById(reader, plan, 5n);
    expect(live).to.deep.include({ kind: 'live' }).and.to.have.nested.property('grant.grantId', 5n);
    const closed = await sdk.fetchGrantById(reader, plan, 151n);
    expect(closed).to.deep.include({ kind: 'closed' }).and.to.have.nested.property('tombstone.grantId', 151n);
    expect(await sdk.fetchGrantById(reader, plan, 152n)).to.deep.equal({ kind: 'missing' });
    expect(await sdk.fetchGrantById(reader, plan, 153n)).to.deep.equal({ kind: 'missing' });
  });

  it("a plan's grants come in pages of 100, each once", async () => {
    reader.calls.length = 0;
    const ids: bigint[] = [];
    for await (const grant of sdk.fetchGrantsByPlan(reader, plan)) ids.push(grant.grantId);
    expect(ids.length).to.equal(150);
    expect(new Set(ids).size).to.equal(150);
    expect(reader.calls).to.deep.equal(['program 0', 'accounts 100', 'accounts 50']);
  });

  it("a person's grants, of all plans or of one", async () => {
    const all = await sdk.fetchGrantsByBeneficiary(reader, key('colleague'));
    expect(all.map(({ plan: of, grantId }) => [of.equals(plan), grantId])).to.have.deep.members([
      [true, 50n],
      [true, 100n],
      [true, 150n],
      [false, 1n],
    ]);
    const one = await sdk.fetchGrantsByBeneficiary(reader, key('colleague'), plan);
    expect(one.map(({ grantId }) => grantId)).to.deep.equal([50n, 100n, 150n]);
  });

  it('ids that were ever used, and tombstones', async () => {
    const ids = await sdk.fetchGrantIds(reader, plan);
    expect(ids.size).to.equal(151);
    expect(ids.has(151n)).to.equal(true);
    expect(ids.has(152n)).to.equal(false);
    expect((await sdk.fetchTombstones(reader, plan)).map(({ grantId }) => grantId)).to.deep.equal([151n]);
    expect(await sdk.fetchTransfer(reader, sdk.grantAddress(plan, 1n))).to.equal(null);
  });

  it('a plan and its vault', async () => {
    put(address, planBytes());
    const found = await sdk.fetchPlan(reader, address);
    expect(found).to.deep.equal(PLAN);
    const data = Buffer.alloc(ACCOUNT_SIZE);
    data.writeBigUInt64LE(777n, 64);
    put(found.vault, data, TOKEN_PROGRAM_ID);
    expect(await sdk.fetchVaultAmount(reader, found)).to.equal(777n);
    put(found.vault, data, sdk.PROGRAM_ID);
    await sdk.fetchVaultAmount(reader, found).then(
      () => expect.fail('a vault of another program was read'),
      (error: unknown) => expect(error).to.be.instanceOf(sdk.StateError),
    );
  });
});
