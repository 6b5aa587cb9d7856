/** `tenure proposal open ACTION`: what is to be done, and why. */
import type { PublicKey } from '@solana/web3.js';
import { openProposalOperation } from '@tenure/operations';
import {
  fetchProposals,
  freeProposalId,
  openingSources,
  proposalAddress,
  seatsFor,
  type ProposalAction,
  type VoteSource,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { findGrant, findPlan, GRANT, PLAN } from '../../accounts/find-grant';
import { readOracles } from '../../accounts/find-metric';
import { governanceOf, type FoundGovernance } from '../../accounts/find-proposal';
import { addOracleOptions, oraclesFrom, type OracleOptions } from '../../accounts/oracle-options';
import { AS, selfOr } from '../../accounts/signers';
import { grantsOf, holdingsOf, SOURCE, sourceAt, sourceName } from '../../accounts/vote-sources';
import * as args from '../../args';
import { CAUSES, REASONS } from '../../choices';
import { CliError } from '../../cli-error';
import { readProposalDocument } from '../../documents/proposal-document';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { effectJson, effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { actionText } from '../../output/governance-facts';
import { remark } from '../../output/report';
import { date, tokens } from '../../output/values';
import type { Session } from '../../session';

interface Options {
  readonly reason: string;
  readonly document: string;
  readonly documentUri?: string;
  readonly with?: string;
  readonly as?: string;
}

/** Adds the commands, one for each action. */
export function addProposalOpen(proposal: Command, open: OpenSession): void {
  const opening = proposal
    .command('open')
    .description('put something to the vote; signed by whoever holds enough in a grant or deposit')
    .copyInheritedSettings(proposal);
  addAccelerations(opening, open);
  addTermination(opening, open);
  addSettings(opening, open);
}

/** A command that proposes, with the flags that all of them have. */
function addAction(opening: Command, name: string, description: string): Command {
  return opening
    .command(name)
    .description(description)
    .addOption(new Option('--reason <reason>', 'why').choices(Object.keys(REASONS)).makeOptionMandatory())
    .requiredOption(
      '--document <file|url>',
      'gives the reasons: its SHA-256 is stored; an address is fetched, 20 MB and 30 s at most',
    )
    .option('--document-uri <uri>', 'where others find it, 1 to 128 printable ASCII characters (the address)')
    .option('--with <source>', `what opens it: ${SOURCE} (the heaviest of the proposer's)`)
    .option('--as <address>', AS);
}

function addAccelerations(opening: Command, open: OpenSession): void {
  addAction(opening, 'accelerate-plan', 'release a share of everything unvested in the plan at once')
    .argument('<plan>', PLAN)
    .argument('<share>', 'of the unvested, above 0%, such as 50%; 100% ends issuing')
    .action(async (text: string, share: string, options: Options, command: Command) => {
      const session = open(command);
      const accelerationBps = args.shareFrom(share, '1bps', 'The share');
      const plan = await findPlan(session, text);
      await propose(session, await governanceOf(session, plan), { kind: 'acceleratePlan', accelerationBps }, options);
    });
  addAction(opening, 'accelerate-grant', 'release a share of what is unvested in one grant')
    .argument('<grant>', GRANT)
    .argument('<share>', 'of the unvested, above 0%, such as 50%')
    .action(async (text: string, share: string, options: Options, command: Command) => {
      const session = open(command);
      const accelerationBps = args.shareFrom(share, '1bps', 'The share');
      const { plan, grant } = await findGrant(session, text);
      const action = { kind: 'accelerateGrant', grant: grant.address, accelerationBps } as const;
      await propose(session, await governanceOf(session, plan), action, options);
    });
}

function addTermination(opening: Command, open: OpenSession): void {
  addAction(opening, 'terminate', "end a grant, with the plan's notice")
    .argument('<grant>', GRANT)
    .addOption(
      new Option('--cause <cause>', 'why; good leavers are the last two')
        .choices(Object.keys(CAUSES))
        .makeOptionMandatory(),
    )
    .action(async (text: string, options: Options & { cause: string }, command: Command) => {
      const session = open(command);
      const { plan, grant } = await findGrant(session, text);
      const cause = CAUSES[options.cause] ?? 'forCause';
      const action = { kind: 'terminateGrant', grant: grant.address, cause } as const;
      await propose(session, await governanceOf(session, plan), action, options);
    });
}

function addSettings(opening: Command, open: OpenSession): void {
  addAction(opening, 'issue-cap', 'set the most that may ever be allocated')
    .argument('<plan>', PLAN)
    .argument('<tokens>', 'in decimal; below what is allocated, nothing is issued any more')
    .action(async (text: string, typed: string, options: Options, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const issueCap = args.amount(typed, plan.decimals, 'The cap');
      await propose(session, await governanceOf(session, plan), { kind: 'setIssueCap', issueCap }, options);
    });
  const oracles = addAction(
    opening,
    'oracles',
    'replace who attests results, after the 14 days that the authority waits too; from then on only votes do',
  ).argument('<plan>', PLAN);
  addOracleOptions(oracles).action(async (text: string, options: Options & OracleOptions, command: Command) => {
    const session = open(command);
    const { attestors: named, threshold } = oraclesFrom(options);
    const plan = await findPlan(session, text);
    const attestors = seatsFor(await readOracles(session, plan.address), named);
    const action = { kind: 'replaceOracles', oracles: { attestors, threshold } } as const;
    await propose(session, await governanceOf(session, plan), action, options);
  });
}

async function propose(
  session: Session,
  { plan, governance }: FoundGovernance,
  action: ProposalAction,
  options: Options,
): Promise<void> {
  const { programId } = session;
  const { address, decimals } = plan;
  const proposer = selfOr(session, options.as);
  const document = await readProposalDocument(options.document, options.documentUri);
  const now = await session.now();
  const source = await sourceOf(session, { plan, governance }, action, proposer, options.with, now);
  const title = actionText(action, subjectName(action, await subjectOf(session, action)), decimals);
  const effect = await effectOf(session, plan, action, now, () => grantsOf(session, address));
  const votingEndsTs = now + governance.votingSecs;
  const executableTs = votingEndsTs + governance.executionDelaySecs;
  const expiresTs = executableTs + governance.executionWindowSecs;
  remark(session, [
    effect.text,
    `The vote runs until about ${date(votingEndsTs)}. What passes can be executed from ` +
      `${date(executableTs)} until ${date(expiresTs)}.`,
  ]);
  const proposalId = freeProposalId(await fetchProposals(session.reader, address, programId), proposer);
  const reason = REASONS[options.reason] ?? 'other';
  const draft = { proposalId, source: source.address, action, reason, ...document, says: title, with: source.name };
  await performOperation(session, plan, openProposalOperation(session.operations, plan, proposer, draft), {
    result: {
      proposal: proposalAddress(governance.address, proposer, proposalId, programId),
      // Somebody else may open one in the meantime, and have this number.
      number: governance.nextProposal,
      ...{ proposalId, action, says: title, effect: effectJson(effect), ...document },
      openedWith: source,
    },
  });
}

/** What opens it: what is named, which the program checks, or the heaviest that may. Error: CannotPropose. */
async function sourceOf(
  session: Session,
  { plan, governance }: FoundGovernance,
  action: ProposalAction,
  voter: PublicKey,
  named: string | undefined,
  now: number,
): Promise<{ readonly name: string; readonly address: PublicKey }> {
  if (named !== undefined) {
    const place = { plan: plan.address, governance: governance.address, voter };
    return { name: named, address: sourceAt(named, place, session.programId) };
  }
  const holdings = await holdingsOf(session, plan.address, governance.address, voter);
  const sources = openingSources(plan, governance, action.kind, holdings, now);
  const { proposalThreshold, minAgeSecs } = governance;
  const found = sources.find(({ weight, no }) => no === null && weight >= proposalThreshold);
  const amount = (units: bigint) => tokens(units, plan.decimals);
  if (found !== undefined) {
    return { name: `${sourceName(found)} (${amount(found.weight)})`, address: found.address };
  }
  const why = ({ weight, no }: VoteSource) => {
    if (no === 'isDeposit') return 'deposits have no vote on this';
    if (no === 'tooYoung') return `there after ${date(now - minAgeSecs)}, so too young`;
    return weight < proposalThreshold ? 'not enough' : 'has no vote';
  };
  throw new CliError(
    'CannotPropose',
    `${voter.toBase58()} has no grant or deposit of ${amount(proposalThreshold)} that is old enough`,
    'Have somebody propose who has.',
    sources.map((source) => `${sourceName(source)}: ${amount(source.weight)}, ${why(source)}`),
  );
}
