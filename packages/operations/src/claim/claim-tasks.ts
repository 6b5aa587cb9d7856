/** Claims as instructions: to which account each pays, and what its transfer asks for. */
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  claim,
  claimableAt,
  claimMilestone,
  claimMilestoneWithAccount,
  claimWithAccount,
  fetchTransferRules,
  transferAccountsOf,
  milestoneClaimableAt,
  type Claim,
  type Grant,
  type Milestone,
  type Plan,
  type ClaimPreview,
  type RawAccount,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import { milestoneName } from '../milestone/milestone-operation';
import type { OperationContext } from '../operation-context';

/** What is claimed: the schedule of a grant, or one of its milestones. */
export interface ClaimSource {
  readonly grant: Grant;
  readonly milestone: Milestone | null;
}

/** One claim. */
export interface ClaimTask extends InstructionGroup, ClaimSource {
  /** Base units: all of it, and what the beneficiary gets of it. */
  readonly claimable: bigint;
  readonly net: bigint;
  /** Whether it opens the beneficiary's associated token account, whose rent the payer pays. */
  readonly opens: boolean;
}

/** Such as `grant 7`, or `milestone 0 of grant 7`. */
export function sourceName({ grant, milestone }: ClaimSource): string {
  return milestone === null ? `grant ${grant.grantId}` : milestoneName({ grant, milestone });
}

/** What a claim at a time, unix seconds, would pay. */
export function claimPreviewOf(plan: Plan, { grant, milestone }: ClaimSource, now: number): ClaimPreview {
  return milestone === null ? claimableAt(plan, grant, now) : milestoneClaimableAt(plan, grant, milestone, now);
}

/** Who claims. */
export interface Claimer {
  readonly claimant: PublicKey;
  readonly payer: PublicKey;
  /** The chain's time, unix seconds. */
  readonly now: number;
  /** A token account of the beneficiary's; left out: the associated one, opened if there is none. */
  readonly to?: PublicKey | undefined;
}

/** Makes claims in one plan, whatever they will pay; of each the claimant signs. Errors: StateError, about mint or hook. */
export async function claimTasks(
  context: OperationContext,
  plan: Plan,
  sources: readonly ClaimSource[],
  { claimant, payer, now, to }: Claimer,
): Promise<ClaimTask[]> {
  const { reader, programId } = context;
  const rules = await fetchTransferRules(reader, plan);
  const made: ClaimTask[] = [];
  for (const { source, destination, account } of await destinationsOf(context, plan, sources, to)) {
    const opens = account === null;
    const { grant } = source;
    const { claimable, net } = claimPreviewOf(plan, source, now);
    const transfer = { source: plan.vault, destination, owner: plan.address, amount: net };
    const opensFor = opens ? grant.beneficiary : undefined;
    const transferAccounts = await transferAccountsOf(reader, rules, {
      ...{ ...transfer, opensFor, destinationAccount: account },
    });
    const input = {
      claimant,
      plan: plan.address,
      planState: plan,
      grant: grant.address,
      transferAccounts,
      destination,
    };
    const instructions = instructionsOf(source, input, opens ? payer : undefined, programId);
    const form = opens ? 'open and claim' : 'claim';
    made.push({ ...source, label: sourceName(source), claimable, net, opens, form, instructions });
  }
  return made;
}

/** With a payer the beneficiary's associated account is opened first. */
function instructionsOf(
  { grant: { beneficiary }, milestone }: ClaimSource,
  input: Claim,
  payer: PublicKey | undefined,
  programId: PublicKey,
) {
  if (milestone === null) {
    return payer === undefined
      ? [claim(input, programId)]
      : claimWithAccount({ ...input, beneficiary, payer }, programId);
  }
  const of = { ...input, milestone: milestone.address };
  return payer === undefined
    ? [claimMilestone(of, programId)]
    : claimMilestoneWithAccount({ ...of, beneficiary, payer }, programId);
}

interface Destination {
  readonly source: ClaimSource;
  readonly destination: PublicKey;
  /** As it stands: null where there is none yet, undefined of one that was named and not read. */
  readonly account: RawAccount | null | undefined;
}

/** The most accounts of one call. */
const PAGE = 100;

async function destinationsOf(
  context: OperationContext,
  { mint, tokenProgram }: Plan,
  sources: readonly ClaimSource[],
  to: PublicKey | undefined,
): Promise<Destination[]> {
  if (to !== undefined) return sources.map((source) => ({ source, destination: to, account: undefined }));
  const all: Destination[] = [];
  for (let from = 0; from < sources.length; from += PAGE) {
    const page = sources.slice(from, from + PAGE).map((source) => ({
      source,
      destination: associatedAddress(source.grant.beneficiary, mint, tokenProgram),
    }));
    const found = await context.reader.getMultipleAccountsInfo(page.map(({ destination }) => destination));
    all.push(...page.map((each, index) => ({ ...each, account: found[index] ?? null })));
  }
  return all;
}
