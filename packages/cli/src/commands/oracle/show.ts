/** `tenure oracle show` */
import { announcedOracles, requiredOf } from '@tenure/sdk';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { readOracles } from '../../accounts/find-metric';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { oracleFacts } from '../../output/metric-facts';
import { report } from '../../output/report';
import { facts } from '../../output/table';

/** Adds the command. */
export function addOracleShow(oracle: Command, open: OpenSession): void {
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
}
