import type { PublicKey } from '@solana/web3.js';
import { checkSchedule, grantAddress, issueGrants, segmentsOf, type ImportRow, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from '../plan/plan-effects';

/** What a grant promises: a schedule that `checkSchedule` takes, and 0 to 6500 basis points withheld. */
export type GrantTermsInput = Pick<
  ImportRow,
  'grantId' | 'beneficiary' | 'total' | 'startTs' | 'shape' | 'withholdingBps'
>;

/** Issues one grant, reserved in the vault. Signed by the operator or the authority. */
export function issueGrantOperation(
  context: OperationContext,
  plan: Plan,
  issuer: PublicKey,
  { shape, withholdingBps, ...grant }: GrantTermsInput,
): Operation {
  const { format, reader, programId } = context;
  const { grantId, beneficiary, total, startTs } = grant;
  const { address, vault } = plan;
  const title = `Issue grant ${grantId}`;
  // What is there before the first try is another grant with this number, which the program refuses.
  let tried = false;
  return {
    title,
    signer: issuer,
    groups: async ({ payer, expiresTs }) => {
      if (tried && (await reader.getAccountInfo(grantAddress(address, grantId, programId))) !== null) return [];
      tried = true;
      const input = { issuer, payer, plan: address, vault, shape, withholdingBps, grants: [grant], expiresTs };
      return [{ label: title, instructions: [issueGrants(input, programId)] }];
    },
    effects: (changes) => [
      { label: 'Beneficiary', value: beneficiary.toBase58() },
      { label: 'Granted', value: format.tokens(total, plan), strong: true },
      { label: 'Begins', value: format.day(startTs) },
      { label: 'All vested by', value: format.day(checkSchedule(startTs, segmentsOf(shape, total), total)) },
      { label: 'Withheld of each claim', value: format.share(withholdingBps) },
      ...planEffects(context, plan, changes),
    ],
    again: 'A number is used once in a plan, so trying again can not issue it twice.',
    done: `Grant ${grantId} is issued, and all of it is reserved in the vault.`,
  };
}
