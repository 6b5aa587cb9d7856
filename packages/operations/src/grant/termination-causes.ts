/** Why a grant ends, in words. */
import type { TerminationCause } from '@tenure/sdk';

/** Each cause as people read it, and whether it makes a good leaver. */
export const TERMINATION_CAUSES: readonly {
  readonly cause: TerminationCause;
  readonly name: string;
  readonly good: boolean;
}[] = [
  { cause: 'forCause', name: 'Dismissed for cause', good: false },
  { cause: 'resignation', name: 'Resignation', good: false },
  { cause: 'withoutCause', name: 'Dismissed without cause', good: true },
  { cause: 'deathOrDisability', name: 'Death or disability', good: true },
];
