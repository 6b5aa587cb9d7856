/** Issuing one grant. */
import type { PublicKey } from '@solana/web3.js';
import type { Operation } from '@tenure/operations';
import { checkSchedule, grantAddress, issueGrants, segmentsOf, type Plan } from '@tenure/sdk';
import { planEffects } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { day, percent } from '@/shared/format';
import type { GrantDraft } from './grantSchema';

/** The operation of issuing what a form says, by the operator or the authority. */
export function issueOperation(
  chain: ChainAccess,
  plan: Plan,
  issuer: PublicKey,
  draft: GrantDraft,
  text: TokenText,
): Operation {
  const { grantId, beneficiary, total, start, schedule: shape, withholding: withholdingBps } = draft;
  const { address, vault } = plan;
  const grant = grantAddress(address, grantId, chain.programId);
  return {
    title: `Issue grant ${grantId}`,
    signer: issuer,
    groups: async ({ expiresTs }) => {
      if ((await chain.reader.getAccountInfo(grant)) !== null) return [];
      const grants = [{ beneficiary, grantId, total, startTs: start }];
      const input = { issuer, payer: issuer, plan: address, vault, shape, withholdingBps, grants, expiresTs };
      return [{ label: `Issue grant ${grantId}`, instructions: [issueGrants(input, chain.programId)] }];
    },
    effects: (changes) => [
      { label: 'Beneficiary', value: beneficiary.toBase58() },
      { label: 'Granted', value: text(total, plan), strong: true },
      { label: 'Begins', value: day(start) },
      { label: 'All vested by', value: day(checkSchedule(start, segmentsOf(shape, total), total)) },
      { label: 'Withheld of each claim', value: percent(withholdingBps) },
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'A number is used once in a plan, so trying again can not issue it twice.',
    done: `Grant ${grantId} is issued, and all of it is reserved in the vault.`,
  };
}
