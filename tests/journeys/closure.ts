import type { Keypair } from '@solana/web3.js';
import { StateError, closeGrant, closePlan, sealPlan, sweepTombstone } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

/** What stays of a closed plan for good, bytes. */
const PLAN_REMAINS = 8;
const FUNDING = 1_000_000_000n;
const TOTAL = 400_000_000n;

export const closure: Journey = {
  title: 'grants are closed, the plan is sealed and closed: the surplus and every rent come back',
  make: async (client) => {
    const { connection } = client;
    const [worker, treasury] = await Promise.all([client.person(), client.person()]);
    const { publicKey: rentRecipient } = treasury;
    const company = await Company.found(client, { funding: FUNDING, roles: { rentRecipient } });
    const { admin, plan, tokens: planState } = company;
    const now = await client.now();
    const terms = { to: worker.publicKey, total: TOTAL, schedule: 'immediate' };
    await company.issue({ ...terms, grantId: 1n, startTs: now }, { ...terms, grantId: 2n, startTs: now });
    const grants = [1n, 2n].map((id) => company.grantAddress(id));
    const before = await connection.getBalance(rentRecipient);
    const vacated = [plan, planState.vault, ...grants];
    const rents = await Promise.all(vacated.map((address) => connection.getBalance(address)));
    const close = (signer: Keypair, id: bigint) =>
      closeGrant({ signer: signer.publicKey, plan, grant: company.grantAddress(id), rentRecipient });
    await client.refuse('GrantNotPaidOut', close(worker, 1n), worker);
    await company.claim(worker, 1n);
    await company.claim(worker, 2n);
    await client.send(close(worker, 1n), worker);
    await client.send(close(admin, 2n), admin);
    const again = await company.issuing({ ...terms, grantId: 1n, startTs: now, total: 1n });
    await client.refuse('GrantAlreadyExists', again, admin);

    const act = { ...(await company.act()), planState: { ...planState, rentRecipient } };
    const destination = company.account(admin.publicKey);
    await client.refuse('PlanNotSealed', closePlan({ ...act, destination }), admin);
    await client.send(sealPlan(act), admin);
    await client.refuse('PlanNotEmpty', closePlan({ ...act, destination }), admin);
    await client.send(
      grants.map((tombstone) => sweepTombstone({ plan, tombstone, rentRecipient })),
      worker,
    );
    await client.send(closePlan({ ...act, destination }), admin);
    expect(await company.balance(admin.publicKey)).to.equal(FUNDING - 2n * TOTAL);
    const kept = await connection.getMinimumBalanceForRentExemption(PLAN_REMAINS);
    const paid = rents.reduce((sum, lamports) => sum + lamports, 0);
    expect(await connection.getBalance(rentRecipient)).to.equal(before + paid - kept);
    const gone: unknown = await company.state().catch((reason: unknown) => reason);
    expect(gone).to.be.instanceOf(StateError).with.property('code', 'Closed');
  },
};
