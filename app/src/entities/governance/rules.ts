/** The rules by which the members of a plan vote, in plain words. */
import { DEPOSIT_ACTION_NAMES, type ActionName, type GovernanceSettings } from '@tenure/sdk';
import { duration, percent } from '@/shared/format';

/** Amounts in words. */
export type AmountText = (baseUnits: bigint) => string;

const ALL_BPS = 10_000;

/** What may be proposed, each as it follows `The members can`. */
export const ACTION_LABELS: Record<ActionName, string> = {
  acceleratePlan: 'release a part of everything early, in every grant',
  accelerateGrant: 'release a part of one grant early',
  terminateGrant: 'end a grant',
  setIssueCap: 'change the most that may ever be granted',
  replaceOracles: 'replace the oracles, 14 days after they are announced',
};

/** A rule and what it means; `warn` is a power over grants. */
export interface Rule {
  readonly about: string;
  readonly text: string;
  readonly tone: 'good' | 'warn';
}

function listed(actions: readonly ActionName[]): string {
  return actions.map((name) => ACTION_LABELS[name]).join('; ');
}

/** On what deposits have a vote beside grants. */
export function depositText({ depositActions }: Pick<GovernanceSettings, 'depositActions'>): string {
  return depositActions.length === 0
    ? 'Deposited tokens have no vote.'
    : `Deposited tokens vote too, but only to ${listed(depositActions)}.`;
}

function execution({ executionDelaySecs, executionWindowSecs }: GovernanceSettings): string {
  const then =
    executionDelaySecs === 0
      ? 'What passed can be carried out at once'
      : `What passed waits ${duration(executionDelaySecs)}`;
  return `${then}; then anybody can carry it out, for ${duration(executionWindowSecs)}.`;
}

/** The rules of a governance, which never change. */
export function rulesOf(settings: GovernanceSettings, amount: AmountText): Rule[] {
  const { actions, maxVoterBps, excludeOwnGrant, proposalThreshold } = settings;
  const grantActions = actions.filter((name) => !DEPOSIT_ACTION_NAMES.includes(name));
  const rules: [about: string, text: string][] = [
    [
      'Who votes',
      `Every grant, with what it can still be paid. ${depositText(settings)} ` +
        `What votes must be ${duration(settings.minAgeSecs)} older than the proposal, so the first grants decide alone until later ones are as old.`,
    ],
    ['Claims', 'A claim takes weight from a vote, so others send claims only for those who switch that on.'],
    ['How long', `A vote runs for ${duration(settings.votingSecs)}.`],
    ['Turnout', `At least ${percent(settings.quorumBps)} of what grants can vote must be cast.`],
    ['Approval', `At least ${percent(settings.approvalBps)} of what is cast must be yes, and more yes than no.`],
    ['Then', execution(settings)],
    [
      'One wallet',
      maxVoterBps === ALL_BPS
        ? 'One wallet’s votes count in full, however many they are.'
        : `One wallet’s votes count for at most ${percent(maxVoterBps)} of what grants can vote.`,
    ],
    ...(excludeOwnGrant
      ? ([['Own grant', 'A grant has no vote on a proposal about itself.']] satisfies [string, string][])
      : []),
    [
      'Who proposes',
      proposalThreshold === 0n
        ? 'Whoever has a grant or a deposit that can vote on it.'
        : `Whoever has one grant or deposit of at least ${amount(proposalThreshold)} that can vote on it.`,
    ],
  ];
  return [
    {
      about: 'What members decide',
      text: `The members can ${listed(actions)}.`,
      tone: grantActions.length === 0 ? 'good' : 'warn',
    },
    ...rules.map(([about, text]): Rule => ({ about, text, tone: 'good' })),
  ];
}
