/** Who may act on a plan at a time, and who is announced to. */
import type { PublicKey } from '@solana/web3.js';
import type { VariantName } from '../program/layout';
import { guardianAt, payrollAt, type Plan, type RoleChange } from './plan';

/** A key that may act on a plan: the authority, who it is offered to, or a role that the authority gives. */
export type Holder = 'authority' | 'pendingAuthority' | VariantName<'role'>;

/** Who holds a role at a time, unix seconds; null for nobody. An offer of the authority ends after its last second. */
export function holderAt(plan: Plan, holder: Holder, now: number): PublicKey | null {
  switch (holder) {
    case 'payroll':
      return payrollAt(plan, now);
    case 'guardian':
      return guardianAt(plan, now);
    case 'pendingAuthority':
      return now > plan.pendingAuthorityUntilTs ? null : plan.pendingAuthority;
    case 'authority':
    case 'operator':
    case 'accelerationAuthority':
      return plan[holder];
  }
}

/** Who is announced for a role, and from when; null for nobody, and once their time, unix seconds, has come. */
export function announcedHolder({ nextPayroll, nextGuardian }: Plan, holder: Holder, now: number): RoleChange | null {
  const next = holder === 'payroll' ? nextPayroll : holder === 'guardian' ? nextGuardian : null;
  return next === null || now >= next.fromTs ? null : next;
}
