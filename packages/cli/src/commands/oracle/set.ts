/** `tenure oracle set` */
import {
  announcedOracles,
  createOracleSet,
  fetchOracleSet,
  proposeOracleSet,
  seatsFor,
  type OracleSet,
  type Oracles,
  type Plan,
} from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { addOracleOptions, oraclesFrom, type OracleOptions } from '../../accounts/oracle-options';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { changeText, joins } from '../../output/metric-facts';
import type { Session } from '../../session';

/** Adds the command. */
export function addOracleSet(oracle: Command, open: OpenSession): void {
  const set = oracle
    .command('set')
    .description('name who attests: at once for the first time, later announced 14 days ahead; signed by the authority')
    .argument('<plan>', PLAN);
  addOracleOptions(set).action(async (text: string, options: OracleOptions, command: Command) => {
    const session = open(command);
    await setOracles(session, await findPlan(session, text), options);
  });
}

async function setOracles(session: Session, plan: Plan, options: OracleOptions): Promise<void> {
  const { reader, programId } = session;
  const wanted = oraclesFrom(options);
  const { attestors } = wanted;
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
