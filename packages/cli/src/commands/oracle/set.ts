/** `tenure oracle set|apply|show|close`: who attests a plan's metrics. */
import {
  announcedOracles,
  applyOracleSet,
  closeOracleSet,
  createOracleSet,
  fetchOracleSet,
  proposeOracleSet,
  requiredOf,
  seatsFor,
  type OracleSet,
  type Oracles,
  type Plan,
} from '@tenure/sdk';
import type { Command } from 'commander';
import { perform, report } from '../../operation/perform';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { changeText, joins, oracleFacts } from '../../output/metric-facts';
import { facts } from '../../output/table';
import { findPlan } from '../../accounts/find-grant';
import { readOracles } from '../../accounts/find-metric';
import type { Opener } from '../../open-session';

const PLAN = "the plan's address";
const MOST_ATTESTORS = 16;

interface SetOptions {
  readonly attestor: readonly string[];
  readonly threshold: string;
}

/** Adds the commands. */
export function addOracleSet(oracle: Command, open: Opener): void {
  oracle
    .command('set')
    .description('name who attests: at once for the first time, later announced 14 days ahead; signed by the authority')
    .argument('<plan>', PLAN)
    .requiredOption(
      '--attestor <address...>',
      '2 to 16 of them, everybody who is to attest; those that stay keep their seats',
    )
    .requiredOption('--threshold <number>', 'how many attestations decide: 2 to the number of attestors')
    .action(async (text: string, options: SetOptions, command: Command) => {
      const session = open(command);
      await setOracles(session, await findPlan(session, text), options);
    });
  oracle
    .command('apply')
    .description('let an announced change take effect once it is due, within 3 days; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const instruction = applyOracleSet(plan.address, session.programId);
      await anybody(session, plan, 'Apply the announced oracles', instruction);
    });
  oracle
    .command('show')
    .description('who attests, how many decide, and what is announced')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const oracles = await readOracles(session, args.address(text, 'The plan'));
      const required = { firstly: oracles.threshold, afterDispute: requiredOf(oracles, true) };
      report(session, { ...oracles, next: announcedOracles(oracles), required }, () => [
        facts(oracleFacts(oracles), session.terminal.columns),
        `After a dispute ${required.afterDispute} decide.`,
      ]);
    });
  oracle
    .command('close')
    .description('close the oracles of a sealed plan without metrics; their rent comes back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const { address, rentRecipient } = plan;
      const instruction = closeOracleSet({ plan: address, rentRecipient }, session.programId);
      await anybody(session, plan, 'Close the oracles', instruction);
    });
}

async function anybody(
  session: Session,
  { authority, planId, decimals }: Plan,
  what: string,
  instruction: ReturnType<typeof applyOracleSet>,
): Promise<void> {
  const signer = session.mode === 'export' ? authority : session.self();
  await perform(session, {
    title: `${what} of plan ${planId}`,
    instructions: [instruction],
    signer,
    decimals,
  });
}

async function setOracles(session: Session, plan: Plan, { attestor, threshold }: SetOptions): Promise<void> {
  const { reader, programId } = session;
  const attestors = attestor.map((text) => args.address(text, '--attestor'));
  const wanted = { attestors, threshold: args.whole(threshold, 2, MOST_ATTESTORS, '--threshold') };
  const current = await fetchOracleSet(reader, plan.address, programId);
  const { authority, address, decimals, planId } = plan;
  const common = { authority, plan: address, ...wanted, expiresTs: await session.expiry() };
  if (current === null) {
    const payer = session.feePayer(authority);
    return perform(session, {
      title: `Name ${attestors.length} oracles of plan ${planId}, ${wanted.threshold} of whom decide`,
      instructions: [createOracleSet({ ...common, payer }, programId)],
      signer: authority,
      payer,
      decimals,
    });
  }
  const seats = { ...wanted, attestors: seatsFor(current, attestors) };
  await perform(session, {
    title: `${announcement(current, seats)} of plan ${planId}`,
    instructions: [proposeOracleSet({ ...common, ...seats }, programId)],
    signer: authority,
    decimals,
  });
}

/** What proposing these seats means. Error: NothingToChange. */
function announcement(current: OracleSet, wanted: Oracles): string {
  if (!sameOracles(current, wanted)) return `Announce ${changeText(current, wanted)} for 14 days from now, as oracles`;
  if (announcedOracles(current) !== null) return 'Call off the announced change of the oracles';
  throw new CliError('NothingToChange', 'These are the oracles that the plan has', 'Nothing to do.');
}

function sameOracles(a: Oracles, b: Oracles): boolean {
  return a.threshold === b.threshold && joins(a, b).length === 0 && joins(b, a).length === 0;
}
