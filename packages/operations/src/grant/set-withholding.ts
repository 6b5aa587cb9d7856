import type { PublicKey } from '@solana/web3.js';
import { setWithholding, withholdingAt } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Sets what is withheld of later claims: less at once, more after a notice. Signed by payroll. `now` is unix seconds. */
export function setWithholdingOperation(
  context: OperationContext,
  held: GrantOfPlan,
  payroll: PublicKey,
  withholdingBps: number,
  now: number,
): Operation {
  return grantOperation(context, held, {
    title: `Withhold ${context.format.share(withholdingBps)} of later claims`,
    signer: payroll,
    instruction: (terms) => setWithholding({ ...terms, payroll, withholdingBps }, context.programId),
    again: 'Setting it twice is the same as setting it once.',
    done:
      withholdingBps > withholdingAt(held.grant, now)
        ? 'It is announced. The beneficiary sees it, and what is claimed before that day is withheld as before.'
        : 'Later claims are withheld by this share.',
  });
}
