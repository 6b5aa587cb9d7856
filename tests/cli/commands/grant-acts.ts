/** What `tenure grant` does, and claims. */
import { ACCOUNT_SIZE, createInitializeAccount3Instruction } from '@solana/spl-token';
import { SystemProgram } from '@solana/web3.js';
import { pauseGrant, proposeTransfer, terminateGrant } from '@tenure/sdk';
import { keypair } from '../cluster';
import type { MadeMint } from '../frozen-cluster';
import type { ActCase } from './case';
import { key, type GrantOptions, type Fixture, type Person, type PlanOptions } from './fixture';

const YEAR: GrantOptions = { schedule: 'linear:365d' };
const NOTICE_SECS = 10;

/** A grant that vests over a year, as commands name it. */
async function running(fixture: Fixture, plan: PlanOptions = {}): Promise<string> {
  return (await fixture.granted(YEAR, plan)).name;
}

async function terminated(fixture: Fixture): Promise<string> {
  const { subject, grant, name } = await fixture.granted(YEAR);
  const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
  await fixture.send([terminateGrant({ ...act, cause: 'withoutCause' })], 'admin');
  return name;
}

async function proposed(fixture: Fixture, proposer: Person): Promise<string> {
  const { subject, grant, name } = await fixture.granted(YEAR);
  const input = {
    proposer: key(proposer),
    plan: subject.address,
    grant,
    to: key('colleague'),
    expiresTs: 'never',
  } as const;
  await fixture.send([proposeTransfer(input)], proposer);
  return name;
}

/** A token account of the worker's that is not the associated one. */
async function annsOther(fixture: Fixture, { mint, tokenProgram }: MadeMint): Promise<string> {
  const account = keypair(`account ${fixture.nextGrantId()}`);
  const { connection } = fixture.cluster;
  const lamports = await connection.getMinimumBalanceForRentExemption(ACCOUNT_SIZE);
  const place = {
    fromPubkey: key('worker'),
    newAccountPubkey: account.publicKey,
    lamports,
    space: ACCOUNT_SIZE,
  };
  const create = SystemProgram.createAccount({ ...place, programId: tokenProgram });
  const initialize = createInitializeAccount3Instruction(account.publicKey, mint, key('worker'), tokenProgram);
  await fixture.send([create, initialize], 'worker', account);
  return account.publicKey.toBase58();
}

export const GRANT_ACTS: readonly ActCase[] = [
  {
    command: 'grant issue',
    about: 'with rent from somebody else',
    who: 'ops',
    words: async (fixture) => [
      ...[
        (await fixture.plan()).address.toBase58(),
        '--id',
        `${fixture.nextGrantId()}`,
        '--to',
        key('worker').toBase58(),
      ],
      ...['--amount', '48.5', '--schedule', 'cliff-monthly:48m:12m', '--start', '2026-01-31', '--withholding', '25%'],
      ...['--fee-payer', fixture.keyFile('sponsor')],
    ],
  },
  {
    command: 'grant terminate',
    about: 'without cause: a share at once',
    who: 'admin',
    words: async (fixture) => [await running(fixture), '--cause', 'without-cause'],
  },
  {
    command: 'grant terminate',
    about: 'taken back in time',
    who: 'admin',
    words: async (fixture) => [await terminated(fixture), '--withdraw'],
  },
  {
    command: 'grant terminate',
    about: 'settled when it is due, by anybody',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => {
      const name = await terminated(fixture);
      fixture.cluster.later(NOTICE_SECS + 1);
      return [name, '--settle'];
    },
  },
  {
    command: 'grant pause',
    about: 'by the authority alone',
    who: 'admin',
    words: async (fixture) => [await running(fixture), '--for', '2h'],
  },
  {
    command: 'grant pause',
    about: 'a leave of absence that the beneficiary signs too',
    who: 'admin',
    words: async (fixture) => [
      ...[await running(fixture), '--for', '300d', '--consent', '--signer', fixture.keyFile('worker')],
    ],
  },
  {
    command: 'grant resume',
    about: 'after an hour',
    who: 'admin',
    words: async (fixture) => {
      const { subject, grant, name } = await fixture.granted(YEAR);
      const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
      await fixture.send([pauseGrant({ ...act, limitSecs: 7_200 })], 'admin');
      fixture.cluster.later(3_600);
      return [name];
    },
  },
  {
    command: 'grant accelerate',
    about: 'by the authority',
    who: 'admin',
    words: async (fixture) => [await running(fixture), '2500bps'],
  },
  {
    command: 'grant close',
    about: 'one that was paid in full',
    who: 'worker',
    rentTo: 'rent',
    words: async (fixture) => {
      const { grantId, name } = await fixture.granted();
      const claim = await fixture.cluster.tenure('worker', ['claim', name, '--json']);
      if (claim.code !== 0) throw new Error(`grant ${grantId}: ${claim.err}`);
      return [name];
    },
  },
  {
    command: 'grant void',
    about: 'in its void window',
    who: 'admin',
    rentTo: 'rent',
    words: async (fixture) => [await running(fixture, { policy: { voidSecs: 3_600 } })],
  },
  {
    command: 'grant withholding',
    about: 'of later claims',
    who: 'pay',
    words: async (fixture) => [await running(fixture), '33.33%'],
  },
  {
    command: 'grant auto-claim',
    about: 'switched off',
    who: 'worker',
    words: async (fixture) => [await running(fixture), 'off'],
  },
  {
    command: 'grant transfer',
    about: 'proposed by the beneficiary',
    who: 'worker',
    words: async (fixture) => [await running(fixture), '--to', key('colleague').toBase58()],
  },
  {
    command: 'grant transfer',
    about: 'accepted by the authority',
    who: 'admin',
    refusedAs: 'TransferNotReady',
    rentTo: 'worker',
    words: async (fixture) => [await proposed(fixture, 'worker'), '--accept'],
  },
  {
    command: 'grant transfer',
    about: 'refused by the authority',
    who: 'admin',
    rentTo: 'worker',
    words: async (fixture) => [await proposed(fixture, 'worker'), '--reject'],
  },
  {
    command: 'grant recover',
    about: 'for a lost wallet, with the guardian',
    who: 'admin',
    words: async (fixture) => [
      ...[await running(fixture), '--to', key('colleague').toBase58()],
      ...['--signer', fixture.keyFile('guard')],
    ],
  },
  {
    command: 'claim',
    about: 'by somebody else, who pays for the account, with withholding',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => {
      const mint = await fixture.mintOf(`mint ${fixture.nextGrantId()}`, {});
      return [(await fixture.granted({ withholdingBps: 3_333 }, { mint })).name];
    },
  },
  {
    command: 'claim',
    about: 'to another account of the beneficiary',
    who: 'worker',
    refusedAs: 'NotAssociatedAccount',
    words: async (fixture) => {
      const { subject, name } = await fixture.granted();
      return [name, '--to', await annsOther(fixture, subject.tokens)];
    },
  },
  {
    command: 'claim',
    about: 'where a fee is taken of what is paid',
    who: 'worker',
    anybody: true,
    words: async (fixture) => {
      const extensions = [{ kind: 'transferFee', bps: 250, maximum: 1_000_000n, authority: null }] as const;
      const mint = await fixture.mintOf(`mint ${fixture.nextGrantId()}`, { extensions: [...extensions] });
      const { name } = await fixture.granted({}, { mint });
      return [name, '--max-priority-fee', '0', '--timeout', '30s', '--commitment', 'finalized'];
    },
  },
];
