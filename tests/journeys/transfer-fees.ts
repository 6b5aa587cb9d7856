import { claimableAt } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

const BPS = 10_000n;
const FEE_BPS = 100;
const SENT = 1_000_000_001n;

/** What a transfer leaves in the destination: fees are rounded up. */
function received(amount: bigint): bigint {
  return amount - (amount * BigInt(FEE_BPS) + BPS - 1n) / BPS;
}

export const transferFees: Journey = {
  title: 'with a fee-charging mint, what arrives counts, and a claim tells gross, withheld and received',
  make: async (client) => {
    const fee = { kind: 'transferFee', bps: FEE_BPS, maximum: SENT, authority: null } as const;
    const [company, worker] = await Promise.all([
      Company.found(client, { funding: SENT, mint: { extensions: [fee] } }),
      client.person(),
    ]);
    const funded = received(SENT);
    expect(await client.tokens(company.tokens.vault)).to.equal(funded);
    const startTs = (await client.now()) - 300;
    const terms = { to: worker.publicKey, startTs, schedule: 'linear:1000s', withholdingBps: 1_000 };
    const tooMuch = await company.issuing({ ...terms, grantId: 1n, total: funded + 1n });
    await client.refuse('PlanNotFunded', tooMuch, company.admin);
    await company.issue({ ...terms, grantId: 1n, total: funded });

    const [plan, grant] = await Promise.all([company.state(), company.grant(1n)]);
    const { ts, events } = await client.send(company.claiming(worker.publicKey, 1n), worker);
    const { claimable: gross, withheld, net } = claimableAt(plan, grant, ts);
    expect(gross).to.equal((funded * BigInt(ts - startTs)) / 1_000n);
    const { address } = grant;
    expect(events).to.deep.equal([
      {
        name: 'claimed',
        data: {
          plan: company.plan,
          grant: address,
          beneficiary: worker.publicKey,
          gross,
          withheld,
          received: received(net),
        },
      },
    ]);
    expect(await company.balance(worker.publicKey)).to.equal(received(net));
    expect(await client.tokens(company.tokens.vault)).to.equal(funded - net);
    await company.expectPromises();
  },
};
