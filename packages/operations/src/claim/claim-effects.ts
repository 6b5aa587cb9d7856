/** What claims pay, from the accounts as their simulation leaves them. */
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  decodeGrant,
  decodeMilestone,
  decodePlan,
  withholdingAt,
  type Grant,
  type Milestone,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { gained, grown } from '../account-changes';
import type { Effect } from '../operation';
import type { OperationContext } from '../operation-context';

/** A grant of a plan with its milestones, as they were read. */
export interface ClaimHolding {
  readonly plan: Plan;
  readonly grant: Grant;
  readonly milestones: readonly Milestone[];
}

/** By whom and when claims are made. */
export interface ClaimTerms {
  readonly claimant: PublicKey;
  /** The chain's time, unix seconds. */
  readonly now: number;
  /** The token account that is paid; the beneficiaries' associated ones unless given. */
  readonly to?: PublicKey | undefined;
}

/** The rates at which claims at `now` are withheld, such as `25 %`. */
function ratesText({ format }: OperationContext, holdings: readonly ClaimHolding[], now: number): string {
  const rates = new Set(holdings.map(({ grant }) => withholdingAt(grant, now)));
  return [...rates]
    .sort((a, b) => a - b)
    .map(format.share)
    .join(' and ');
}

/** The exact effect of claims in one plan: taken from the grants, withheld, fee of the mint, received. */
function effectsIn(
  context: OperationContext,
  plan: Plan,
  holdings: readonly ClaimHolding[],
  changes: readonly AccountChange[],
  { claimant, now, to }: ClaimTerms,
): Effect[] {
  const { format, programId } = context;
  const claimed = ({ grant: { address } }: ClaimHolding) =>
    grown(changes, address, (account) => decodeGrant(address, account, programId).claimed);
  const paid = ({ address }: Milestone) =>
    grown(changes, address, (account) => decodeMilestone(address, account, programId).claimed);
  const gross = holdings.reduce(
    (sum, each) => each.milestones.reduce((all, milestone) => all + paid(milestone), sum + claimed(each)),
    0n,
  );
  if (gross === 0n) return [];
  const withheldOf = (account: RawAccount) => decodePlan(plan.address, account, programId).withheld;
  const withheld = grown(changes, plan.address, withheldOf);
  const people = [...new Map(holdings.map(({ grant }) => [grant.beneficiary.toBase58(), grant.beneficiary])).values()];
  const accounts =
    to === undefined ? people.map((each) => associatedAddress(each, plan.mint, plan.tokenProgram)) : [to];
  const received = accounts.reduce((sum, account) => sum + gained(changes, account), 0n);
  const own = people.every((each) => each.equals(claimant));
  const fee = gross - withheld - received;
  const text = (baseUnits: bigint) => format.tokens(baseUnits, plan);
  return [
    { label: 'Claimed', value: text(gross) },
    { label: 'Withheld for payroll', value: text(withheld) },
    ...(withheld > 0n ? [{ label: 'Rate that counts now', value: ratesText(context, holdings, now) }] : []),
    ...(fee > 0n ? [{ label: "Fee of the token's issuer", value: text(fee) }] : []),
    { label: own ? 'You receive' : 'The beneficiary receives', value: text(received), strong: true },
  ];
}

/** The lines of claims, plan by plan. */
export function claimEffects(
  context: OperationContext,
  holdings: readonly ClaimHolding[],
  changes: readonly AccountChange[],
  terms: ClaimTerms,
): Effect[] {
  return byPlan(holdings).flatMap((its) => {
    const [first] = its;
    return first === undefined ? [] : effectsIn(context, first.plan, its, changes, terms);
  });
}

/** The same things, those of one plan together. */
export function byPlan<T extends { readonly plan: Plan }>(all: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = each.plan.address.toBase58();
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
