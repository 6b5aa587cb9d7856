/** The import file: what it says, apart from what the plan has room for. */
import { capacityOf, U64_MAX, validateImport, type ImportRow, type Plan, type Problem } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { exactTokens } from '@/shared/format';

/** A file as it was dropped. */
export interface DroppedFile {
  readonly name: string;
  /** Of its bytes, hexadecimal: the same file is known again by it. */
  readonly sha256: string;
  readonly text: string;
}

/** The most bytes of a file: about 100,000 grants. */
export const MAX_FILE_BYTES = 16 * 1_024 * 1_024;

/**
 * The rows of a file, or every problem of it. What was issued before still counts as a row, so room and ids are left to
 * later checks.
 */
export function readRows(text: string, plan: Plan): { rows: readonly ImportRow[]; problems: readonly Problem[] } {
  const roomy: Plan = {
    ...plan,
    ...{ status: 'open', accelerations: [], allocated: 0n, reserved: 0n, withheld: 0n },
    ...{ issueCap: U64_MAX, operatorCap: U64_MAX },
  };
  return validateImport(text, {
    plan: roomy,
    vaultAmount: U64_MAX,
    existingIds: new Set(),
    now: 0,
    issuer: plan.authority,
  });
}

/** What new grants are checked against. */
export interface IssueContext {
  readonly plan: Plan;
  /** In the vault, base units. */
  readonly vaultAmount: bigint;
  readonly issuer: PublicKey;
  /** The chain's time, unix seconds. */
  readonly now: number;
}

/** Why the plan can't issue so much more by this issuer; none where it can. Amounts are base units. */
export function issueShortages(sum: bigint, { plan, vaultAmount, issuer, now }: IssueContext): readonly string[] {
  if (sum === 0n) return [];
  const capacity = capacityOf(plan, vaultAmount, now);
  const amount = (baseUnits: bigint) => exactTokens(baseUnits, plan.decimals);
  const byAuthority = issuer.equals(plan.authority);
  const short = (left: bigint, what: string, remedy: string) =>
    sum <= left ? [] : [`${amount(sum)} are to be issued, but only ${amount(left)} ${what}. ${remedy}`];
  return [
    ...(plan.status === 'sealed' ? ['The plan is sealed and issues no more grants.'] : []),
    ...short(capacity.issueCap, 'are left of the plan’s issue cap', 'The cap is fixed: issue less.'),
    ...short(capacity.vault, 'are free in the vault', `Fund the plan with ${amount(sum - capacity.vault)} more first.`),
    ...(byAuthority
      ? []
      : short(capacity.operatorCap, 'are left of the operator’s cap for 24 hours', 'Wait, or let the authority sign.')),
  ];
}
