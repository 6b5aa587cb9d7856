/** The form of one grant. */
import { checkSchedule, ScheduleError, segmentsOf, type Capacity, type Plan } from '@tenure/sdk';
import { z } from 'zod';
import { address, idNumber, schedule, share, startDay, tokens } from '@/entities/fields';
import { exactTokens, percent } from '@/shared/format';

/** The form's rules: what the plan promises and has room for. */
export function grantSchema(plan: Plan, capacity: Capacity) {
  const { vault, mint, address: at, maxWithholdingBps, decimals } = plan;
  const left = (baseUnits: bigint) => exactTokens(baseUnits, decimals);
  return z
    .object({
      grantId: idNumber,
      beneficiary: address.refine(
        (key) => ![vault, mint, at].some((own) => own.equals(key)),
        'This belongs to the plan itself: give the beneficiary’s own wallet.',
      ),
      total: tokens(decimals)
        .refine(
          (value) => value <= capacity.issueCap,
          `Only ${left(capacity.issueCap)} are left of the issue cap, which is fixed.`,
        )
        .refine(
          (value) => value <= capacity.vault,
          `Only ${left(capacity.vault)} are free in the vault: fund the plan first.`,
        ),
      start: startDay,
      schedule,
      withholding: share.refine(
        (bps) => bps <= maxWithholdingBps,
        `The plan promises at most ${percent(maxWithholdingBps)}.`,
      ),
    })
    .superRefine(({ start, schedule: shape, total }, context) => {
      try {
        checkSchedule(start, segmentsOf(shape, total), total);
      } catch (failure) {
        if (!(failure instanceof ScheduleError)) throw failure;
        context.addIssue({ code: 'custom', path: ['schedule'], message: failure.message });
      }
    });
}

/** What is typed. */
export type GrantInput = z.input<ReturnType<typeof grantSchema>>;
/** What it says. */
export type GrantDraft = z.output<ReturnType<typeof grantSchema>>;
