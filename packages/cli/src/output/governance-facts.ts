/** Governances, deposits, proposals and votes as named values that people read. */
import type {
  ActionName,
  Deposit,
  Governance,
  GovernanceSettings,
  Proposal,
  ProposalAction,
  ProposalReason,
  ProposalStatus,
  TerminationCause,
  VoteRecord,
  VoterRecord,
} from '@tenure/sdk';
import { clean } from './clean';
import type { Facts } from './facts';
import { date, percent, span, tokens } from './values';

const ACTION_TEXT: Record<ActionName, string> = {
  acceleratePlan: 'release a share of everything unvested',
  accelerateGrant: 'release a share of one grant',
  terminateGrant: 'terminate a grant',
  setIssueCap: 'set the issue cap',
  replaceOracles: 'replace the oracles',
};

const REASON_TEXT: Record<ProposalReason, string> = {
  projectFailure: 'the project has failed',
  ethicalDisagreement: 'ethical disagreement',
  hardship: 'hardship',
  other: 'another one, see the document',
};

const CAUSE_TEXT: Record<TerminationCause, string> = {
  forCause: 'for cause',
  resignation: 'resignation',
  withoutCause: 'without cause',
  deathOrDisability: 'death or disability',
};

/** Where a proposal stands, in a word or two. */
export const STATUS_TEXT: Record<ProposalStatus, string> = {
  voting: 'voting',
  failed: 'failed',
  waiting: 'passed, waits',
  executable: 'passed, can be executed',
  expired: 'passed, expired',
  executed: 'executed',
  withdrawn: 'withdrawn',
};

export function reasonText({ reason }: Pick<Proposal, 'reason'>): string {
  return REASON_TEXT[reason];
}

/** What is proposed, in the imperative. `grant` names the grant that it is about, such as `grant 7`. */
export function actionText(action: ProposalAction, grant: string, decimals: number): string {
  switch (action.kind) {
    case 'acceleratePlan':
      return `release ${percent(action.accelerationBps)} of everything unvested in the plan`;
    case 'accelerateGrant':
      return `release ${percent(action.accelerationBps)} of what is unvested in ${grant}`;
    case 'terminateGrant':
      return `terminate ${grant} (${CAUSE_TEXT[action.cause]})`;
    case 'setIssueCap':
      return `set the issue cap to ${tokens(action.issueCap, decimals)}`;
    case 'replaceOracles': {
      const { attestors, threshold } = action.oracles;
      const count = attestors.filter((key) => key !== null).length;
      return `replace the oracles: ${threshold} of ${count} decide`;
    }
  }
}

/** How members vote, in plain words: what somebody agrees to who signs these settings. */
export function ruleSentences(rules: GovernanceSettings, decimals: number): string[] {
  const { proposalThreshold, votingSecs, executionDelaySecs, executionWindowSecs, minAgeSecs } = rules;
  const { quorumBps, approvalBps, maxVoterBps, excludeOwnGrant, actions } = rules;
  const delay = executionDelaySecs === 0 ? 'can at once' : `waits for ${span(executionDelaySecs)}, then can`;
  return [
    `Members vote with what their grants can still be paid. It counts only if the grant was there ` +
      `${span(minAgeSecs)} before a proposal was opened, so the first grants decide alone until later ones are as old.`,
    'A claim takes weight from a vote, so others send claims only for those who switch that on.',
    rules.depositActions.length === 0
      ? 'Tokens that are deposited have no vote.'
      : `Tokens that are deposited vote beside them, to ${depositActionsText(rules)}; never on anything else.`,
    `Whoever holds a grant of ${tokens(proposalThreshold, decimals)} or more, or such a deposit where deposits ` +
      `vote, can propose to ${actions.map((name) => ACTION_TEXT[name]).join('; ')}.`,
    `A vote runs for ${span(votingSecs)}. It passes if ${percent(quorumBps)} or more of what grants can vote is ` +
      `cast, and ${percent(approvalBps)} or more of that, and more than half, approves.`,
    maxVoterBps === 10_000
      ? "One wallet's votes count without a limit."
      : `One wallet's votes count ${percent(maxVoterBps)} of what grants can vote at most; tokens can be spread ` +
        'over wallets, grants can not.',
    excludeOwnGrant
      ? 'A grant has no vote on a proposal about itself.'
      : 'A grant votes on proposals about itself too.',
    `What has passed ${delay} be executed by anybody, once, within ${span(executionWindowSecs)}. ` +
      'Nobody can stop it; what the authority does meanwhile does not defeat it.',
    'Oracles that members choose are announced for 14 days, and then only votes change them while anything is owed.',
    'These rules never change. The authority keeps its other powers beside them.',
  ];
}

/** The rules of a governance, and what is deposited. */
export function governanceFacts(governance: Governance, decimals: number): Facts {
  const { deposited, nextProposal, proposalThreshold, votingSecs, executionDelaySecs } = governance;
  const { executionWindowSecs, minAgeSecs, quorumBps, approvalBps, maxVoterBps } = governance;
  return [
    ['can propose', `${tokens(proposalThreshold, decimals)} or more in one grant or deposit`],
    ['can be proposed', governance.actions.map((name) => ACTION_TEXT[name]).join('; ')],
    ['what votes is older than', span(minAgeSecs)],
    ['a vote runs for', span(votingSecs)],
    ['deposits vote on', depositActionsText(governance)],
    ['quorum', `${percent(quorumBps)} of what grants can vote`],
    ['approval', `${percent(approvalBps)} of the votes, and more than half`],
    ['one wallet counts', `${percent(maxVoterBps)} of what grants can vote at most`],
    ['a grant votes about itself', governance.excludeOwnGrant ? 'no' : 'yes'],
    ['execution waits for', span(executionDelaySecs)],
    ['can be executed for', span(executionWindowSecs)],
    ['deposited for votes', tokens(deposited, decimals), deposited],
    ['proposals so far', `${nextProposal}`],
  ];
}

/** Where deposits have a vote. */
function depositActionsText({ depositActions }: Pick<GovernanceSettings, 'depositActions'>): string {
  if (depositActions.length === 0) return 'nothing: only grants vote';
  return depositActions.map((name) => ACTION_TEXT[name]).join('; ');
}

/** Tokens that were deposited for votes. */
export function depositFacts({ amount, madeTs, lockedUntilTs }: Deposit, decimals: number): Facts {
  return [
    ['votes', tokens(amount, decimals), amount],
    ['made', date(madeTs)],
    ['locked by votes', lockedUntilTs === 0 ? 'no' : `until ${date(lockedUntilTs)}`],
  ];
}

/** A proposal without the time. */
export function proposalFacts(proposal: Proposal, decimals: number): Facts {
  const { action, status, eligible, quorum, yes, no, approvalBps } = proposal;
  const grant = 'grant' in action ? `grant ${action.grant.toBase58()}` : '';
  return [
    ['proposes to', actionText(action, grant, decimals)],
    ['reason', reasonText(proposal)],
    ...documentFacts(proposal),
    ['status', status],
    ['votes end', date(proposal.votingEndsTs)],
    ['can be executed from', date(proposal.executableTs)],
    ['expires', date(proposal.expiresTs)],
    ['grants can vote', tokens(eligible, decimals), eligible],
    ['quorum', tokens(quorum, decimals), quorum],
    ['approval', `${percent(approvalBps)} of the votes`],
    ['yes', tokens(yes, decimals), yes],
    ['no', tokens(no, decimals), no],
  ];
}

/** The document that gives the reasons. */
export function documentFacts({ documentUri, documentSha256 }: Proposal): Facts {
  return [
    ['document', clean(documentUri)],
    ['document SHA-256', Buffer.from(documentSha256).toString('hex')],
  ];
}

/** The vote of one grant or deposit. */
export function voteFacts({ source, voter, weight, approve }: VoteRecord, decimals: number): Facts {
  return [
    ['cast by', voter.toBase58()],
    ['with', source.toBase58()],
    ['says', approve ? 'yes' : 'no'],
    ['counts', tokens(weight, decimals), weight],
  ];
}

/** What one wallet's votes count together. */
export function voterFacts({ voter, weight }: VoterRecord, decimals: number): Facts {
  return [
    ['wallet', voter.toBase58()],
    ['counts together', tokens(weight, decimals), weight],
  ];
}
