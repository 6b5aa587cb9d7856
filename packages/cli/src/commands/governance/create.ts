/** `tenure governance create`: how the members of a plan vote, fixed for good. */
import { createGovernanceOperation } from '@tenure/operations';
import {
  associatedAddress,
  periodDays,
  DEPOSIT_ACTION_NAMES,
  fetchGovernance,
  governanceAddress,
  governanceWarnings,
  type GovernanceSettings,
  type Plan,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { ACTIONS } from '../../choices';
import { CliError, UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { ruleSentences } from '../../output/governance-facts';
import { remark } from '../../output/report';
import { bullets } from '../../output/table';
import { span } from '../../output/values';
import type { Session } from '../../session';

interface Options {
  readonly threshold: string;
  readonly voting: string;
  readonly quorum: string;
  readonly approval: string;
  readonly delay: string;
  readonly window: string;
  readonly minAge: string;
  readonly maxVoter: string;
  readonly excludeOwnGrant: boolean;
  readonly action?: readonly string[];
  readonly depositsVoteOn?: readonly string[];
}

/** Adds the command. */
export function addGovernanceCreate(governance: Command, open: OpenSession): void {
  governance
    .command('create')
    .description(
      'let the members of a plan vote, by rules that never change, before its first grant; signed by the authority',
    )
    .argument('<plan>', PLAN)
    .requiredOption(
      '--threshold <tokens>',
      'the least that the grant or deposit must weigh that a proposal is opened with',
    )
    .option('--voting <span>', 'how long a vote runs, 1d to 30d', '5d')
    .option('--quorum <share>', 'of what grants can vote, must be cast: 5% to 100%', '20%')
    .option('--approval <share>', 'of what is cast, must approve: 50% to 100%; a tie never passes', '60%')
    .option('--delay <span>', 'how long what has passed waits before it can be executed, 0s to 30d', '2d')
    .option('--window <span>', 'how long it can then be executed, 1d to 30d', '7d')
    .option(
      '--min-age <span>',
      "how long before a proposal what votes must be there: 2d to 365d, at least the plan's void window, and " +
        '30d where members decide on the issue cap, oracles or terminations',
      '30d',
    )
    .option('--max-voter <share>', "the most that one wallet's votes count: 0.01% to 100%", '100%')
    .option('--exclude-own-grant', 'a grant has no vote on a proposal about itself', false)
    .addOption(
      new Option('--action <action...>', 'what can be proposed; all of these unless named').choices(
        Object.keys(ACTIONS),
      ),
    )
    .addOption(
      new Option(
        '--deposits-vote-on <action...>',
        'where deposited tokens vote beside grants: early release only (nowhere)',
      ).choices(Object.keys(ACTIONS).filter((word) => DEPOSIT_ACTION_NAMES.some((name) => name === ACTIONS[word]))),
    )
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await create(session, await findPlan(session, text), options);
    });
}

async function create(session: Session, plan: Plan, options: Options): Promise<void> {
  const { address, planId, decimals, mint, tokenProgram } = plan;
  const settings = settingsOf(options, plan);
  checkPlan(plan, settings);
  if ((await fetchGovernance(session.reader, address, session.programId)) !== null) {
    const remedy = 'Look at its rules with `governance show`: they never change.';
    throw new CliError('GovernanceExists', `The members of plan ${planId} vote already`, remedy);
  }
  const rules = ruleSentences(settings, decimals);
  remark(session, ['What you sign, for good:', ...bullets(rules, session.terminal.columns)]);
  const weak = governanceWarnings(settings).map((warning) => warning.says);
  if (weak.length > 0) remark(session, ['Allowed, but weak:', ...bullets(weak, session.terminal.columns)]);
  const governance = governanceAddress(address, session.programId);
  const vault = associatedAddress(governance, mint, tokenProgram);
  const operation = createGovernanceOperation(session.operations, plan, settings);
  await performOperation(session, plan, operation, { result: { governance, vault, rules } });
}

/** What the program would refuse, before anything is signed. Errors: PlanHasIssued, NoticeShorterThanVote. */
function checkPlan(plan: Plan, settings: GovernanceSettings): void {
  if (plan.allocated > 0n || plan.grantCount > 0 || plan.tombstoneCount > 0) {
    throw new CliError(
      'PlanHasIssued',
      `Plan ${plan.planId} has issued grants, and a governance is founded before the first`,
      'Make another plan: members know from the first day who votes, and by which rules.',
    );
  }
  const { votingSecs, executionDelaySecs, executionWindowSecs, actions } = settings;
  const voteSecs = votingSecs + executionDelaySecs + executionWindowSecs;
  const defeatable = actions.some((name) => name !== 'setIssueCap' && name !== 'replaceOracles');
  if (plan.cancellable && defeatable && plan.noticeSecs < voteSecs) {
    throw new CliError(
      'NoticeShorterThanVote',
      `The plan's notice of ${span(plan.noticeSecs)} is shorter than vote, delay and window together, ${span(voteSecs)}`,
      'Shorten --voting, --delay or --window, or a termination could take effect before a vote that began earlier.',
    );
  }
}

function settingsOf(options: Options, { decimals, voidSecs }: Plan): GovernanceSettings {
  const actions = (options.action ?? Object.keys(ACTIONS)).flatMap((word) => ACTIONS[word] ?? []);
  const onMembers = actions.some((name) => !DEPOSIT_ACTION_NAMES.includes(name));
  const minAgeSecs = args.spanWithin(options.minAge, onMembers ? '30d' : '2d', '365d', '--min-age');
  // The quorum looks back so many days further than the votes.
  const further = periodDays(minAgeSecs) * 86_400;
  if (minAgeSecs < voidSecs + further) {
    const remedy = `Write at least ${span(voidSecs + further)}: what can still be voided must neither vote nor raise a quorum.`;
    throw new UsageError("--min-age is too short for the plan's void window", remedy);
  }
  return {
    proposalThreshold: args.amount(options.threshold, decimals, '--threshold'),
    votingSecs: args.spanWithin(options.voting, '1d', '30d', '--voting'),
    quorumBps: args.shareFrom(options.quorum, '5%', '--quorum'),
    approvalBps: args.shareFrom(options.approval, '50%', '--approval'),
    executionDelaySecs: args.spanWithin(options.delay, '0s', '30d', '--delay'),
    executionWindowSecs: args.spanWithin(options.window, '1d', '30d', '--window'),
    minAgeSecs,
    maxVoterBps: args.shareFrom(options.maxVoter, '1bps', '--max-voter'),
    excludeOwnGrant: options.excludeOwnGrant,
    actions,
    depositActions: (options.depositsVoteOn ?? []).flatMap((word) => ACTIONS[word] ?? []),
  };
}
