import { Keypair } from '@solana/web3.js';
import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, tenure } from '../support/command-line';
import type { Client } from './client';
import { Company } from './company';
import type { Journey } from './journey';

const VESTED = 8;
const ROWS = 60;
/** 1.000001 tokens and more. */
const amount = (id: number) => `1.${String(id).padStart(6, '0')}`;
const baseUnits = (id: number) => 1_000_000n + BigInt(id);

export const commandLine: Journey = {
  title: 'tenure imports a file twice and issues it once; a keeper pays what has vested; doctor is content',
  make: async (client) => {
    const folder = mkdtempSync(join(tmpdir(), 'tenure-journey-'));
    try {
      await importAndKeep(client, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function importAndKeep(client: Client, folder: string): Promise<void> {
  const [company, keeper] = await Promise.all([Company.found(client, { sol: 0.2 }), client.person()]);
  const plan = company.plan.toBase58();
  const run = (who: Keypair, ...args: string[]): Promise<Ran> => {
    const keypairFile = join(folder, `${who.publicKey.toBase58()}.json`);
    writeFileSync(keypairFile, JSON.stringify([...who.secretKey]), { mode: 0o600 });
    return tenure({ url: client.url, keypairFile }, args);
  };
  const wallets = Array.from({ length: ROWS }, () => Keypair.generate().publicKey);
  const today = new Date((await client.now()) * 1_000).toISOString().slice(0, 10);
  const rows = wallets.map((wallet, index) => {
    const terms = index < VESTED ? '2020-01-31,cliff-monthly:48m:12m' : `${today},graded-yearly:10/20/30/40`;
    return `${index + 1},${wallet.toBase58()},${amount(index + 1)},${terms}`;
  });
  const file = join(folder, 'grants.csv');
  writeFileSync(file, `grant_id,beneficiary,amount,start,schedule\n${rows.join('\n')}\n`);

  const first = await run(company.admin, 'import', file, '--plan', plan, '--json');
  expect(first.code, first.err).to.equal(0);
  expect(first.json()).to.include({ presentBefore: 0, issued: ROWS, onChain: ROWS });
  const second = await run(company.admin, 'import', file, '--plan', plan, '--json');
  expect(second.code, second.err).to.equal(0);
  expect(second.json()).to.include({ presentBefore: ROWS, issued: 0, onChain: ROWS });
  const { grantCount, allocated } = await company.state();
  const total = wallets.reduce((sum, _, index) => sum + baseUnits(index + 1), 0n);
  expect([grantCount, allocated]).to.deep.equal([ROWS, total]);

  const kept = await run(keeper, 'keeper', plan, '--open-accounts', '--json');
  expect(kept.code, kept.err).to.equal(0);
  expect(kept.json()).to.have.property('paid').with.lengthOf(VESTED);
  const balances = await Promise.all(wallets.map((wallet) => company.balance(wallet)));
  const expected = wallets.map((_, index) => (index < VESTED ? baseUnits(index + 1) : 0n));
  expect(balances).to.deep.equal(expected);
  const again = await run(keeper, 'keeper', plan, '--open-accounts', '--json');
  expect(again.json()).to.have.property('paid').with.lengthOf(0);

  const doctor = await run(keeper, 'doctor', plan, '--json');
  expect(doctor.code, doctor.err).to.equal(0);
  expect(doctor.json()).to.include({ healthy: true });
  await company.expectPromises();
}
