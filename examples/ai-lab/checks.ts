/** What the votes must have kept, by what was seen on the way. */
import { mulDivCeil } from '@tenure/sdk';
import { count, counted, exactly } from './amounts';
import { ACCELERATION_BPS, type Failure } from './failure';
import { SHARE_BPS, type Parting } from './parting';
import type { Vote } from './poll';

/** A statement, and whether it is true. */
export interface Check {
  /** Number of the promise in the README that it shows, if any. */
  readonly promise?: number;
  readonly says: string;
  readonly holds: boolean;
  readonly figures: string;
}

const ALL_BPS = 10_000n;

/** What is kept of so much unvested after a release; rounds up. */
function keptOf(unvested: bigint, accelerationBps: number): bigint {
  return mulDivCeil(unvested, ALL_BPS - BigInt(accelerationBps), ALL_BPS);
}

/** Promise 7: each counts once, nothing that came later counts, and nobody counts more than their share. */
function checkOfVotes({ proposal, votes }: Vote): Check {
  const { proposalId, yes, no, eligible, voterCap } = proposal;
  const sum = (approve: boolean) =>
    votes.filter((vote) => vote.approve === approve).reduce((total, { weight }) => total + weight, 0n);
  const byWallet = new Map<string, bigint>();
  for (const { voter, weight } of votes) {
    byWallet.set(voter.toBase58(), (byWallet.get(voter.toBase58()) ?? 0n) + weight);
  }
  const sources = new Set(votes.map(({ source }) => source.toBase58()));
  const heaviest = [...byWallet.values()].reduce((most, weight) => (weight > most ? weight : most), 0n);
  return {
    promise: 7,
    says: `In vote ${proposalId} each grant and deposit counted once, and no wallet above its share.`,
    holds:
      sources.size === votes.length &&
      sum(true) === yes &&
      sum(false) === no &&
      yes + no <= eligible &&
      heaviest <= voterCap,
    figures:
      `${counted(votes.length, 'vote')} of ${counted(byWallet.size, 'wallet')}: yes ${exactly(yes)} + no ` +
      `${exactly(no)} <= ${exactly(eligible)}; the heaviest counted ${exactly(heaviest)} <= ` +
      exactly(voterCap),
  };
}

function checkOfRefusals(votes: readonly Vote[]): Check {
  const refusals = votes.flatMap(({ refusals: all }) => all);
  const wrong = refusals.filter(({ name, expected }) => !expected.includes(name));
  return {
    promise: 7,
    says: 'Nothing counted twice, late, on its own behalf, or before its time.',
    holds: wrong.length === 0,
    figures: refusals.map(({ name }) => name).join(', '),
  };
}

function checkOfAcceleration({ vote, gains }: Failure): Check {
  const right = gains.filter(({ total, vestedBefore, vestedAfter, stopped }) => {
    const unvested = total - vestedBefore;
    return total - vestedAfter === (stopped ? unvested : keptOf(unvested, ACCELERATION_BPS));
  });
  const units = `${count(vote.computeUnits)} compute units`;
  return {
    says: 'The release vested half of what was unvested, of everybody in one transaction.',
    holds: right.length === gains.length,
    figures: `${right.length} of ${counted(gains.length, 'grant')}, what had stopped stays; ${units}`,
  };
}

function checkOfParting({ label, unvestedBefore, unvestedAfter, others }: Parting): Check {
  const kept = keptOf(unvestedBefore, SHARE_BPS);
  return {
    says: `The second vote touched the grant of ${label} and no other.`,
    // The plan's release and the grant's own are rounded together: by one base unit at most.
    holds: others.length === 0 && (unvestedAfter === kept || unvestedAfter + 1n === kept),
    figures: `unvested ${exactly(unvestedBefore)}, then ${exactly(unvestedAfter)}; ` + counted(others.length, 'other'),
  };
}

/** Everything about the votes, as far as there were any. */
export function checksOfVotes(failure: Failure | undefined, parting: Parting | undefined): Check[] {
  const votes = [failure, parting].flatMap((played) => (played === undefined ? [] : [played.vote]));
  const isDone = ({ proposal }: Vote) => proposal.status === 'executed';
  return [
    ...votes.map(checkOfVotes),
    ...(votes.length === 0 ? [] : [checkOfRefusals(votes)]),
    ...(failure !== undefined && isDone(failure.vote) ? [checkOfAcceleration(failure)] : []),
    ...(parting !== undefined && isDone(parting.vote) ? [checkOfParting(parting)] : []),
  ];
}
