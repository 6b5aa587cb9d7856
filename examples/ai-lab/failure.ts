/** The project has failed: members vote, and half of everything unvested is released to everybody at once. */
import { claimableAt, vestedAt, type Grant, type Plan } from '@tenure/sdk';
import { count, counted, exactly, moment, tokens } from './amounts';
import { labelOf, type Named } from './labels';
import type { Lab } from './lab';
import { assemble, depositFor, depositOf, takeBack } from './members';
import { Poll, type Vote } from './poll';
import { chapter, print, table, tell } from './terminal';

const DAY = 86_400;
export const ACCELERATION_BPS = 5_000;
/** Would rather see everybody stay: labels begin so. */
const AGAINST = 'founder';

/** What the release did to one grant, base units, all in one second. */
export interface Gain {
  readonly grantId: bigint;
  /** Whether it had stopped before: then nothing is released any more. */
  readonly stopped: boolean;
  readonly total: bigint;
  readonly vestedBefore: bigint;
  readonly vestedAfter: bigint;
  readonly claimableBefore: bigint;
  readonly claimableAfter: bigint;
}

/** How it went. */
export interface Failure {
  readonly vote: Vote;
  readonly gains: readonly Gain[];
}

/** What everybody has vested and could claim, of the plan and its grants at a time. */
function worths(plan: Plan, grants: readonly Grant[], now: number) {
  return new Map(
    grants.map((grant) => [
      grant.grantId,
      { vested: vestedAt(plan, grant, now), claimable: claimableAt(plan, grant, now).claimable },
    ]),
  );
}

/** Plays the chapter; undefined where it is left out. */
export async function fail(lab: Lab, rows: readonly Named[]): Promise<Failure | undefined> {
  const { chain, cast } = lab;
  chapter(`7  The project has failed, ${moment(chain.now())}`);
  const assembly = await assemble(lab, rows, AGAINST);
  if (assembly === undefined) return undefined;
  const { members, proposer, grant } = assembly;
  const deposited = await depositFor(lab, 'supporter');
  tell(chain.now(), `A supporter without a grant deposits ${exactly(deposited)} for votes.`);
  chain.setTime(chain.now() + 3 * DAY);
  const half = 'half of everything that is unvested, because the project has failed';
  tell(chain.now(), `${proposer.label} proposes to release ${half}.`);
  const action = { kind: 'acceleratePlan', accelerationBps: ACCELERATION_BPS } as const;
  const by = { proposer, source: grant.address, action };
  const poll = await Poll.open(lab, 0n, { ...by, reason: 'projectFailure', document: 'failure.md' });
  await buyVotes(lab, poll);
  chain.setTime(chain.now() + 2 * DAY);
  await poll.castAll(members, AGAINST);
  const passes = await poll.draw();
  const again = poll.castOne(proposer.wallet.publicKey, grant.address, true);
  poll.refuse(`${proposer.label} votes again`, ['AlreadyVoted', 'VoterAtCap'], again, proposer.wallet);
  const back = await takeBack(lab, 'supporter');
  poll.refuse('The supporter takes the deposit back', 'DepositIsLocked', back, cast.supporter);
  poll.refuse('Somebody executes it already', 'VoteIsRunning', poll.execute(), cast.keeper);
  if (!passes) {
    chain.setTime((await poll.read()).votingEndsTs);
    tell(chain.now(), 'It did not pass: nothing is released.');
    return { vote: await poll.ended(0), gains: [] };
  }
  return carryOut(lab, rows, poll);
}

/** Somebody buys tokens when the proposal is there already, and wants to vote with them. */
async function buyVotes(lab: Lab, poll: Poll): Promise<void> {
  const { latecomer } = lab.cast;
  const bought = await depositFor(lab, 'latecomer');
  const vote = poll.castOne(latecomer.publicKey, depositOf(lab, 'latecomer'), false);
  poll.refuse(`Somebody buys ${exactly(bought)}, deposits them and votes`, 'TooYoungToVote', vote, latecomer);
  lab.send([await takeBack(lab, 'latecomer')], latecomer);
}

async function carryOut(lab: Lab, rows: readonly Named[], poll: Poll): Promise<Failure> {
  const { chain, cast } = lab;
  const { votingEndsTs, executableTs } = await poll.read();
  chain.setTime(votingEndsTs);
  const early = 'The vote is over. Executing it before its delay';
  poll.refuse(early, 'ProposalNotDue', poll.execute(), cast.keeper);
  chain.setTime(executableTs);
  const grants = await lab.grants();
  const before = worths(await lab.plan(), grants, chain.now());
  const { computeUnits } = lab.send([poll.execute()], cast.keeper);
  const after = worths(await lab.plan(), await lab.grants(), chain.now());
  const none = { vested: 0n, claimable: 0n };
  const gains = grants.map(({ grantId, total, status }): Gain => {
    const [was = none, is = none] = [before.get(grantId), after.get(grantId)];
    return {
      ...{ grantId, total, stopped: status === 'settled', vestedBefore: was.vested, vestedAfter: is.vested },
      ...{ claimableBefore: was.claimable, claimableAfter: is.claimable },
    };
  });
  const touched = gains.filter(({ vestedBefore, vestedAfter }) => vestedAfter > vestedBefore);
  const released = touched.reduce((sum, gain) => sum + gain.vestedAfter - gain.vestedBefore, 0n);
  tell(
    chain.now(),
    `Anybody executes it: ${exactly(released)} vest for ${counted(touched.length, 'grant')} in one ` +
      `transaction, which takes ${count(computeUnits)} compute units, as it would for a million.`,
  );
  poll.refuse('Executing it once more', 'ProposalIsOver', poll.execute(), cast.keeper);
  print();
  printGains(rows, touched);
  return { vote: await poll.ended(computeUnits), gains };
}

function printGains(rows: readonly Named[], gains: readonly Gain[]): void {
  const sum = (amount: (gain: Gain) => bigint) => gains.reduce((total, gain) => total + amount(gain), 0n);
  const amounts: readonly ((gain: Gain) => bigint)[] = [
    ({ total }) => total,
    ({ total, vestedBefore }) => total - vestedBefore,
    ({ claimableBefore }) => claimableBefore,
    ({ claimableAfter }) => claimableAfter,
    ({ total, vestedAfter }) => total - vestedAfter,
  ];
  const names = ['granted', 'unvested before', 'could claim', 'can claim now', 'still to vest'];
  table(
    [{ name: 'grant' }, ...names.map((name) => ({ name, align: 'right' as const }))],
    gains.map((gain) => [labelOf(rows, gain.grantId), ...amounts.map((amount) => tokens(amount(gain)))]),
    { sums: [[counted(gains.length, 'grant'), ...amounts.map((amount) => tokens(sum(amount)))]] },
  );
}
