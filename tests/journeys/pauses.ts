import { endTs, pauseClaims, pauseGrant, resumeClaims, resumeGrant } from '@tenure/sdk';
import { expect } from 'chai';
import { Company, STEADY } from './company';
import type { Journey } from './journey';

const HOUR_SECS = 3_600;

export const leaveOfAbsence: Journey = {
  title: 'a leave of absence that both sign stops vesting, and only moves what is still to vest',
  make: async (client) => {
    const [company, worker] = await Promise.all([
      Company.found(client, { policy: { maxPauseSecs: 0 } }),
      client.person(),
    ]);
    const startTs = (await client.now()) - 100;
    await company.issue({ ...STEADY, to: worker.publicKey, grantId: 1n, startTs });
    const act = { ...(await company.act()), grant: company.grantAddress(1n) };
    const leave = { ...act, limitSecs: HOUR_SECS };
    await client.refuse('PauseTooLong', pauseGrant(leave), company.admin);
    const agreed = pauseGrant({ ...leave, beneficiary: worker.publicKey });
    const { ts: pausedTs } = await client.send(agreed, company.admin, worker);
    const { vested } = await company.claim(worker, 1n);
    expect(vested).to.equal(BigInt(pausedTs - startTs) * 1_000n);
    await client.until(pausedTs + 4);
    await company.refuseClaim('NothingToClaim', worker, 1n);
    const { ts: resumedTs } = await client.send(resumeGrant(act), company.admin);
    const resumed = await company.grant(1n);
    expect(resumed.pausedSecs).to.equal(resumedTs - pausedTs);
    expect(endTs(resumed)).to.equal(startTs + 1_000 + resumed.pausedSecs);
    await client.until(resumedTs + 2);
    expect((await company.claim(worker, 1n)).claimable >= 2_000n).to.equal(true);
    await company.expectPromises();
  },
};

export const claimsPause: Journey = {
  title: 'the guardian stops claims and lets them go on, and nothing that vests is lost by it',
  make: async (client) => {
    const [guardian, worker] = await Promise.all([client.person(), client.person()]);
    const company = await Company.found(client, { roles: { guardian: guardian.publicKey } });
    const startTs = (await client.now()) - 100;
    await company.issue({ ...STEADY, to: worker.publicKey, grantId: 1n, startTs });
    const { plan, expiresTs } = await company.act();
    const pause = (by: typeof guardian) => pauseClaims({ guardian: by.publicKey, plan, secs: HOUR_SECS, expiresTs });
    await client.refuse('NotGuardian', pause(company.admin), company.admin);
    const { ts } = await client.send(pause(guardian), guardian);
    expect((await company.state()).claimsPausedUntilTs).to.equal(ts + HOUR_SECS);
    await company.refuseClaim('ClaimsArePaused', worker, 1n);
    await client.send(resumeClaims({ signer: guardian.publicKey, plan, expiresTs }), guardian);
    const { vested, receipt } = await company.claim(worker, 1n);
    expect(vested).to.equal(BigInt(receipt.ts - startTs) * 1_000n);
    await client.refuse('ClaimsPauseTooSoon', pause(guardian), guardian);
    await company.expectPromises();
  },
};
