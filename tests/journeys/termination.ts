import { settleTermination, surplusOf, terminateGrant, vestedAt, withdrawSurplus } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

const NOTICE_SECS = 12;
const FUNDING = 5_000_000_000n;
const TOTAL = 1_000_000_007n;

export const termination: Journey = {
  title: 'a grant is terminated with notice: its rest returns to the plan, what vested stays claimable',
  make: async (client) => {
    const [company, worker, stranger] = await Promise.all([
      Company.found(client, { funding: FUNDING, policy: { noticeSecs: NOTICE_SECS, goodLeaverBps: 2_500 } }),
      client.person(),
      client.person(),
    ]);
    const startTs = (await client.now()) - 400;
    await company.issue({ to: worker.publicKey, total: TOTAL, grantId: 1n, startTs, schedule: 'linear:1000s' });
    const grant = company.grantAddress(1n);
    const act = { ...(await company.act()), grant };
    const { ts } = await client.send(terminateGrant({ ...act, cause: 'withoutCause' }), company.admin);
    const terminating = await company.grant(1n);
    const stopTs = ts + NOTICE_SECS;
    expect([terminating.status, terminating.statusTs]).to.deep.equal(['terminating', stopTs]);
    const settle = settleTermination({ plan: company.plan, grant });
    await client.refuse('TerminationNotDue', settle, stranger);
    // A good leaver's share is there at once, and notice is time that vests.
    const first = await company.claim(worker, 1n);
    expect(first.vested > (TOTAL * 55n) / 100n).to.equal(true);

    await client.until(stopTs + 1);
    const plan = await company.state();
    const earned = vestedAt(plan, terminating, stopTs);
    const { events } = await client.send(settle, stranger);
    expect(events).to.deep.equal([
      { name: 'terminationSettled', data: { plan: company.plan, grant, forfeited: TOTAL - earned } },
    ]);
    const settled = await company.state();
    const surplus = surplusOf(settled, await client.tokens(company.tokens.vault));
    expect(surplus).to.equal(FUNDING - earned);

    const destination = company.account(company.admin.publicKey);
    const withdraw = (amount: bigint) => withdrawSurplus({ ...act, planState: company.tokens, destination, amount });
    await client.send(withdraw(surplus), company.admin);
    await client.refuse('SurplusTooSmall', withdraw(1n), company.admin);
    expect(await company.balance(company.admin.publicKey)).to.equal(surplus);
    await company.claim(worker, 1n);
    expect(await company.balance(worker.publicKey)).to.equal(earned);
    await company.refuseClaim('NothingToClaim', worker, 1n);
    expect(await client.tokens(company.tokens.vault)).to.equal(0n);
    await company.expectPromises();
  },
};
