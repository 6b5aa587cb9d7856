/** `tenure governance create`: how the members of a plan vote, fixed for good. */
import {
  associatedAddress,
  createGovernance,
  fetchGovernance,
  governanceAddress,
  type GovernanceSettings,
  type Plan,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { perform, remark } from '../act';
import * as args from '../args';
import { Refusal, UsageError } from '../refusal';
import type { Session } from '../session';
import { bullets } from '../text/table';
import { span } from '../text/values';
import { ACTIONS, rulesInWords } from '../text/voting';
import { findPlan } from './find';
import type { Opener } from './running';

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
}

/** Adds the command. */
export function addGovernanceCreate(governance: Command, open: Opener): void {
  governance
    .command('create')
    .description('let the members of a plan vote, by rules that never change; signed by the authority')
    .argument('<plan>', "the plan's address")
    .requiredOption(
      '--threshold <tokens>',
      'the least that the grant or deposit must weigh that a proposal is opened with',
    )
    .option('--voting <span>', 'how long a vote runs, 1d to 30d', '5d')
    .option('--quorum <share>', 'of what can vote, must be cast: 5% to 100%', '20%')
    .option('--approval <share>', 'of what is cast, must approve: 50% to 100%', '60%')
    .option('--delay <span>', 'how long what has passed waits before it can be executed, 0s to 30d', '2d')
    .option('--window <span>', 'how long it can then be executed, 1d to 30d', '14d')
    .option(
      '--min-age <span>',
      "how long before a proposal what votes must be there: 2d to 7d, at least the plan's void window",
      '2d',
    )
    .option('--max-voter <share>', "the most that one wallet's votes count: 0.01% to 100%", '100%')
    .option('--exclude-own-grant', 'a grant has no vote on a proposal about itself', false)
    .addOption(
      new Option('--action <action...>', 'what can be proposed; all of these unless named').choices(
        Object.keys(ACTIONS),
      ),
    )
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await create(session, await findPlan(session, text), options);
    });
}

async function create(session: Session, plan: Plan, options: Options): Promise<void> {
  const { authority, address, planId, decimals, mint, tokenProgram } = plan;
  const settings = settingsOf(options, plan);
  if ((await fetchGovernance(session.reader, address, session.programId)) !== null) {
    const remedy = 'Look at its rules with `governance show`: they never change.';
    throw new Refusal('GovernanceExists', `The members of plan ${planId} vote already`, remedy);
  }
  const rules = rulesInWords(settings, decimals);
  remark(session, ['What you sign, for good:', ...bullets(rules, session.terminal.columns)]);
  const payer = session.feePayer(authority);
  const expiresTs = await session.expiry();
  const input = { authority, payer, plan: address, planState: plan, settings, expiresTs };
  const governance = governanceAddress(address, session.programId);
  await perform(session, {
    title: `Let the members of plan ${planId} vote, by these rules for good`,
    instructions: [createGovernance(input, session.programId)],
    signer: authority,
    payer,
    decimals,
    result: { governance, vault: associatedAddress(governance, mint, tokenProgram), rules },
  });
}

function settingsOf(options: Options, { decimals, voidSecs }: Plan): GovernanceSettings {
  const minAgeSecs = args.spanWithin(options.minAge, '2d', '7d', '--min-age');
  if (minAgeSecs < voidSecs) {
    const remedy = `Write at least ${span(voidSecs)}: what can still be voided must not vote.`;
    throw new UsageError("--min-age is less than the plan's void window", remedy);
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
    actions: (options.action ?? Object.keys(ACTIONS)).flatMap((word) => ACTIONS[word] ?? []),
  };
}
