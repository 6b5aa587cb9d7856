/** How much a plan can still issue. Amounts are base units. */
import { surplusOf, type Plan } from '../state';

/** What the operator issues is counted in blocks of so many seconds (4 h), the running one and the six before. */
const BLOCK_SECS = 4 * 3_600;

/** What counts against the operator's cap at a time, unix seconds. */
export function operatorIssued(plan: Pick<Plan, 'operatorBlocks' | 'operatorBlock'>, now: number): bigint {
  const ring = plan.operatorBlocks.length;
  // The program's blocks never go back.
  const block = Math.max(Math.floor(now / BLOCK_SECS), plan.operatorBlock);
  let issued = 0n;
  for (let age = block - plan.operatorBlock; age < ring; age += 1) {
    const slot = (block - age) % ring;
    issued += plan.operatorBlocks[slot] ?? 0n;
  }
  return issued;
}

export interface Capacity {
  /** Left of the plan's issue cap. */
  readonly issueCap: bigint;
  /** Left of the operator's cap for 24 hours; doesn't bind the authority. */
  readonly operatorCap: bigint;
  /** In the vault above everything owed. */
  readonly vault: bigint;
}

function left(cap: bigint, used: bigint): bigint {
  return cap > used ? cap - used : 0n;
}

/** What new grants may sum to. */
export function capacityOf(plan: Plan, vaultAmount: bigint, now: number): Capacity {
  return {
    issueCap: left(plan.issueCap, plan.allocated),
    operatorCap: left(plan.operatorCap, operatorIssued(plan, now)),
    vault: surplusOf(plan, vaultAmount),
  };
}
