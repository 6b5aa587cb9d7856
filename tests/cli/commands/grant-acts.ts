/** What `tenure grant` does, and claims. */
import { ACCOUNT_SIZE, createInitializeAccount3Instruction } from '@solana/spl-token';
import { SystemProgram } from '@solana/web3.js';
import { pauseGrant, proposeTransfer, terminateGrant } from '@tenure/sdk';
import { keypair } from '../cluster';
import type { MadeMint } from '../frozen-cluster';
import type { Act } from './case';
import { key, type GrantOptions, type Office, type Person, type PlanOptions } from './fixture';

const YEAR: GrantOptions = { schedule: 'linear:365d' };
const NOTICE_SECS = 10;

/** A grant that vests over a year, as commands name it. */
async function running(office: Office, plan: PlanOptions = {}): Promise<string> {
  return (await office.granted(YEAR, plan)).name;
}

async function terminated(office: Office): Promise<string> {
  const { subject, grant, name } = await office.granted(YEAR);
  const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
  await office.send([terminateGrant({ ...act, cause: 'withoutCause' })], 'admin');
  return name;
}

async function proposed(office: Office, proposer: Person): Promise<string> {
  const { subject, grant, name } = await office.granted(YEAR);
  const input = {
    proposer: key(proposer),
    plan: subject.address,
    grant,
    to: key('colleague'),
    expiresTs: 'never',
  } as const;
  await office.send([proposeTransfer(input)], proposer);
  return name;
}

/** A token account of the worker's that is not the associated one. */
async function annsOther(office: Office, { mint, tokenProgram }: MadeMint): Promise<string> {
  const account = keypair(`account ${office.nextGrantId()}`);
  const { connection } = office.cluster;
  const lamports = await connection.getMinimumBalanceForRentExemption(ACCOUNT_SIZE);
  const place = {
    fromPubkey: key('worker'),
    newAccountPubkey: account.publicKey,
    lamports,
    space: ACCOUNT_SIZE,
  };
  const create = SystemProgram.createAccount({ ...place, programId: tokenProgram });
  const initialize = createInitializeAccount3Instruction(account.publicKey, mint, key('worker'), tokenProgram);
  await office.send([create, initialize], 'worker', account);
  return account.publicKey.toBase58();
}

export const GRANT_ACTS: readonly Act[] = [
  {
    command: 'grant issue',
    about: 'with rent from somebody else',
    who: 'ops',
    words: async (office) => [
      ...[
        (await office.plan()).address.toBase58(),
        '--id',
        `${office.nextGrantId()}`,
        '--to',
        key('worker').toBase58(),
      ],
      ...['--amount', '48.5', '--schedule', 'cliff-monthly:48m:12m', '--start', '2026-01-31', '--withholding', '25%'],
      ...['--fee-payer', office.keyFile('sponsor')],
    ],
  },
  {
    command: 'grant terminate',
    about: 'without cause: a share at once',
    who: 'admin',
    words: async (office) => [await running(office), '--cause', 'without-cause'],
  },
  {
    command: 'grant terminate',
    about: 'taken back in time',
    who: 'admin',
    words: async (office) => [await terminated(office), '--withdraw'],
  },
  {
    command: 'grant terminate',
    about: 'settled when it is due, by anybody',
    who: 'stranger',
    anybody: true,
    words: async (office) => {
      const name = await terminated(office);
      office.cluster.later(NOTICE_SECS + 1);
      return [name, '--settle'];
    },
  },
  {
    command: 'grant pause',
    about: 'by the authority alone',
    who: 'admin',
    words: async (office) => [await running(office), '--for', '2h'],
  },
  {
    command: 'grant pause',
    about: 'a leave of absence that the beneficiary signs too',
    who: 'admin',
    words: async (office) => [
      ...[await running(office), '--for', '300d', '--consent', '--signer', office.keyFile('worker')],
    ],
  },
  {
    command: 'grant resume',
    about: 'after an hour',
    who: 'admin',
    words: async (office) => {
      const { subject, grant, name } = await office.granted(YEAR);
      const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
      await office.send([pauseGrant({ ...act, limitSecs: 7_200 })], 'admin');
      office.cluster.later(3_600);
      return [name];
    },
  },
  {
    command: 'grant accelerate',
    about: 'by the authority',
    who: 'admin',
    words: async (office) => [await running(office), '2500bps'],
  },
  {
    command: 'grant close',
    about: 'one that was paid in full',
    who: 'worker',
    rentTo: 'rent',
    words: async (office) => {
      const { grantId, name } = await office.granted();
      const claim = await office.cluster.tenure('worker', ['claim', name, '--json']);
      if (claim.code !== 0) throw new Error(`grant ${grantId}: ${claim.err}`);
      return [name];
    },
  },
  {
    command: 'grant void',
    about: 'in its void window',
    who: 'admin',
    rentTo: 'rent',
    words: async (office) => [await running(office, { policy: { voidSecs: 3_600 } })],
  },
  {
    command: 'grant withholding',
    about: 'of later claims',
    who: 'pay',
    words: async (office) => [await running(office), '33.33%'],
  },
  {
    command: 'grant auto-claim',
    about: 'switched off',
    who: 'worker',
    words: async (office) => [await running(office), 'off'],
  },
  {
    command: 'grant transfer',
    about: 'proposed by the beneficiary',
    who: 'worker',
    words: async (office) => [await running(office), '--to', key('colleague').toBase58()],
  },
  {
    command: 'grant transfer',
    about: 'accepted by the authority',
    who: 'admin',
    refusedAs: 'TransferNotReady',
    rentTo: 'worker',
    words: async (office) => [await proposed(office, 'worker'), '--accept'],
  },
  {
    command: 'grant transfer',
    about: 'refused by the authority',
    who: 'admin',
    rentTo: 'worker',
    words: async (office) => [await proposed(office, 'worker'), '--reject'],
  },
  {
    command: 'grant recover',
    about: 'for a lost wallet, with the guardian',
    who: 'admin',
    words: async (office) => [
      ...[await running(office), '--to', key('colleague').toBase58()],
      ...['--signer', office.keyFile('guard')],
    ],
  },
  {
    command: 'claim',
    about: 'by somebody else, who pays for the account, with withholding',
    who: 'stranger',
    anybody: true,
    words: async (office) => {
      const mint = await office.mintOf(`mint ${office.nextGrantId()}`, {});
      return [(await office.granted({ withholdingBps: 3_333 }, { mint })).name];
    },
  },
  {
    command: 'claim',
    about: 'to another account of the beneficiary',
    who: 'worker',
    refusedAs: 'NotAssociatedAccount',
    words: async (office) => {
      const { subject, name } = await office.granted();
      return [name, '--to', await annsOther(office, subject.tokens)];
    },
  },
  {
    command: 'claim',
    about: 'where a fee is taken of what is paid',
    who: 'worker',
    anybody: true,
    words: async (office) => {
      const extensions = [{ kind: 'transferFee', bps: 250, maximum: 1_000_000n, authority: null }] as const;
      const mint = await office.mintOf(`mint ${office.nextGrantId()}`, { extensions: [...extensions] });
      const { name } = await office.granted({}, { mint });
      return [name, '--max-priority-fee', '0', '--timeout', '30s', '--commitment', 'finalized'];
    },
  },
];
