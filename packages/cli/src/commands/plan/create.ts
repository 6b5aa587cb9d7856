/** `tenure plan create` */
import type { PublicKey } from '@solana/web3.js';
import { createPlanOperation } from '@tenure/operations';
import {
  fetchMint,
  planAddress,
  policyWarnings,
  riskBits,
  riskNames,
  RISKS,
  segmentsOf,
  StateError,
  UNLOCK_ALL,
  vaultAddress,
  type MintFacts,
  type Policy,
  type Risk,
  type Roles,
  type TransferRule,
  type Unlock,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { remark } from '../../output/report';
import { bullets } from '../../output/table';
import type { Session } from '../../session';

interface Options {
  readonly planId: string;
  readonly mint: string;
  readonly creator?: string;
  readonly authority?: string;
  readonly operator?: string;
  readonly payroll?: string;
  readonly guardian?: string;
  readonly accelerationAuthority?: string;
  readonly rentRecipient?: string;
  readonly issueCap: string;
  readonly operatorCap?: string;
  readonly cancellable: boolean;
  readonly notice: string;
  readonly goodLeaver: string;
  readonly maxPause: string;
  readonly voidWindow: string;
  readonly transferRule: string;
  readonly recovery: string;
  readonly maxWithholding: string;
  readonly acceptRisk: readonly string[];
  readonly termsUri: string;
  readonly termsFile?: string;
  readonly termsSha256?: string;
  readonly unlock?: string;
  readonly unlockStart?: string;
}

const TRANSFER_RULES: Readonly<Record<string, TransferRule>> = {
  forbidden: 'forbidden',
  'with-consent': 'withConsent',
  free: 'free',
};

/** What a mint can do to the people paid in it. */
const RISK_TEXT: Record<Risk, string> = {
  freezeAuthority: 'somebody can freeze token accounts',
  permanentDelegate: "somebody can move anyone's tokens",
  transferHook: 'another program runs in, and may refuse, every transfer',
  pausable: 'somebody can stop all transfers',
  defaultFrozen: 'new token accounts may start frozen',
  confidential: 'balances that the program can not see',
  closeAuthority: 'the mint can be closed and made anew',
  transferFeeAuthority: 'somebody can raise the transfer fee, up to all of a claim',
  mintAuthority: 'somebody can make more tokens, which dilutes what is promised',
  highTransferFee: 'the transfer fee is above 5 %, now or as it is scheduled',
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds the command. */
export function addPlanCreate(plan: Command, open: OpenSession): void {
  plan
    .command('create')
    .description('create a plan; its policy is fixed for good')
    .requiredOption('--plan-id <number>', "the creator's own number for the plan, never used before")
    .requiredOption('--mint <address>', 'token that the plan pays: SPL Token or Token-2022')
    .requiredOption('--issue-cap <tokens>', 'the most that may ever be allocated')
    .requiredOption('--terms-uri <uri>', 'where the terms document is, 1 to 128 printable ASCII characters')
    .option('--terms-file <file>', 'the terms document: its SHA-256 is stored')
    .option('--terms-sha256 <hex>', 'or its SHA-256 itself')
    .option('--creator <address>', 'who creates it, pays and signs; part of its address (the key pair)')
    .option('--authority <address>', 'withdraws the surplus, releases, terminates, hands out roles (the creator)')
    .option('--operator <address|none>', 'issues grants within its cap (the creator)')
    .option('--payroll <address|none>', 'sets and collects withholding (none)')
    .option('--guardian <address|none>', 'may pause claims for 72 h at most, and co-signs recoveries (none)')
    .option('--acceleration-authority <address|none>', 'may release early, nothing else (none)')
    .option(
      '--rent-recipient <address>',
      'gets the rent of closed accounts, and must hold 0.00089 SOL by then (the creator)',
    )
    .option('--operator-cap <tokens>', 'the most that the operator may issue in 24 h (the issue cap)')
    .option('--no-cancellable', 'grants can never be terminated')
    .option('--notice <span>', 'from announcing a termination to its effect, at most 366d', '30d')
    .option('--good-leaver <share>', 'of the unvested, released at a termination without cause', '0%')
    .option('--max-pause <span>', 'the most that all pauses without consent may last together', '90d')
    .option('--void-window <span>', 'after issue, in which a grant pays nothing and may be voided; at most 7d', '1d')
    .addOption(
      new Option('--transfer-rule <rule>', 'who may hand a grant to another wallet')
        .choices(Object.keys(TRANSFER_RULES))
        .default('with-consent'),
    )
    .option(
      '--recovery <span|never>',
      'how long authority and guardian wait, and the beneficiary can veto, until a lost wallet is replaced: 30d to 365d',
      'never',
    )
    .option('--max-withholding <share>', 'the most that may be withheld of a claim, at most 65%', '0%')
    .option('--accept-risk <risk>', `a mint risk to accept: ${RISKS.join(', ')}; may be repeated`, collect, [])
    .option('--unlock <schedule>', 'a second clock for all grants, such as cliff:12m or linear:365d')
    .option('--unlock-start <date>', 'when the unlock schedule begins')
    .action(async (options: Options, command: Command) => create(open(command), options));
}

async function create(session: Session, options: Options): Promise<void> {
  const creator = options.creator === undefined ? session.self() : args.address(options.creator, '--creator');
  const planId = args.id(options.planId, '--plan-id');
  const mint = args.address(options.mint, '--mint');
  const facts = await mintOf(session, mint);
  const { tokenProgram, decimals } = facts;
  const roles = rolesOf(options, creator);
  const policy = policyOf(options, decimals);
  checkRisks(facts, policy);
  const weak = policyWarnings(policy).map((warning) => warning.says);
  if (weak.length > 0)
    remark(session, ['Allowed, but weak, and fixed for good:', ...bullets(weak, session.terminal.columns)]);
  const unlock = unlockOf(options);
  const input = { creator, planId, mint, tokenProgram, roles, policy, unlock };
  const operation = createPlanOperation(session.operations, { plan: input, decimals, funding: 0n });
  const plan = planAddress(creator, planId, session.programId);
  const result = { plan, vault: vaultAddress(plan, mint, tokenProgram) };
  await performOperation(session, { authority: roles.authority, decimals }, operation, { result });
}

/** Reads the mint and checks that the policy accepts what it can do. Errors: MintMissing, NotAMint, MintRiskNotAccepted. */
async function mintOf(session: Session, mint: PublicKey): Promise<MintFacts> {
  try {
    return await fetchMint(session.reader, mint);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const missing = error.code === 'Missing';
    throw missing
      ? new CliError('MintMissing', `There is no mint ${mint.toBase58()}`, 'Check the address and the cluster.')
      : new CliError('NotAMint', `${mint.toBase58()} is no mint`, 'Name an SPL Token or Token-2022 mint.');
  }
}

/** Names what the mint can do that the policy doesn't accept. Error: MintRiskNotAccepted. */
function checkRisks({ address, risks }: MintFacts, { acceptedRisks }: Policy): void {
  const accepted = riskNames(acceptedRisks);
  const lacking = risks.filter((risk) => !accepted.includes(risk));
  if (lacking.length === 0) return;
  throw new CliError(
    'MintRiskNotAccepted',
    `The mint ${address.toBase58()} carries risks that the plan does not accept: ${lacking.join(', ')}`,
    `Use another mint, or add ${lacking.map((risk) => `--accept-risk ${risk}`).join(' ')}: beneficiaries see what was accepted.`,
    lacking.map((risk) => `${risk}: ${RISK_TEXT[risk]}`),
  );
}

function rolesOf(options: Options, creator: PublicKey): Roles {
  const { authority, operator, payroll, guardian, accelerationAuthority, rentRecipient } = options;
  const role = (text: string | undefined, flag: string) => (text === undefined ? null : args.holder(text, flag));
  return {
    authority: authority === undefined ? creator : args.address(authority, '--authority'),
    operator: operator === undefined ? creator : args.holder(operator, '--operator'),
    payroll: role(payroll, '--payroll'),
    guardian: role(guardian, '--guardian'),
    accelerationAuthority: role(accelerationAuthority, '--acceleration-authority'),
    rentRecipient: rentRecipient === undefined ? creator : args.address(rentRecipient, '--rent-recipient'),
  };
}

function policyOf(options: Options, decimals: number): Policy {
  const issueCap = args.amount(options.issueCap, decimals, '--issue-cap');
  const { operatorCap } = options;
  return {
    issueCap,
    operatorCap: operatorCap === undefined ? issueCap : args.amount(operatorCap, decimals, '--operator-cap'),
    cancellable: options.cancellable,
    noticeSecs: args.span(options.notice, '--notice'),
    goodLeaverBps: args.share(options.goodLeaver, '--good-leaver'),
    maxPauseSecs: args.span(options.maxPause, '--max-pause'),
    voidSecs: args.span(options.voidWindow, '--void-window'),
    transferRule: TRANSFER_RULES[options.transferRule] ?? 'forbidden',
    recoverySecs: options.recovery === 'never' ? 0 : args.spanWithin(options.recovery, '30d', '365d', '--recovery'),
    maxWithholdingBps: args.share(options.maxWithholding, '--max-withholding'),
    acceptedRisks: riskBits(args.risks(options.acceptRisk)),
    termsSha256: termsHash(options),
    termsUri: options.termsUri,
  };
}

function termsHash({ termsFile, termsSha256 }: Options): Uint8Array {
  if (termsFile !== undefined && termsSha256 === undefined) {
    return hashOfDocument(termsFile);
  }
  if (termsSha256 !== undefined && termsFile === undefined) return args.hash(termsSha256, '--terms-sha256');
  throw new UsageError('The terms need one hash', 'Give either --terms-file or --terms-sha256.');
}

/** An unlock curve's weights must sum to 1,000,000,000: the shares are apportioned to that. */
function unlockOf({ unlock, unlockStart }: Options): Unlock | undefined {
  if (unlock === undefined && unlockStart === undefined) return undefined;
  if (unlock === undefined || unlockStart === undefined) {
    throw new UsageError('Half of an unlock curve', 'Give --unlock and --unlock-start together.');
  }
  const segments = segmentsOf(args.schedule(unlock, '--unlock'), UNLOCK_ALL);
  const shape = segments.map(({ amount, span, steps, unit }) => ({ weight: amount, span, steps, unit }));
  return { startTs: args.instant(unlockStart, '--unlock-start'), shape };
}
