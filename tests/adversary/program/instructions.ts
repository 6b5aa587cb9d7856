/** Acts as instructions of the program. Whoever must sign is marked in them. */
import * as sdk from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { keypair } from '../../support/transactions';
import { DAY } from '../../support/world';
import type { Act, Action, ActOf, Kind, Panel, ProposalRef, Vesting } from '../acts';
import { keyOf, type Who } from '../cast';
import type { State } from '../state';
import { CURVE, holders, settingsOf } from './terms';

type Makers = { readonly [K in Kind]: (state: State, act: ActOf<K>) => TransactionInstruction };

const EXPONENT = 0;
const NEVER = 'never';
const HASH = new Uint8Array(32).fill(1);
const URI = 'https://example.org/document';
/** Nothing is there: acts that are done again may name what was never made. */
const NOTHING = keypair('adversary: nothing').publicKey;

function shapeOf(vesting: Vesting): sdk.ShapeSegment[] {
  switch (vesting.kind) {
    case 'atOnce':
      return [{ weight: 1n, span: 0, steps: 1, unit: 'seconds' }];
    case 'linear':
      return [{ weight: 1n, span: vesting.days * DAY, steps: 0, unit: 'seconds' }];
    case 'cliff':
      return [{ weight: 1n, span: 120, steps: 1, unit: 'months' }];
  }
}

function oraclesOf({ seats, threshold }: Panel): sdk.NewOracles {
  return { attestors: seats.map((who) => (who === null ? null : keyOf(who))), threshold };
}

function actionOf(state: State, action: Action): sdk.NewAction {
  const { kind } = action;
  switch (kind) {
    case 'acceleratePlan':
      return { kind, accelerationBps: action.bps };
    case 'accelerateGrant':
      return { kind, accelerationBps: action.bps, grant: state.grantAt(action.grant) };
    case 'terminateGrant':
      return { kind, cause: action.cause, grant: state.grantAt(action.grant) };
    case 'setIssueCap':
      return { kind, issueCap: action.cap };
    case 'replaceOracles':
      return { kind, oracles: oraclesOf(action.panel) };
  }
}

const wallet = (state: State, of: PublicKey): PublicKey =>
  sdk.associatedAddress(of, state.mint.address, state.mint.tokenProgram);
const asAuthority = (state: State) =>
  ({ authority: holders(state).authority, plan: state.plan, expiresTs: NEVER }) as const;
const onGrant = (state: State, id: number) => ({ ...asAuthority(state), grant: state.grantAt(id) });
const payer = (state: State) => ({ payer: holders(state).authority });
const beneficiaryOf = (state: State, grant: number): PublicKey => state.grant(grant)?.beneficiary ?? NOTHING;
const rent = (state: State) => ({ rentRecipient: state.planNow().rentRecipient });
const metricAt = (state: State, key: string): PublicKey => sdk.metricAddress(state.plan, key);
const proposalAt = (state: State, ref: ProposalRef): PublicKey =>
  sdk.proposalAddress(state.governanceAt(), keyOf(ref.proposer), BigInt(ref.id));
const numberOf = (state: State, ref: ProposalRef): bigint => state.opened(ref)?.number ?? 0n;
const keyOrNone = (who: Who | null): PublicKey | null => (who === null ? null : keyOf(who));

/** The accounts that a claim of a grant moves. */
function claimOf(state: State, id: number, by: Who): sdk.Claim {
  const destination = wallet(state, beneficiaryOf(state, id));
  return { claimant: keyOf(by), plan: state.plan, planState: state.planNow(), grant: state.grantAt(id), destination };
}

function hangingOf(state: State, place: { readonly grant: number; readonly index: number }): sdk.MilestonePlace {
  const metric = state.milestone(place)?.metric ?? NOTHING;
  return { plan: state.plan, grant: state.grantAt(place.grant), metric, milestone: state.milestoneAt(place) };
}

/** How a transfer ends: signed by somebody, its rent to whoever proposed it. */
function endOf(state: State, id: number, by: Who): sdk.EndTransfer {
  const proposer = state.transfer(id)?.proposer ?? NOTHING;
  return { signer: keyOf(by), plan: state.plan, grant: state.grantAt(id), proposer };
}

const issuerOf = (state: State, as: 'operator' | 'authority') => {
  const issuer = holders(state)[as];
  return { issuer, payer: issuer, plan: state.plan, vault: state.planNow().vault, expiresTs: NEVER } as const;
};

const MAKERS: Makers = {
  setRole: (state, { role, holder }) => sdk.setRole({ ...asAuthority(state), role, holder: keyOrNone(holder) }),
  proposeAuthority: (state, { to }) => sdk.proposeAuthority({ ...asAuthority(state), pendingAuthority: keyOrNone(to) }),
  acceptAuthority: (state, { by }) =>
    sdk.acceptAuthority({ pendingAuthority: keyOf(by), plan: state.plan, expiresTs: NEVER }),
  pauseClaims: (state, { secs }) =>
    sdk.pauseClaims({ guardian: holders(state).guardian, plan: state.plan, secs, expiresTs: NEVER }),
  resumeClaims: (state) => sdk.resumeClaims({ signer: holders(state).guardian, plan: state.plan, expiresTs: NEVER }),
  acceleratePlan: (state, { bps }) =>
    sdk.acceleratePlan({
      accelerator: holders(state).authority,
      plan: state.plan,
      accelerationBps: bps,
      expiresTs: NEVER,
    }),
  collectWithheld: (state) => {
    const { payroll } = holders(state);
    const accounts = { payroll, plan: state.plan, planState: state.planNow(), destination: wallet(state, payroll) };
    return sdk.collectWithheld({ ...accounts, amount: state.planNow().withheld, expiresTs: NEVER });
  },
  withdrawSurplus: (state) => {
    const plan = state.planNow();
    const accounts = { ...asAuthority(state), planState: plan, destination: wallet(state, plan.authority) };
    return sdk.withdrawSurplus({ ...accounts, amount: sdk.surplusOf(plan, state.vaultAmount()) });
  },
  fundPlan: (state, { by, amount }) =>
    sdk.fundPlan({
      funder: keyOf(by),
      plan: state.plan,
      planState: state.planNow(),
      source: state.walletOf(by),
      amount,
    }),
  sealPlan: (state) => sdk.sealPlan(asAuthority(state)),
  closePlan: (state) => {
    const plan = state.planNow();
    return sdk.closePlan({ ...asAuthority(state), planState: plan, destination: wallet(state, plan.authority) });
  },
  issueGrants: (state, { as, grant, to, total, startTs, vesting, withholdingBps }) =>
    sdk.issueGrants({
      ...issuerOf(state, as),
      shape: shapeOf(vesting),
      withholdingBps,
      grants: [{ beneficiary: keyOf(to), grantId: BigInt(grant), total, startTs }],
    }),
  voidGrant: (state, { grant }) => sdk.voidGrant({ ...onGrant(state, grant), ...rent(state) }),
  terminateGrant: (state, { grant, cause }) => sdk.terminateGrant({ ...onGrant(state, grant), cause }),
  withdrawTermination: (state, { grant }) => sdk.withdrawTermination(onGrant(state, grant)),
  settleTermination: (state, { grant }) => sdk.settleTermination({ plan: state.plan, grant: state.grantAt(grant) }),
  pauseGrant: (state, { grant, secs, agreed }) => {
    const beneficiary = agreed ? beneficiaryOf(state, grant) : undefined;
    return sdk.pauseGrant({ ...onGrant(state, grant), beneficiary, limitSecs: secs });
  },
  resumeGrant: (state, { grant }) => sdk.resumeGrant(onGrant(state, grant)),
  accelerateGrant: (state, { grant, bps }) =>
    sdk.accelerateGrant({
      ...onGrant(state, grant),
      accelerator: holders(state).accelerationAuthority,
      accelerationBps: bps,
    }),
  setWithholding: (state, { grant, bps }) =>
    sdk.setWithholding({ ...onGrant(state, grant), payroll: holders(state).payroll, withholdingBps: bps }),
  proposeTransfer: (state, { grant, by, to }) => {
    const { authority, guardian } = holders(state);
    const signers = by === 'authority' ? { proposer: authority, guardian } : { proposer: beneficiaryOf(state, grant) };
    return sdk.proposeTransfer({ ...onGrant(state, grant), ...signers, to: keyOf(to) });
  },
  acceptTransfer: (state, { grant, by }) =>
    sdk.acceptTransfer({ ...endOf(state, grant, by), to: state.transfer(grant)?.to ?? NOTHING, expiresTs: NEVER }),
  rejectTransfer: (state, { grant, by }) => sdk.rejectTransfer(endOf(state, grant, by)),
  closeGrant: (state, { grant, by }) =>
    sdk.closeGrant({ signer: keyOf(by), plan: state.plan, grant: state.grantAt(grant), ...rent(state) }),
  sweepTombstone: (state, { grant }) =>
    sdk.sweepTombstone({ plan: state.plan, tombstone: state.grantAt(grant), ...rent(state) }),
  claim: (state, { grant, by }) => sdk.claim(claimOf(state, grant, by)),
  setAutoClaim: (state, { grant, enabled }) =>
    sdk.setAutoClaim({ beneficiary: beneficiaryOf(state, grant), grant: state.grantAt(grant), enabled }),
  createOracleSet: (state, panel) =>
    sdk.createOracleSet({ ...asAuthority(state), ...payer(state), ...oraclesOf(panel) }),
  proposeOracleSet: (state, panel) => sdk.proposeOracleSet({ ...asAuthority(state), ...oraclesOf(panel) }),
  applyOracleSet: (state) => sdk.applyOracleSet(state.plan),
  closeOracleSet: (state) => sdk.closeOracleSet({ plan: state.plan, ...rent(state) }),
  createMetric: (state, { metric, dueTs, earlyValue, maxAgeSecs, challengeSecs }) =>
    sdk.createMetric({
      ...asAuthority(state),
      ...payer(state),
      key: metric,
      exponent: EXPONENT,
      better: 'higher',
      opensTs: state.now,
      dueTs,
      earlyValue: earlyValue ?? undefined,
      maxAgeSecs,
      challengeSecs,
      definitionSha256: HASH,
      definitionUri: URI,
    }),
  attestMetric: (state, { metric, by, value, ago }) =>
    sdk.attestMetric({
      attestor: keyOf(by),
      plan: state.plan,
      metric: metricAt(state, metric),
      value,
      exponent: EXPONENT,
      observedTs: state.now - ago,
      evidenceSha256: HASH,
      expiresTs: NEVER,
    }),
  disputeMetric: (state, { metric, by }) =>
    sdk.disputeMetric({
      disputer: keyOf(by),
      plan: state.plan,
      metric: metricAt(state, metric),
      value: state.metric(metric)?.value ?? 0n,
      reasonSha256: HASH,
      expiresTs: NEVER,
    }),
  finalizeMetric: (state, { metric }) => sdk.finalizeMetric(metricAt(state, metric)),
  closeMetric: (state, { metric }) =>
    sdk.closeMetric({ plan: state.plan, metric: metricAt(state, metric), ...rent(state) }),
  issueMilestone: (state, { as, grant, index, metric, amount, deadlineTs, vesting }) =>
    sdk.issueMilestone({
      ...CURVE,
      ...issuerOf(state, as),
      grant: state.grantAt(grant),
      metric: metricAt(state, metric),
      index,
      targetAmount: amount,
      deadlineTs,
      shape: vesting.kind === 'atOnce' ? [] : shapeOf(vesting),
    }),
  voidMilestone: (state, place) => sdk.voidMilestone({ ...asAuthority(state), milestone: state.milestoneAt(place) }),
  settleMilestone: (state, place) => sdk.settleMilestone(hangingOf(state, place)),
  claimMilestone: (state, { grant, index, by }) =>
    sdk.claimMilestone({ ...claimOf(state, grant, by), milestone: state.milestoneAt({ grant, index }) }),
  closeMilestone: (state, { grant, index, by }) =>
    sdk.closeMilestone({ ...hangingOf(state, { grant, index }), signer: keyOf(by), ...rent(state) }),
  createGovernance: (state, { rules }) =>
    sdk.createGovernance({
      ...asAuthority(state),
      ...payer(state),
      planState: state.planNow(),
      settings: settingsOf(rules),
    }),
  depositVotes: (state, { deposit: { owner, id }, amount }) => {
    const accounts = {
      owner: keyOf(owner),
      plan: state.plan,
      planState: state.planNow(),
      source: state.walletOf(owner),
    };
    return sdk.depositVotes({ ...accounts, depositId: BigInt(id), amount });
  },
  withdrawVotes: (state, { by, deposit: { owner, id } }) => {
    const accounts = {
      owner: keyOf(owner),
      plan: state.plan,
      planState: state.planNow(),
      destination: state.walletOf(owner),
    };
    return sdk.withdrawVotes({ ...accounts, signer: keyOf(by), depositId: BigInt(id) });
  },
  openProposal: (state, { proposal, source, action }) =>
    sdk.openProposal({
      proposer: keyOf(proposal.proposer),
      plan: state.plan,
      proposalId: BigInt(proposal.id),
      source: state.sourceAt(source),
      action: actionOf(state, action),
      reason: 'other',
      documentSha256: HASH,
      documentUri: URI,
      expiresTs: NEVER,
    }),
  castVote: (state, { by, proposal, source, approve }) => {
    const there = state.proposal(proposal);
    return sdk.castVote({
      voter: keyOf(by),
      plan: state.plan,
      proposal: proposalAt(state, proposal),
      proposalNumber: numberOf(state, proposal),
      source: state.sourceAt(source),
      approve,
      capped: there !== null && sdk.capsVoters(there),
    });
  },
  withdrawProposal: (state, { proposal }) =>
    sdk.withdrawProposal({ proposer: keyOf(proposal.proposer), proposal: proposalAt(state, proposal) }),
  executeProposal: (state, { proposal }) => {
    const action = state.opened(proposal)?.action;
    const grant = action !== undefined && 'grant' in action ? state.grantAt(action.grant) : undefined;
    const replacesOracles = action?.kind === 'replaceOracles';
    return sdk.executeProposal({ plan: state.plan, proposal: proposalAt(state, proposal), grant, replacesOracles });
  },
  closeProposal: (state, { proposal }) =>
    sdk.closeProposal({ proposer: keyOf(proposal.proposer), proposal: proposalAt(state, proposal) }),
  closeVoteRecord: (state, { by, proposal, source }) =>
    sdk.closeVoteRecord({
      voter: keyOf(by),
      voteRecord: sdk.voteRecordAddress(state.sourceAt(source), numberOf(state, proposal)),
    }),
  closeVoterRecord: (state, { by, proposal }) =>
    sdk.closeVoterRecord({
      voter: keyOf(by),
      voterRecord: sdk.voterRecordAddress(proposalAt(state, proposal), keyOf(by)),
    }),
  closeGovernance: (state) => sdk.closeGovernance({ plan: state.plan, planState: state.planNow(), ...rent(state) }),
};

function make<K extends Kind>(state: State, act: ActOf<K>): TransactionInstruction {
  return MAKERS[act.do](state, act);
}

/** The instruction of an act, as it is to be sent now. */
export function instructionOf(state: State, act: Act): TransactionInstruction {
  return make(state, act);
}
