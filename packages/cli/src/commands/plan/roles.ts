/** `tenure plan roles`: who holds which, and handing them over. */
import { acceptAuthorityOperation, changeRolesOperation } from '@tenure/operations';
import type { Plan, Role } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { roleFacts } from '../../output/facts';
import { report } from '../../output/report';
import { facts } from '../../output/table';
import type { Session } from '../../session';

interface Options {
  readonly set: readonly string[];
  readonly offerAuthority?: string;
  readonly acceptAuthority: boolean;
}

const ROLES: Readonly<Record<string, Role>> = {
  operator: 'operator',
  payroll: 'payroll',
  guardian: 'guardian',
  'acceleration-authority': 'accelerationAuthority',
};

/** Adds the command. */
export function addPlanRoles(plan: Command, open: OpenSession): void {
  plan
    .command('roles')
    .description('show who holds which role, or change that; signed by the authority')
    .argument('<plan>', PLAN)
    .option(
      '--set <role=address|none>',
      `give a role to another key or nobody: ${Object.keys(ROLES).join(', ')}; payroll and guardian change after 7 days; may be repeated`,
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--offer-authority <address|none>', 'offer the authority, which the other side then accepts within 30 days')
    .option('--accept-authority', 'accept an offered authority; signed by whom it was offered to', false)
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      if (options.acceptAuthority) return accept(session, state, options);
      if (options.set.length === 0 && options.offerAuthority === undefined) {
        const { authority, pendingAuthority, operator, payroll, guardian, accelerationAuthority, rentRecipient } =
          state;
        const { nextPayroll, nextGuardian } = state;
        const json = {
          authority,
          pendingAuthority,
          operator,
          payroll,
          nextPayroll,
          guardian,
          nextGuardian,
          accelerationAuthority,
          rentRecipient,
        };
        return report(session, json, () => [facts(roleFacts(state), session.terminal.columns)]);
      }
      await change(session, state, options);
    });
}

async function change(session: Session, state: Plan, options: Options): Promise<void> {
  const set = options.set.map((text) => {
    const [name = '', who = ''] = text.split('=');
    const role = ROLES[name];
    if (role === undefined) {
      throw new UsageError(
        `${JSON.stringify(text)} sets no role`,
        `Write one of ${Object.keys(ROLES).join(', ')} before =.`,
      );
    }
    return { role, holder: args.holder(who, `The new ${name}`) };
  });
  const { offerAuthority } = options;
  const offerTo = offerAuthority === undefined ? undefined : args.holder(offerAuthority, '--offer-authority');
  const operation = changeRolesOperation(session.operations, state, { set, offerTo }, await session.now());
  await performOperation(session, state, operation);
}

async function accept(session: Session, state: Plan, options: Options): Promise<void> {
  if (options.set.length > 0 || options.offerAuthority !== undefined) {
    throw new UsageError('--accept-authority stands alone', 'Accept first, then change roles.');
  }
  const operation = acceptAuthorityOperation(session.operations, state, state.pendingAuthority ?? session.self());
  await performOperation(session, state, operation);
}
