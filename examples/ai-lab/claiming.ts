/** Claims: a keeper's for everybody, and one from a person's own wallet. */
import { ACCOUNT_SIZE, createInitializeAccount3Instruction } from '@solana/spl-token';
import { type Keypair, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import {
  claim,
  claimableAt,
  claimWithAccount,
  setAutoClaim,
  MAX_TRANSACTION_BYTES,
  transactionSize,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import { short, tokens } from './amounts';
import type { Named } from './labels';
import { walletOf, type Lab, type Spent } from './lab';

/** What the keeper sent. */
export interface ClaimsSent extends Spent {
  claims: number;
  accountsOpened: number;
}

/** What belongs together in one transaction, and about how many bytes of logs it makes. */
interface Group {
  readonly instructions: readonly TransactionInstruction[];
  readonly logBytes: number;
}

/** Solana cuts a transaction's logs after 10,000 bytes, and the events of later claims with them. */
const MAX_LOG_BYTES = 9_500;
const CLAIM_LOG_BYTES = 650;
const OPENING_LOG_BYTES = 1_100;

/** Instructions in as few transactions as hold them, with all of their events. */
function packed(groups: readonly Group[], payer: Keypair): TransactionInstruction[][] {
  const transactions: TransactionInstruction[][] = [];
  let open: TransactionInstruction[] = [];
  let logs = 0;
  for (const { instructions, logBytes } of groups) {
    const longer = [...open, ...instructions];
    const fits = transactionSize(longer, payer.publicKey) <= MAX_TRANSACTION_BYTES && logs + logBytes <= MAX_LOG_BYTES;
    if (!fits) transactions.push(open);
    open = fits ? longer : [...instructions];
    logs = fits ? logs + logBytes : logBytes;
  }
  return open.length === 0 ? transactions : [...transactions, open];
}

function hasClaim(lab: Lab, plan: Plan, grant: Grant): boolean {
  return claimableAt(plan, grant, lab.chain.now()).claimable > 0n;
}

/**
 * Where members vote, others send claims only for those who switch that on: whoever's wallet is here does, so that the keeper
 * pays them.
 */
export async function letOthersClaim(lab: Lab, rows: readonly Named[]): Promise<void> {
  const grants = new Map((await lab.grants()).map((grant) => [grant.grantId, grant]));
  for (const { label, grantId } of rows) {
    const grant = grants.get(grantId);
    const wallet = walletOf(label);
    if (grant === undefined || !wallet.publicKey.equals(grant.beneficiary)) continue;
    lab.chain.airdrop(wallet.publicKey);
    lab.send([setAutoClaim({ beneficiary: grant.beneficiary, grant: grant.address, enabled: true })], wallet);
  }
}

/** The keeper claims for everybody who has something to claim, and opens missing token accounts. */
export async function claimForAll(lab: Lab, sent: ClaimsSent): Promise<void> {
  const { keeper } = lab.cast;
  const plan = await lab.plan();
  const grants = (await lab.grants()).filter((grant) => grant.autoClaim && hasClaim(lab, plan, grant));
  const opened = new Set<string>();
  const groups = grants.map((grant): Group => {
    const destination = lab.account(grant.beneficiary);
    const input = { claimant: keeper.publicKey, plan: plan.address, planState: plan, grant: grant.address };
    if (lab.chain.account(destination) !== null) {
      return { instructions: [claim({ ...input, destination })], logBytes: CLAIM_LOG_BYTES };
    }
    opened.add(destination.toBase58());
    const instructions = claimWithAccount({ ...input, beneficiary: grant.beneficiary });
    return { instructions, logBytes: CLAIM_LOG_BYTES + OPENING_LOG_BYTES };
  });
  for (const instructions of packed(groups, keeper)) lab.send(instructions, keeper, sent);
  sent.claims += grants.length;
  sent.accountsOpened += opened.size;
}

/** A person claims with their own wallet, to another token account of theirs. Tells what happened. */
export async function claimToOwnAccount(lab: Lab, rows: readonly Named[]): Promise<string> {
  const plan = await lab.plan();
  const grants = new Map((await lab.grants()).map((grant) => [grant.grantId, grant]));
  for (const { label, grantId } of rows) {
    const grant = grants.get(grantId);
    const wallet = walletOf(label);
    if (grant === undefined || !wallet.publicKey.equals(grant.beneficiary) || !hasClaim(lab, plan, grant)) continue;
    const account = walletOf('another account');
    const owner = wallet.publicKey;
    const before = lab.paidOf(grant.address).received;
    lab.chain.airdrop(owner);
    const create = SystemProgram.createAccount({
      fromPubkey: owner,
      newAccountPubkey: account.publicKey,
      lamports: Number(lab.chain.rent(ACCOUNT_SIZE)),
      space: ACCOUNT_SIZE,
      programId: plan.tokenProgram,
    });
    const instructions = [
      create,
      createInitializeAccount3Instruction(account.publicKey, plan.mint, owner, plan.tokenProgram),
      claim({
        ...{ claimant: owner, plan: plan.address, planState: plan, grant: grant.address },
        destination: account.publicKey,
      }),
    ];
    lab.send(instructions, wallet, undefined, account);
    const received = lab.paidOf(grant.address).received - before;
    return (
      `${label} claims from their own wallet: ${tokens(received)} tokens to another account of theirs, ` +
      `${short(account.publicKey)}.`
    );
  }
  return (
    "Nobody claims from their own wallet: that needs the wallet's signature, and the keys of this file's " +
    'wallets are elsewhere.'
  );
}
