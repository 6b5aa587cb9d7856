/** Which oracle sits where. */
import { seatsFor, type Oracles, type ProposalAction } from '@tenure/sdk';

/** An action as it goes onto the chain: oracles that stay keep their seats, so that what they attested goes on counting. */
export function assignSeats(action: ProposalAction, current: Oracles | null): ProposalAction {
  if (action.kind !== 'replaceOracles' || current === null) return action;
  const named = action.oracles.attestors.flatMap((key) => key ?? []);
  return { ...action, oracles: { ...action.oracles, attestors: seatsFor(current, named) } };
}
