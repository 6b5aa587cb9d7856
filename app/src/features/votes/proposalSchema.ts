/** A proposal as it is typed, and what that means. */
import type { PublicKey } from '@solana/web3.js';
import {
  AmountError,
  grantAddress,
  parseAmount,
  U64_MAX,
  type ActionName,
  type Plan,
  type ProposalAction,
  type ProposalReason,
  type TerminationCause,
} from '@tenure/sdk';
import { z } from 'zod';
import { addressIn } from '@/entities/wallet';

const BPS_DECIMALS = 2;
const BPS_ONE = 10_000n;
const SEATS = 16;
/** Of oracles, and of those that decide. */
const LEAST = 2;
const MAX_URI = 128;

/** What of a plan a draft is read by. */
type ProposalPlan = Pick<Plan, 'address' | 'decimals'>;

const KINDS = [
  'acceleratePlan',
  'accelerateGrant',
  'terminateGrant',
  'setIssueCap',
  'replaceOracles',
] as const satisfies readonly ActionName[];
const REASONS = [
  'projectFailure',
  'ethicalDisagreement',
  'hardship',
  'other',
] as const satisfies readonly ProposalReason[];
const CAUSES = [
  'forCause',
  'resignation',
  'withoutCause',
  'deathOrDisability',
] as const satisfies readonly TerminationCause[];

const typed = z.string().trim();

const fields = z.object({
  source: z.string(),
  kind: z.enum(KINDS),
  grant: typed,
  share: typed,
  cause: z.enum(CAUSES),
  cap: typed,
  attestors: typed,
  threshold: typed,
  reason: z.enum(REASONS),
  documentUri: typed,
});

/** What is typed. */
export type ProposalInput = z.input<typeof fields>;

type FieldName = 'grant' | 'share' | 'cap' | 'attestors' | 'threshold' | 'documentUri';

/** Why a field can't be taken; the message says what to change. */
class FieldError extends Error {
  constructor(
    readonly field: FieldName,
    message: string,
  ) {
    super(message);
  }
}

function amountIn(text: string, decimals: number, field: FieldName, otherwise: string): bigint {
  try {
    return parseAmount(text.replaceAll(',', '').replace(/\s*%$/, ''), decimals);
  } catch (failure) {
    if (failure instanceof AmountError) throw new FieldError(field, otherwise);
    throw failure;
  }
}

function shareIn(text: string): number {
  const wanted = 'Give a share above 0 and up to 100 %, with up to two decimals, such as 12.5.';
  const bps = amountIn(text, BPS_DECIMALS, 'share', wanted);
  if (bps === 0n || bps > BPS_ONE) throw new FieldError('share', wanted);
  return Number(bps);
}

function grantIn(text: string, { address }: ProposalPlan, programId: PublicKey): PublicKey {
  const id = /^\d{1,20}$/.test(text) ? BigInt(text) : U64_MAX + 1n;
  if (id > U64_MAX) throw new FieldError('grant', 'Give the number of the grant, such as 1001.');
  return grantAddress(address, id, programId);
}

function oraclesIn(attestors: string, threshold: string) {
  const lines = attestors.split(/[\s,]+/).filter((line) => line !== '');
  const keys = lines.map((line) => addressIn(line));
  const bad = lines.find((_, index) => keys[index] === undefined);
  if (bad !== undefined) throw new FieldError('attestors', `${bad} is no address in base58.`);
  if (lines.length < LEAST || lines.length > SEATS)
    throw new FieldError('attestors', `Give ${LEAST} to ${SEATS} addresses, one a line.`);
  if (new Set(lines).size < lines.length) throw new FieldError('attestors', 'Name each oracle once.');
  const needed = /^\d{1,2}$/.test(threshold) ? Number(threshold) : 0;
  if (needed < LEAST || needed > lines.length)
    throw new FieldError('threshold', `Give a number from ${LEAST} to ${lines.length}.`);
  return { attestors: Array.from({ length: SEATS }, (_, seat) => keys[seat] ?? null), threshold: needed };
}

function uriIn(text: string): string {
  if (text.length === 0) throw new FieldError('documentUri', 'Say where others find the document.');
  if (text.length > MAX_URI) throw new FieldError('documentUri', `Give at most ${MAX_URI} characters.`);
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new FieldError(
    'documentUri',
    'Use printable ASCII characters without spaces, such as https://example.org/why.md.',
  );
}

/** The action that is typed. Errors: FieldError. */
function actionIn(
  { kind, grant, share, cause, cap, attestors, threshold }: ProposalInput,
  plan: ProposalPlan,
  programId: PublicKey,
): ProposalAction {
  switch (kind) {
    case 'acceleratePlan':
      return { kind, accelerationBps: shareIn(share) };
    case 'accelerateGrant':
      return { kind, grant: grantIn(grant, plan, programId), accelerationBps: shareIn(share) };
    case 'terminateGrant':
      return { kind, grant: grantIn(grant, plan, programId), cause };
    case 'setIssueCap':
      return { kind, issueCap: amountIn(cap, plan.decimals, 'cap', 'Give an amount of tokens, such as 50,000,000.') };
    case 'replaceOracles':
      return { kind, oracles: oraclesIn(attestors, threshold) };
  }
}

/** The action that is typed so far; null while it is none yet. */
export function actionSoFar(values: ProposalInput, plan: ProposalPlan, programId: PublicKey): ProposalAction | null {
  try {
    return actionIn(values, plan, programId);
  } catch (failure) {
    if (failure instanceof FieldError) return null;
    throw failure;
  }
}

/** Reads what is typed as a proposal of a plan; every field that is wrong is named at once. */
export function proposalSchema(plan: ProposalPlan, programId: PublicKey) {
  return fields.transform((values, context) => {
    const taken = <T>(read: () => T): T | undefined => {
      try {
        return read();
      } catch (failure) {
        if (!(failure instanceof FieldError)) throw failure;
        context.addIssue({ code: 'custom', path: [failure.field], message: failure.message });
        return undefined;
      }
    };
    const { source, reason } = values;
    const action = taken(() => actionIn(values, plan, programId));
    const documentUri = taken(() => uriIn(values.documentUri));
    return action === undefined || documentUri === undefined ? z.NEVER : { source, reason, documentUri, action };
  });
}

/** An empty form for a governance's actions. */
export function emptyProposal(source: string, actions: readonly ActionName[]): ProposalInput {
  return {
    source,
    kind: actions[0] ?? 'acceleratePlan',
    ...{ grant: '', share: '', cause: 'withoutCause', cap: '', attestors: '', threshold: '' },
    ...{ reason: 'projectFailure', documentUri: '' },
  };
}

/** Every cause and reason, in the order of the program. */
export const CHOICES: { readonly causes: readonly TerminationCause[]; readonly reasons: readonly ProposalReason[] } = {
  causes: CAUSES,
  reasons: REASONS,
};
