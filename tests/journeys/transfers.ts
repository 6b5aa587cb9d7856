import { acceptTransfer, fetchTransfer, proposeTransfer, rejectTransfer } from '@tenure/sdk';
import { expect } from 'chai';
import { Company, STEADY } from './company';
import type { Journey } from './journey';

const RECOVERY_SECS = 30 * 86_400;

export const transfers: Journey = {
  title: 'a grant moves to another wallet with both signatures, and a recovery is vetoed',
  make: async (client) => {
    const [guardian, worker, colleague] = await Promise.all([client.person(), client.person(), client.person()]);
    const company = await Company.found(client, { roles: { guardian: guardian.publicKey } });
    const startTs = (await client.now()) - 100;
    await company.issue({ ...STEADY, to: worker.publicKey, grantId: 1n, startTs });
    const grant = company.grantAddress(1n);
    const { authority, plan, expiresTs } = await company.act();
    const before = await company.claim(worker, 1n);
    const proposed = { proposer: worker.publicKey, plan, grant, to: colleague.publicKey, expiresTs };
    const propose = proposeTransfer(proposed);
    const accept = (signer: typeof colleague) => acceptTransfer({ ...proposed, signer: signer.publicKey });
    await client.refuse('TransferNotReady', [propose, accept(worker)], worker);
    await client.send([propose, accept(company.admin)], worker, company.admin);
    expect((await company.grant(1n)).beneficiary.equals(colleague.publicKey)).to.equal(true);
    await client.refuse('TokenAccountNotOwned', company.claiming(worker.publicKey, 1n), worker);
    await client.pass(1);
    const after = await company.claim(colleague, 1n);
    expect(before.claimable + after.claimable).to.equal(after.vested);

    // Somebody tells admin and guardian that colleague lost his wallet.
    const recovery = { proposer: authority, plan, grant, to: worker.publicKey };
    await client.refuse('RecoveryNeedsGuardian', proposeTransfer({ ...recovery, expiresTs }), company.admin);
    const agreed = proposeTransfer({ ...recovery, guardian: guardian.publicKey, expiresTs });
    const { ts } = await client.send(agreed, company.admin, guardian);
    const { connection } = client;
    expect(await fetchTransfer(connection, grant)).to.deep.include({
      from: colleague.publicKey,
      to: worker.publicKey,
      readyTs: ts + RECOVERY_SECS,
    });
    const early = acceptTransfer({ ...recovery, signer: worker.publicKey, expiresTs });
    await client.refuse('TransferNotReady', early, worker);
    const lamports = await connection.getBalance(authority);
    await client.send(rejectTransfer({ signer: colleague.publicKey, plan, grant, proposer: authority }), colleague);
    expect(await fetchTransfer(connection, grant)).to.equal(null);
    expect(await connection.getBalance(authority)).to.be.greaterThan(lamports);
    await client.pass(1);
    await company.claim(colleague, 1n);
    await company.expectPromises();
  },
};
