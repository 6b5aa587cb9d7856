import type { CreatePlanInput } from '@tenure/operations';
import { riskBits, type MintFacts } from '@tenure/sdk';
import { bytesOf } from '@/shared/format';
import { recoverySecsOf, unlockOf, type PlanDraft } from './planSchema';

/** The plan that a draft describes, for a mint that was read. */
export function createPlanInput(draft: PlanDraft, { tokenProgram, decimals }: MintFacts): CreatePlanInput {
  const { creator, planId, mint, authority, operator, payroll, guardian, accelerationAuthority, rentRecipient } = draft;
  return {
    decimals,
    funding: draft.funding ?? 0n,
    plan: {
      ...{ creator, planId, mint, tokenProgram },
      roles: { authority, operator, payroll, guardian, accelerationAuthority, rentRecipient },
      policy: {
        issueCap: draft.issueCap,
        operatorCap: draft.operatorCap ?? draft.issueCap,
        cancellable: draft.cancellable,
        noticeSecs: draft.noticeDays,
        goodLeaverBps: draft.goodLeaver,
        maxPauseSecs: draft.maxPauseDays,
        voidSecs: draft.voidHours,
        transferRule: draft.transferRule,
        recoverySecs: recoverySecsOf(draft),
        maxWithholdingBps: draft.maxWithholding,
        acceptedRisks: riskBits(draft.acceptedRisks),
        termsSha256: bytesOf(draft.termsSha256),
        termsUri: draft.termsUri,
      },
      unlock: unlockOf(draft.unlock),
    },
  };
}
