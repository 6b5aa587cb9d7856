import type { Keypair } from '@solana/web3.js';
import { decodeEvents } from '@tenure/sdk';
import { expect } from 'chai';
import type { Client } from './client';
import { Company, STEADY } from './company';
import type { Journey } from './journey';

export const events: Journey = {
  title: "a listener hears of a claim, and a plan's history tells all that happened to it",
  make: async (client) => {
    const worker = await client.person();
    let tell: (signature: string) => void;
    const heard = new Promise<string>((resolve) => (tell = resolve));
    const listener = client.connection.onLogs(worker.publicKey, ({ signature, logs, err }) => {
      if (err === null && decodeEvents(logs).some(({ name }) => name === 'claimed')) tell(signature);
    });
    try {
      await claimAndRead(client, worker, heard);
    } finally {
      await client.connection.removeOnLogsListener(listener);
    }
  },
};

async function claimAndRead(client: Client, worker: Keypair, heard: Promise<string>): Promise<void> {
  const company = await Company.found(client);
  const startTs = (await client.now()) - 300;
  await company.issue({ ...STEADY, to: worker.publicKey, grantId: 7n, startTs });
  const { receipt, claimable } = await company.claim(worker, 7n);
  expect(await heard).to.equal(receipt.signature);

  const signatures = await client.connection.getSignaturesForAddress(company.plan, {}, 'confirmed');
  const history = await Promise.all(signatures.reverse().map(({ signature }) => client.receipt(signature)));
  const told = history.flatMap(({ events: each }) => each);
  const names = told.map(({ name }) => name);
  expect(names).to.deep.equal(['planCreated', 'planFunded', 'grantIssued', 'claimed']);
  const [, , issued, claimed] = told;
  const grant = company.grantAddress(7n);
  const times = { startTs: BigInt(startTs), endTs: BigInt(startTs + 1_000) };
  expect(issued?.data).to.deep.include({ grant, grantId: 7n, ...times });
  const paid = { gross: claimable, withheld: 0n, received: claimable };
  const claimOf = { plan: company.plan, grant, beneficiary: worker.publicKey, ...paid };
  expect(claimed?.data).to.deep.equal(claimOf);
  await company.expectPromises();
}
