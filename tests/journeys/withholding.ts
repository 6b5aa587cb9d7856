import { collectWithheld, setWithholding } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

const BPS = 10_000n;
const RATE = 3_333;
const HIGHEST = 5_000;

export const withholding: Journey = {
  title: 'payroll sets what is withheld of claims, and collects it to the base unit',
  make: async (client) => {
    const [payroll, worker, stranger] = await Promise.all([client.person(), client.person(), client.person()]);
    const company = await Company.found(client, {
      roles: { payroll: payroll.publicKey },
      policy: { maxWithholdingBps: HIGHEST },
    });
    const now = await client.now();
    const terms = { to: worker.publicKey, total: 1_000_003n, schedule: 'linear:1000s', withholdingBps: RATE };
    await company.issue({ ...terms, grantId: 1n, startTs: now - 300 });
    const [first, account] = await Promise.all([company.claim(worker, 1n), company.open(payroll)]);
    await client.pass(2);
    const second = await company.claim(worker, 1n);
    const atRate = ((first.claimable + second.claimable) * BigInt(RATE)) / BPS;
    expect(first.withheld + second.withheld).to.equal(atRate);
    expect((await company.state()).withheld).to.equal(atRate);

    const { plan, expiresTs } = await company.act();
    const set = { payroll: payroll.publicKey, plan, grant: company.grantAddress(1n), expiresTs };
    const tooHigh = setWithholding({ ...set, withholdingBps: HIGHEST + 1 });
    await client.refuse('WithholdingTooHigh', tooHigh, payroll);
    const foreign = setWithholding({ ...set, payroll: stranger.publicKey, withholdingBps: 0 });
    await client.refuse('NotPayroll', foreign, stranger);
    // More is announced, and reaches nothing that can be claimed before its day.
    await client.send(setWithholding({ ...set, withholdingBps: HIGHEST }), payroll);
    expect((await company.grant(1n)).nextWithholding).to.include({ bps: HIGHEST });
    await client.pass(1);
    const third = await company.claim(worker, 1n);

    const gross = first.claimable + second.claimable + third.claimable;
    const withheld = (gross * BigInt(RATE)) / BPS;
    expect(first.withheld + second.withheld + third.withheld).to.equal(withheld);
    expect(await company.balance(worker.publicKey)).to.equal(gross - withheld);
    const collecting = { payroll: payroll.publicKey, plan: company.plan, planState: company.tokens };
    const collect = (amount: bigint) => collectWithheld({ ...collecting, destination: account, amount, expiresTs });
    await client.send(collect(withheld - 1n), payroll);
    await client.refuse('WithheldTooSmall', collect(2n), payroll);
    await client.send(collect(1n), payroll);
    expect(await company.balance(payroll.publicKey)).to.equal(withheld);
    expect((await company.state()).withheld).to.equal(0n);
    await company.expectPromises();
  },
};
