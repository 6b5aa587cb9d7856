import { accelerateGrant, acceleratePlan } from '@tenure/sdk';
import { expect } from 'chai';
import { Company } from './company';
import type { Journey } from './journey';

const TOTAL = 1_000_000n;

export const releasing: Journey = {
  title: 'early release: of everybody at once, of one grant, and in full; not for who came later',
  make: async (client) => {
    const [worker, colleague, third, dao] = await Promise.all([
      client.person(),
      client.person(),
      client.person(),
      client.person(),
    ]);
    const company = await Company.found(client, { roles: { accelerationAuthority: dao.publicKey } });
    const startTs = await client.now();
    const terms = { total: TOTAL, startTs, schedule: 'cliff:365d' };
    await company.issue(
      { ...terms, to: worker.publicKey, grantId: 1n },
      { ...terms, to: colleague.publicKey, grantId: 2n },
    );
    await company.refuseClaim('NothingToClaim', colleague, 2n);
    const { plan, expiresTs } = await company.act();
    const act = { accelerator: dao.publicKey, plan, expiresTs };
    await client.send(acceleratePlan({ ...act, accelerationBps: 2_500 }), dao);
    await client.send(accelerateGrant({ ...act, grant: company.grantAddress(1n), accelerationBps: 5_000 }), dao);
    await company.issue({ ...terms, to: third.publicKey, grantId: 3n });
    const [first, second] = await Promise.all([company.claim(worker, 1n), company.claim(colleague, 2n)]);
    expect([first.claimable, second.claimable]).to.deep.equal([625_000n, 250_000n]);
    await company.refuseClaim('NothingToClaim', third, 3n);

    await client.send(acceleratePlan({ ...act, accelerationBps: 10_000 }), dao);
    await Promise.all([company.claim(worker, 1n), company.claim(colleague, 2n), company.claim(third, 3n)]);
    for (const { publicKey } of [worker, colleague, third]) expect(await company.balance(publicKey)).to.equal(TOTAL);
    const late = await company.issuing({ ...terms, to: third.publicKey, grantId: 4n });
    await client.refuse('PlanFullyAccelerated', late, company.admin);
    await company.expectPromises();
  },
};
