import { claim, claimWithAccount } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

const CLIFF_SECS = 16;
const TOTAL = 1_000_003n;
/** 24 calendar months and a few days. */
const TWO_YEARS_SECS = 735 * 86_400;

export const claims: Journey = {
  title: 'a beneficiary claims at the cliff, later and to the end, of every kind of schedule',
  make: async (client) => {
    const [company, worker] = await Promise.all([Company.found(client), client.person()]);
    const now = await client.now();
    const issue = { to: worker.publicKey, total: TOTAL };
    const [cliff, stepped, past, months] = [1n, 2n, 3n, 4n] as const;
    await company.issue(
      { ...issue, grantId: cliff, startTs: now, schedule: `50%@${CLIFF_SECS}s + 50%@8s/linear` },
      { ...issue, grantId: stepped, startTs: now, schedule: '100%@20s/5' },
      { ...issue, grantId: past, startTs: now - TWO_YEARS_SECS, schedule: 'immediate' },
      { ...issue, grantId: months, startTs: now - TWO_YEARS_SECS, schedule: 'cliff-monthly:48m:12m' },
    );
    await company.refuseClaim('NothingToClaim', worker, cliff);

    // Two grants in one transaction: one of them opens the account.
    const { publicKey: claimant } = worker;
    const input = { claimant, plan: company.plan, planState: company.tokens };
    await client.send(
      [
        ...claimWithAccount({ ...input, beneficiary: claimant, grant: company.grantAddress(past) }),
        claim({ ...input, destination: company.account(claimant), grant: company.grantAddress(months) }),
      ],
      worker,
    );
    const { claimed } = await company.grant(months);
    expect(await company.balance(claimant)).to.equal(TOTAL + claimed);
    // A quarter at the cliff, then 12 of 36 months.
    expect(claimed).to.equal(TOTAL / 4n + ((TOTAL - TOTAL / 4n) * 12n) / 36n);

    await client.until(now + 4);
    expect((await company.claim(worker, stepped)).claimable >= TOTAL / 5n).to.equal(true);

    await client.until(now + CLIFF_SECS);
    expect((await company.claim(worker, cliff)).claimable >= TOTAL / 2n).to.equal(true);

    await client.until(now + CLIFF_SECS + 8);
    await company.claim(worker, cliff);
    await company.claim(worker, stepped);
    await company.refuseClaim('NothingToClaim', worker, cliff);
    expect(await company.balance(claimant)).to.equal(3n * TOTAL + claimed);
    const { reserved, claimed: paid, allocated } = await company.state();
    expect([reserved, paid, allocated]).to.deep.equal([TOTAL - claimed, 3n * TOTAL + claimed, 4n * TOTAL]);
    await company.expectPromises();
  },
};
