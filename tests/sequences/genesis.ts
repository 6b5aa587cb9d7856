/** The world that every sequence starts from: people, mints and token accounts, made by real transactions once. */
import { Chain } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';
import {
  AuthorityType,
  createInitializeAccount3Instruction,
  createSetAuthorityInstruction,
  ExtensionType,
  getAccountLen,
} from '@solana/spl-token';
import { SystemProgram } from '@solana/web3.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMint, type Mint as TestMint, openAccount } from '../support/mints';
import { keypair, succeed } from '../support/transactions';
import {
  addressNames,
  addressOf,
  FEE_PAYER,
  MINTS,
  ORACLES,
  PEOPLE,
  programOf,
  publicKeyOf,
  RENT,
  sideName,
} from './addresses';
import { FastChain, type Stored } from './chain';
import type { Fee, TokenAccount, World } from './state';

/** The program under test; another ELF of the same interface may take its place. */
const ELF = process.env['TENURE_PROGRAM'] ?? join(__dirname, '../../artifacts/vesting.so');

const FEE: Fee = { epoch: 0, bps: 123, maximum: 5_000_000n };
const RICH = 10n ** 19n;
const POCKET = 1_000_000_000n;
const DECIMALS = 6;
/** `RISK_TRANSFER_FEE_AUTHORITY`. */
const FEE_AUTHORITY_RISK = 128;
/** `RISK_MINT_AUTHORITY`: somebody can make more of every mint here. */
const MINT_AUTHORITY_RISK = 256;
const ACCOUNT_SIZE: Record<(typeof MINTS)[number], number> = {
  gold: 165,
  silver: getAccountLen([ExtensionType.ImmutableOwner]),
  fee: getAccountLen([ExtensionType.ImmutableOwner, ExtensionType.TransferFeeAmount]),
};
/** Where a mint keeps its collected fees: base, type, then the configuration with its two authorities. */
export const COLLECTED_OFFSET = 165 + 1 + 4 + 32 + 32;

function makeMint(chain: Chain, name: (typeof MINTS)[number]): TestMint {
  const payer = keypair(FEE_PAYER);
  const authority = keypair('mint authority');
  if (name !== 'fee') return createMint(chain, payer, { name, tokenProgram: publicKeyOf(programOf(name)) });
  const { bps, maximum } = FEE;
  return createMint(chain, payer, { name, extensions: [{ kind: 'transferFee', bps, maximum, authority }] });
}

function openSide(chain: Chain, mint: TestMint, wallet: string, name: (typeof MINTS)[number]): void {
  const account = keypair(sideName(wallet, name));
  const space = name === 'fee' ? getAccountLen([ExtensionType.TransferFeeAmount]) : 165;
  const create = SystemProgram.createAccount({
    fromPubkey: publicKeyOf(FEE_PAYER),
    newAccountPubkey: account.publicKey,
    lamports: Number(chain.rent(space)),
    space,
    programId: mint.tokenProgram,
  });
  const { address, tokenProgram } = mint;
  const initialize = createInitializeAccount3Instruction(account.publicKey, address, publicKeyOf(wallet), tokenProgram);
  succeed(chain, [create, initialize], keypair(FEE_PAYER), [account]);
}

function makeWorld(): Chain {
  const chain = new Chain();
  for (const name of [...PEOPLE, ...ORACLES, RENT, FEE_PAYER]) chain.airdrop(publicKeyOf(name), 10n ** 15n);
  for (const name of MINTS) {
    const mint = makeMint(chain, name);
    for (const wallet of PEOPLE) {
      if (wallet === 'newcomer') continue;
      openAccount(chain, keypair(FEE_PAYER), mint, publicKeyOf(wallet), wallet === 'creator' ? RICH : POCKET);
      openSide(chain, mint, wallet, name);
    }
  }
  const given = publicKeyOf('hostile.gold');
  const hostile = keypair('hostile');
  const hand = createSetAuthorityInstruction(
    given,
    hostile.publicKey,
    AuthorityType.AccountOwner,
    publicKeyOf('thief'),
  );
  succeed(chain, [hand], keypair(FEE_PAYER), [hostile]);
  return chain;
}

/** A chain with the program and the founded world. */
export function createGenesisChain(): FastChain {
  const chain = new FastChain(PROGRAM_ID.toBytes(), readFileSync(ELF));
  const made = makeWorld();
  for (const name of addressNames()) {
    const account = made.account(publicKeyOf(name));
    if (account === null || account.executable) continue;
    const stored = { lamports: BigInt(account.lamports), owner: account.owner.toBytes(), data: account.data };
    chain.addGenesisAccount(name, stored);
  }
  return chain;
}

/** The model's view of a founded chain. */
export function applyGenesis(world: World, chain: FastChain): void {
  for (const name of MINTS) {
    const fee = name === 'fee' ? { older: FEE, newer: FEE } : undefined;
    const supply = chain.seen.get(name)?.data.readBigUInt64LE(36) ?? 0n;
    const risks = MINT_AUTHORITY_RISK | (name === 'fee' ? FEE_AUTHORITY_RISK : 0);
    const program = programOf(name);
    world.mints.set(name, {
      program,
      decimals: DECIMALS,
      accountSize: ACCOUNT_SIZE[name],
      risks,
      supply,
      collected: 0n,
      fee,
    });
  }
  for (const [name, stored] of chain.seen) {
    if (stored === null) continue;
    world.lamports.set(name, stored.lamports);
    const token = readToken(name, stored);
    if (token !== undefined) world.tokens.set(name, token);
  }
}

/** A token account as it stands in the chain; undefined where it is none. */
export function readToken(name: string, stored: Stored): TokenAccount | undefined {
  const mint = MINTS.find((candidate) => name.includes(`.${candidate}`));
  if (mint === undefined || stored === null || stored.data.length < 165) return undefined;
  if (!stored.data.subarray(0, 32).equals(addressOf(mint).bytes)) return undefined;
  const amount = stored.data.readBigUInt64LE(64);
  return { mint, owner: ownerName(stored.data), amount, fees: mint === 'fee' ? withheldFees(stored.data) : 0n };
}

function ownerName(data: Buffer): string {
  const owner = data.subarray(32, 64);
  return addressNames().find((name) => owner.equals(addressOf(name).bytes)) ?? 'somebody';
}

/** The fees that wait in a Token-2022 account: its extensions are type, length, value. */
export function withheldFees(data: Buffer): bigint {
  for (let at = 166; at + 4 <= data.length; at += 4 + data.readUInt16LE(at + 2)) {
    if (data.readUInt16LE(at) === Number(ExtensionType.TransferFeeAmount)) return data.readBigUInt64LE(at + 4);
  }
  return 0n;
}
