/** The members' vote: its rules, who the members are, and tokens that are deposited for it. */
import { createAssociatedTokenAccountIdempotentInstruction, createTransferInstruction } from '@solana/spl-token';
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { ruleSentences } from '@tenure/cli';
import {
  createGovernance,
  depositAddress,
  depositVotes,
  expiresIn,
  governanceAddress,
  withdrawVotes,
  type GovernanceSettings,
  type Grant,
} from '@tenure/sdk';
import { DECIMALS } from './amounts';
import { labelOf, type Named } from './labels';
import { walletOf, type Lab } from './lab';
import { item, print, tell, wrapped } from './terminal';

const TOKEN = 10n ** BigInt(DECIMALS);
const DAY = 86_400;

/** Who holds no grant, and votes with deposited tokens. */
export type Depositor = 'supporter' | 'latecomer';

/** What each of them has, base units. */
const HELD: Record<Depositor, bigint> = { supporter: 2_000_000n * TOKEN, latecomer: 9_000_000n * TOKEN };

/** How the members of the example's plan vote. */
const RULES: GovernanceSettings = {
  ...{ proposalThreshold: 1_000n * TOKEN, votingSecs: 5 * DAY, executionDelaySecs: 2 * DAY },
  ...{ executionWindowSecs: 14 * DAY, minAgeSecs: 2 * DAY, quorumBps: 4_000, approvalBps: 6_000 },
  ...{ maxVoterBps: 1_000, excludeOwnGrant: true, actions: ['acceleratePlan', 'accelerateGrant'] },
  depositActions: ['acceleratePlan', 'accelerateGrant'],
};

/** Gives the plan its rules, and prints them. */
export async function giveVotes(lab: Lab): Promise<void> {
  const { authority } = lab.cast;
  const act = { authority: authority.publicKey, payer: authority.publicKey, plan: lab.planAddress };
  const expiresTs = expiresIn(600, lab.chain.now());
  const create = createGovernance({ ...act, planState: await lab.plan(), settings: RULES, expiresTs });
  lab.send([create], authority);
  print();
  print('  The members vote, by rules that are on the chain:');
  for (const rule of ruleSentences(RULES, DECIMALS)) item(rule);
}

/** Gives somebody tokens of the treasury's, all of which they deposit for votes. */
export async function depositFor(lab: Lab, who: Depositor): Promise<bigint> {
  const { treasury, [who]: owner } = lab.cast;
  const source = lab.account(owner.publicKey);
  const from = treasury.publicKey;
  const amount = HELD[who];
  const give = [
    createAssociatedTokenAccountIdempotentInstruction(from, source, owner.publicKey, lab.mint),
    createTransferInstruction(lab.account(from), source, from, amount),
  ];
  lab.send(give, treasury);
  const place = { owner: owner.publicKey, plan: lab.planAddress, planState: await lab.plan(), source };
  lab.send([depositVotes({ ...place, depositId: 0n, amount })], owner);
  return amount;
}

/** Takes a deposit back. */
export async function takeBack(lab: Lab, who: Depositor): Promise<TransactionInstruction> {
  const owner = lab.cast[who].publicKey;
  const place = { owner, plan: lab.planAddress, planState: await lab.plan(), depositId: 0n };
  return withdrawVotes({ ...place, destination: lab.account(owner) });
}

/** The supporter takes the deposit back, where there is one, once no vote runs that it was cast in. */
export async function endVotes(lab: Lab): Promise<void> {
  if (lab.chain.account(depositOf(lab, 'supporter')) === null) return;
  lab.send([await takeBack(lab, 'supporter')], lab.cast.supporter);
  tell(lab.chain.now(), 'No vote runs any more, and the supporter takes the deposit back.');
}

/** What a depositor votes with. */
export function depositOf(lab: Lab, who: Depositor): PublicKey {
  return depositAddress(governanceAddress(lab.planAddress), lab.cast[who].publicKey, 0n);
}

/** A holder of grants whose key is here. */
export interface Member {
  readonly label: string;
  readonly wallet: Keypair;
  readonly grants: readonly Grant[];
  /** Every fourth stays away. */
  readonly votes: boolean;
}

/** Who can vote here, and who proposes with which grant. */
export interface Assembly {
  readonly members: readonly Member[];
  readonly proposer: Member;
  readonly grant: Grant;
}

/**
 * Everybody whose key can be computed from their label. It proposes who has the heaviest grant of those who
 * vote, and whose label does not begin with `against`. Undefined, and said so, where nobody can, or most keys
 * are elsewhere.
 */
export async function assemble(lab: Lab, rows: readonly Named[], against: string): Promise<Assembly | undefined> {
  const grants = await lab.grants();
  const members = membersOf(grants, rows);
  const held = members.reduce((count, member) => count + member.grants.length, 0);
  const rest = ({ total, claimed }: Grant) => total - claimed;
  const [first] = members
    .filter(({ votes, label }) => votes && !label.startsWith(against))
    .flatMap((proposer) => proposer.grants.map((grant) => ({ members, proposer, grant })))
    .filter(({ grant }) => rest(grant) >= RULES.proposalThreshold)
    .sort((a, b) => Number(rest(a.grant) < rest(b.grant)) - Number(rest(a.grant) > rest(b.grant)));
  if (first !== undefined && 2 * held > grants.length) return first;
  const why = "the keys of this file's wallets are elsewhere, or nothing of theirs is left to be paid.";
  print(`  ${wrapped(`Left out: members sign their votes, and ${why}`, 2)}`);
  return undefined;
}

function membersOf(grants: readonly Grant[], rows: readonly Named[]): Member[] {
  const members = new Map<string, { label: string; wallet: Keypair; grants: Grant[] }>();
  for (const grant of grants) {
    const label = labelOf(rows, grant.grantId);
    const wallet = walletOf(label);
    if (!wallet.publicKey.equals(grant.beneficiary)) continue;
    const member = members.get(label) ?? { label, wallet, grants: [] };
    members.set(label, member);
    member.grants.push(grant);
  }
  return [...members.values()].map((member, index) => ({ ...member, votes: index % 4 !== 3 }));
}
