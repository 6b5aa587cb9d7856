/**
 * `tenure grant terminate|pause|resume|accelerate|close|void|withholding|auto-claim`: what changes a grant's
 * course.
 */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  accelerateGrant,
  closeGrant,
  type Expiry,
  pauseGrant,
  payrollAt,
  resumeGrant,
  setAutoClaim,
  settleTermination,
  setWithholding,
  terminateGrant,
  type TerminationCause,
  voidGrant,
  withdrawTermination,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { perform } from '../../operation/perform';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { Session } from '../../session';
import { percent, span } from '../../output/values';
import { findGrant, type Located } from '../../accounts/find-grant';
import { acceleratorOf } from '../plan/policy';
import type { Opener } from '../../open-session';

const GRANT = 'its address, or PLAN/ID';
/** Why a grant ends, as the command line takes it. */
export const CAUSES: Readonly<Record<string, TerminationCause>> = {
  'for-cause': 'forCause',
  resignation: 'resignation',
  'without-cause': 'withoutCause',
  'death-or-disability': 'deathOrDisability',
};

/** What every act on a grant names. */
interface Common {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  readonly expiresTs: Expiry;
}

/** Adds the commands. */
export function addGrantCourse(grant: Command, open: Opener): void {
  addTermination(grant, open);
  addPause(grant, open);
  addAcceleration(grant, open);
  addEnd(grant, open);
  addSettings(grant, open);
}

/** One instruction on one grant, by one signer. */
async function one(
  session: Session,
  { plan, grant }: Located,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what}: grant ${grant.grantId} of ${grant.beneficiary.toBase58()}`;
  await perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}

async function common(session: Session, { plan, grant }: Located): Promise<Common> {
  const { authority, address } = plan;
  return { authority, plan: address, grant: grant.address, expiresTs: await session.expiry() };
}

interface Termination {
  readonly cause?: string;
  readonly withdraw: boolean;
  readonly settle: boolean;
}

function addTermination(grant: Command, open: Opener): void {
  grant
    .command('terminate')
    .description("announce a termination, which takes effect after the plan's notice; signed by the authority")
    .argument('<grant>', GRANT)
    .addOption(new Option('--cause <cause>', 'why; good leavers are the last two').choices(Object.keys(CAUSES)))
    .option('--withdraw', 'take an announced termination back before it takes effect', false)
    .option('--settle', 'return what had not vested at the stop to the plan; anybody may', false)
    .action(async (text: string, options: Termination, command: Command) => {
      const { cause, withdraw, settle } = options;
      if ([cause !== undefined, withdraw, settle].filter(Boolean).length !== 1) {
        throw new UsageError('Not one thing to do', 'Give one of --cause, --withdraw and --settle.');
      }
      const session = open(command);
      await terminate(session, await findGrant(session, text), options);
    });
}

async function terminate(session: Session, found: Located, { cause, settle }: Termination): Promise<void> {
  const { plan, grant } = found;
  const { programId } = session;
  const kind = cause === undefined ? undefined : CAUSES[cause];
  if (settle) {
    const signer = session.mode === 'export' ? plan.authority : session.self();
    const settled = settleTermination({ plan: plan.address, grant: grant.address }, programId);
    return one(session, found, signer, 'Settle the termination', settled);
  }
  const act = await common(session, found);
  if (kind === undefined) {
    return one(session, found, plan.authority, 'Take back the termination', withdrawTermination(act, programId));
  }
  const what = `Terminate (${cause}), with ${span(plan.noticeSecs)} of notice`;
  await one(session, found, plan.authority, what, terminateGrant({ ...act, cause: kind }, programId));
}

function addPause(grant: Command, open: Opener): void {
  grant
    .command('pause')
    .description("stop a grant's curve for a stated time; what vested stays claimable; signed by the authority")
    .argument('<grant>', GRANT)
    .requiredOption(
      '--for <span>',
      'ends by itself after this: at most 1461d with consent, else what the plan has left',
    )
    .option('--consent', "a leave of absence: the beneficiary signs too, and the plan's limit doesn't count", false)
    .action(async (text: string, options: { for: string; consent: boolean }, command: Command) => {
      const session = open(command);
      const limitSecs = args.span(options.for, '--for');
      const found = await findGrant(session, text);
      const beneficiary = options.consent ? found.grant.beneficiary : undefined;
      const pause = pauseGrant({ ...(await common(session, found)), beneficiary, limitSecs }, session.programId);
      await one(session, found, found.plan.authority, `Pause for at most ${span(limitSecs)}`, pause);
    });
  grant
    .command('resume')
    .description('end a pause, or book one that has run out; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const resume = resumeGrant(await common(session, found), session.programId);
      await one(session, found, found.plan.authority, 'Resume', resume);
    });
}

function addAcceleration(grant: Command, open: Opener): void {
  grant
    .command('accelerate')
    .description('release a share of what is unvested in one grant; signed by authority or acceleration authority')
    .argument('<grant>', GRANT)
    .argument('<share>', 'of the unvested, such as 25%')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const accelerationBps = args.share(typed, 'The share');
      const found = await findGrant(session, text);
      const accelerator = acceleratorOf(session, found.plan);
      const { plan, grant: at, expiresTs } = await common(session, found);
      const release = accelerateGrant({ accelerator, plan, grant: at, accelerationBps, expiresTs }, session.programId);
      await one(session, found, accelerator, `Release ${percent(accelerationBps)} of what is unvested`, release);
    });
}

function addEnd(grant: Command, open: Opener): void {
  grant
    .command('close')
    .description('close a grant that can never pay again; signed by beneficiary, operator or authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const { plan, grant: state } = found;
      const { rentRecipient, address } = plan;
      const signer = closerOf(session, found);
      const close = closeGrant({ signer, plan: address, grant: state.address, rentRecipient }, session.programId);
      await one(session, found, signer, 'Close', close);
    });
  grant
    .command('void')
    .description('take a grant back in its void window, in which it pays nothing; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const { rentRecipient, authority } = found.plan;
      const act = await common(session, found);
      await one(session, found, authority, 'Void', voidGrant({ ...act, rentRecipient }, session.programId));
    });
}

/** Of those who may close, the one whose key is here. */
export function closerOf(session: Session, { plan, grant }: Located): PublicKey {
  if (session.mode === 'export') return plan.authority;
  const may = [grant.beneficiary, plan.authority, ...(plan.operator === null ? [] : [plan.operator])];
  return may.find((key) => session.holds(key)) ?? plan.authority;
}

function addSettings(grant: Command, open: Opener): void {
  grant
    .command('withholding')
    .description('set what is withheld of later claims: less at once, more after 7 days; signed by payroll')
    .argument('<grant>', GRANT)
    .argument('<share>', "at most the plan's maximum, such as 25%")
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const withholdingBps = args.share(typed, 'The share');
      const found = await findGrant(session, text);
      const payroll = payrollAt(found.plan, await session.now());
      if (payroll === null) {
        throw new CliError('NoPayroll', 'Nobody is payroll here', 'Set it with `plan roles --set payroll=ADDRESS`.');
      }
      const { plan, grant: at, expiresTs } = await common(session, found);
      const set = setWithholding({ payroll, plan, grant: at, withholdingBps, expiresTs }, session.programId);
      await one(session, found, payroll, `Withhold ${percent(withholdingBps)} of later claims`, set);
    });
  grant
    .command('auto-claim')
    .description('let others send claims, or not; signed by the beneficiary')
    .argument('<grant>', GRANT)
    .argument('<on|off>', 'whether anybody may send a claim to the associated account')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const enabled = args.choice(typed, ['on', 'off'], 'The switch') === 'on';
      const found = await findGrant(session, text);
      const { beneficiary, address } = found.grant;
      const set = setAutoClaim({ beneficiary, grant: address, enabled }, session.programId);
      await one(session, found, beneficiary, `Switch claims by others ${typed}`, set);
    });
}
