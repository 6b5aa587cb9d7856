/** Acts in plain words. */
import type { Act, Action, Panel, ProposalRef, Source, Vesting } from './acts';

const panel = ({ seats, threshold }: Panel): string =>
  `${seats.map((who) => who ?? '(empty)').join(', ')}; ${threshold} decide`;
const share = (bps: number): string => `${bps / 100} %`;
const proposal = ({ proposer, id }: ProposalRef): string => `proposal ${id} of ${proposer}`;
const day = (ts: number): string => new Date(ts * 1_000).toISOString().slice(0, 19).replace('T', ' ');

/** How something vests. */
function vesting(by: Vesting): string {
  switch (by.kind) {
    case 'atOnce':
      return 'all at once';
    case 'linear':
      return `over ${by.days} days`;
    case 'cliff':
      return 'after ten years';
  }
}

function source(from: Source): string {
  return 'grant' in from ? `grant ${from.grant}` : `deposit ${from.deposit.id} of ${from.deposit.owner}`;
}

/** What is proposed. */
function actionWords(action: Action): string {
  switch (action.kind) {
    case 'acceleratePlan':
      return `early release of ${share(action.bps)} of everything`;
    case 'accelerateGrant':
      return `early release of ${share(action.bps)} of grant ${action.grant}`;
    case 'terminateGrant':
      return `to end grant ${action.grant} (${action.cause})`;
    case 'setIssueCap':
      return `an issue cap of ${action.cap}`;
    case 'replaceOracles':
      return `the oracles ${panel(action.panel)}`;
  }
}

/** What is done, after the name of who does it. */
export function words(act: Act): string {
  switch (act.do) {
    case 'setRole':
      return `makes ${act.holder ?? 'nobody'} the ${act.role}`;
    case 'proposeAuthority':
      return `offers the authority to ${act.to ?? 'nobody'}`;
    case 'acceptAuthority':
      return `accepts the authority as ${act.by}`;
    case 'pauseClaims':
      return `pauses all claims for ${act.secs} s`;
    case 'resumeClaims':
      return 'ends the pause of claims';
    case 'acceleratePlan':
      return `releases ${share(act.bps)} of everything early`;
    case 'collectWithheld':
      return 'collects what is withheld';
    case 'withdrawSurplus':
      return 'withdraws the surplus';
    case 'fundPlan':
      return `funds the plan with ${act.amount}`;
    case 'sealPlan':
      return 'seals the plan';
    case 'closePlan':
      return 'closes the plan';
    case 'issueGrants':
      return `issues grant ${act.grant} of ${act.total} to ${act.to} as ${act.as}, ${vesting(act.vesting)} from ${day(act.startTs)}`;
    case 'voidGrant':
      return `voids grant ${act.grant}`;
    case 'terminateGrant':
      return `terminates grant ${act.grant} (${act.cause})`;
    case 'withdrawTermination':
      return `takes the termination of grant ${act.grant} back`;
    case 'settleTermination':
      return `settles the termination of grant ${act.grant}`;
    case 'pauseGrant':
      return `pauses grant ${act.grant} for ${act.secs} s${act.agreed ? ', which its beneficiary signs' : ''}`;
    case 'resumeGrant':
      return `resumes grant ${act.grant}`;
    case 'accelerateGrant':
      return `releases ${share(act.bps)} of grant ${act.grant} early`;
    case 'setWithholding':
      return `sets the withholding of grant ${act.grant} to ${share(act.bps)}`;
    case 'proposeTransfer':
      return `proposes, as its ${act.by}, to hand grant ${act.grant} to ${act.to}`;
    case 'acceptTransfer':
      return `accepts the transfer of grant ${act.grant} as ${act.by}`;
    case 'rejectTransfer':
      return `rejects the transfer of grant ${act.grant} as ${act.by}`;
    case 'closeGrant':
      return `closes grant ${act.grant}`;
    case 'sweepTombstone':
      return `sweeps what is left of grant ${act.grant}`;
    case 'claim':
      return `claims grant ${act.grant} as ${act.by}`;
    case 'setAutoClaim':
      return `switches claims by others ${act.enabled ? 'on' : 'off'} for grant ${act.grant}`;
    case 'createOracleSet':
      return `names the oracles ${panel(act)}`;
    case 'proposeOracleSet':
      return `announces the oracles ${panel(act)}`;
    case 'applyOracleSet':
      return 'applies the announced oracles';
    case 'closeOracleSet':
      return 'closes the oracle set';
    case 'createMetric':
      return `defines the metric ${act.metric}, due ${day(act.dueTs)}`;
    case 'attestMetric':
      return `reports ${act.value} for ${act.metric} as ${act.by}${act.ago === 0 ? '' : `, as of ${act.ago} s ago`}`;
    case 'disputeMetric':
      return `disputes ${act.metric} as ${act.by}`;
    case 'finalizeMetric':
      return `makes ${act.metric} final`;
    case 'closeMetric':
      return `closes ${act.metric}`;
    case 'issueMilestone':
      return `sets milestone ${act.index} of grant ${act.grant} on ${act.metric} as ${act.as}: ${act.amount}, ${vesting(act.vesting)}, by ${day(act.deadlineTs)}`;
    case 'voidMilestone':
      return `voids milestone ${act.index} of grant ${act.grant}`;
    case 'settleMilestone':
      return `settles milestone ${act.index} of grant ${act.grant}`;
    case 'claimMilestone':
      return `claims milestone ${act.index} of grant ${act.grant} as ${act.by}`;
    case 'closeMilestone':
      return `closes milestone ${act.index} of grant ${act.grant}`;
    case 'createGovernance':
      return 'gives the plan a governance';
    case 'depositVotes':
      return `deposits ${act.amount} for voting as ${act.deposit.owner}`;
    case 'withdrawVotes':
      return `returns deposit ${act.deposit.id} of ${act.deposit.owner} as ${act.by}`;
    case 'openProposal':
      return `opens ${proposal(act.proposal)}, with ${source(act.source)}: ${actionWords(act.action)}`;
    case 'castVote':
      return `votes ${act.approve ? 'yes' : 'no'} on ${proposal(act.proposal)}, as ${act.by} with ${source(act.source)}`;
    case 'withdrawProposal':
      return `takes ${proposal(act.proposal)} back`;
    case 'executeProposal':
      return `carries ${proposal(act.proposal)} out`;
    case 'closeProposal':
      return `closes ${proposal(act.proposal)}`;
    case 'closeVoteRecord':
      return `closes the record of a vote on ${proposal(act.proposal)}`;
    case 'closeVoterRecord':
      return `closes what counts the votes of ${act.by} on ${proposal(act.proposal)}`;
    case 'closeGovernance':
      return 'closes the governance';
  }
}
