/** Creating a plan, and funding it in the same transaction where both fit. */
import { gained, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  createPlan,
  fetchTransferRules,
  fundPlan,
  transferAccountsOf,
  MAX_TRANSACTION_BYTES,
  planAddress,
  riskBits,
  transactionSize,
  vaultAddress,
  type MintFacts,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { bytesOf, duration, percent } from '@/shared/format';
import { recoverySecsOf, unlockOf, type PlanDraft } from './planSchema';

/** Bytes of the two compute budget instructions that are put before, with their program's address. */
const BUDGET_BYTES = 60;

/** The plan's instruction. */
export function createPlanInstruction(
  draft: PlanDraft,
  { tokenProgram }: MintFacts,
  programId: PublicKey,
): TransactionInstruction {
  const { creator, planId, mint, authority, operator, payroll, guardian, accelerationAuthority, rentRecipient } = draft;
  return createPlan(
    {
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
    programId,
  );
}

async function funding(
  { reader, programId }: ChainAccess,
  draft: PlanDraft,
  { tokenProgram }: MintFacts,
): Promise<TransactionInstruction[]> {
  const { creator, planId, mint, funding: amount } = draft;
  if (amount === null || amount === 0n) return [];
  const plan = planAddress(creator, planId, programId);
  const planState = { mint, tokenProgram, vault: vaultAddress(plan, mint, tokenProgram) };
  const source = associatedAddress(creator, mint, tokenProgram);
  const rules = await fetchTransferRules(reader, planState);
  const move = { source, destination: planState.vault, owner: creator, amount, opensFor: plan };
  const transferAccounts = await transferAccountsOf(reader, rules, move);
  return [fundPlan({ funder: creator, plan, planState, source, amount, transferAccounts }, programId)];
}

/** The operation of creating the plan that a draft describes. */
export function createPlanOperation(chain: ChainAccess, draft: PlanDraft, mint: MintFacts, text: TokenText): Operation {
  const { creator, planId } = draft;
  const plan = planAddress(creator, planId, chain.programId);
  const vault = vaultAddress(plan, draft.mint, mint.tokenProgram);
  const token = { mint: draft.mint, decimals: mint.decimals };
  return {
    title: `Create plan ${planId}`,
    signer: creator,
    groups: async () => {
      if ((await chain.reader.getAccountInfo(plan)) !== null) return [];
      const create = createPlanInstruction(draft, mint, chain.programId);
      const both = [create, ...(await funding(chain, draft, mint))];
      const fits = transactionSize(both, creator) + BUDGET_BYTES <= MAX_TRANSACTION_BYTES;
      return [{ label: `Create plan ${planId}`, instructions: fits ? both : [create] }];
    },
    effects: (changes) => [
      { label: 'New plan', value: plan.toBase58() },
      { label: 'Can grant at most', value: text(draft.issueCap, token) },
      {
        label: 'Ending a grant',
        value: draft.cancellable ? `with ${duration(draft.noticeDays)} of notice` : 'never',
      },
      { label: 'Withheld at most', value: percent(draft.maxWithholding) },
      {
        label: 'Replacing a lost wallet',
        value: recoverySecsOf(draft) === 0 ? 'never' : `after ${duration(recoverySecsOf(draft))}, if nobody vetoes`,
      },
      { label: 'Goes into the vault', value: text(gained(changes, vault), token), strong: true },
    ],
    again: 'A plan with this number exists once: trying again can not make a second one.',
    done: 'The plan exists. Its promises are fixed now; grants can be issued as far as the vault is funded.',
  };
}
