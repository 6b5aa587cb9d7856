import type { PublicKey } from '@solana/web3.js';
import {
  announcedOracles,
  createOracleSet,
  joiningOracles,
  proposeOracleSet,
  sameOracles,
  seatsFor,
  type OracleSet,
  type Oracles,
  type Plan,
} from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Effect, Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Who is to attest: 2 to 16, each once, and how many of them decide: 2 to all. */
export interface OraclesInput {
  readonly attestors: readonly PublicKey[];
  readonly threshold: number;
}

/**
 * Names the attestors of a plan for the first time, announces others, or calls an announced change off by naming those that
 * there are. Signed by the authority; the payer pays the rent of a first set. Nothing is left to do where those that are
 * named decide already and no change is announced.
 */
export function setOraclesOperation(
  context: OperationContext,
  plan: Plan,
  current: OracleSet | null,
  wanted: OraclesInput,
): Operation {
  return current === null ? nameOracles(context, plan, wanted) : announceOracles(context, plan, current, wanted);
}

function nameOracles(
  { programId }: OperationContext,
  { authority, address: plan, planId }: Plan,
  { attestors, threshold }: OraclesInput,
): Operation {
  return instructionOperation({
    title: `Name the oracles of plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs, payer }) =>
      createOracleSet({ authority, payer, plan, attestors, threshold, expiresTs }, programId),
    effects: () => [
      ...attestors.map((key) => ({ label: 'Oracle', value: key.toBase58() })),
      { label: 'Decide together', value: `${threshold} of ${attestors.length}`, strong: true },
      { label: 'Later changes', value: 'are announced 14 days ahead' },
    ],
    again: 'They are named for the first time once.',
    done: 'The oracles are named. Metrics can be defined now.',
  });
}

function announceOracles(
  { programId }: OperationContext,
  { authority, address: plan, planId }: Plan,
  current: OracleSet,
  { attestors, threshold }: OraclesInput,
): Operation {
  const wanted = { attestors: seatsFor(current, attestors), threshold };
  const propose = (expiresTs: number) => proposeOracleSet({ authority, plan, ...wanted, expiresTs }, programId);
  if (!sameOracles(current, wanted)) {
    return instructionOperation({
      title: `Announce other oracles for plan ${planId}`,
      signer: authority,
      instruction: ({ expiresTs }) => propose(expiresTs),
      effects: () => [
        ...changeEffects(current, wanted),
        { label: 'Decide together', value: `${threshold} of ${attestors.length}`, strong: true },
        { label: 'Takes effect', value: '14 days from now at the earliest, 17 at the latest' },
        { label: 'Results that are there by then', value: 'stay with the oracles of today' },
      ],
      again: 'An announcement replaces the one before it.',
      done: 'The change is announced. In 14 days anybody can put it into effect, for 3 days.',
    });
  }
  const label = 'Call off the announced change of the oracles';
  return {
    title: `${label} of plan ${planId}`,
    signer: authority,
    groups: ({ expiresTs }) =>
      Promise.resolve(announcedOracles(current) === null ? [] : [{ label, instructions: [propose(expiresTs)] }]),
    effects: () => [{ label: 'Oracles', value: 'stay as they are', strong: true }],
    again: 'A change that is called off is gone.',
    done: 'The announced change is called off.',
  };
}

function changeEffects(current: Oracles, wanted: Oracles): Effect[] {
  return [
    ...joiningOracles(current, wanted).map((key) => ({ label: 'Comes', value: key.toBase58() })),
    ...joiningOracles(wanted, current).map((key) => ({ label: 'Goes', value: key.toBase58() })),
  ];
}
