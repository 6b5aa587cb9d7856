/** `tenure oracle set` */
import { setOraclesOperation } from '@tenure/operations';
import { announcedOracles, fetchOracleSet, sameOracles, type Plan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { addOracleOptions, oraclesFrom, type OracleOptions } from '../../accounts/oracle-options';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
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
  const wanted = oraclesFrom(options);
  const current = await fetchOracleSet(session.reader, plan.address, session.programId);
  if (current !== null && sameOracles(current, wanted) && announcedOracles(current) === null) {
    throw new CliError('NothingToChange', 'These are the oracles that the plan has', 'Nothing to do.');
  }
  await performOperation(session, plan, setOraclesOperation(session.operations, plan, current, wanted));
}
