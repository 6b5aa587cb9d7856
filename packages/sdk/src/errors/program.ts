/** The program's own errors and what to do about each. */
import { IDL, type Vesting } from '../program/idl';

/** Name of an error of the program, as its logs have it, such as `NotAuthority`. */
export type ProgramErrorName = Capitalize<Vesting['errors'][number]['name']>;

/** What the person who meets the error can do. The type makes a new error without one a compile error. */
const REMEDIES: Record<ProgramErrorName, string> = {
  NotAuthority: "Sign with the plan's authority; read the plan to see who holds it now.",
  NotIssuer: "Sign with the plan's operator or its authority.",
  NotGuardian: "Sign with the plan's guardian; only ending a pause is open to the authority too.",
  NotPayroll: "Sign with the plan's payroll key.",
  NotBeneficiary: 'Sign with the wallet that holds the grant; it may have been transferred since.',
  NotAccelerator: "Sign with the plan's authority or its acceleration authority.",
  NotPendingAuthority: 'Have the authority offer itself to this key first, then accept.',
  NotTransferParty: "Sign with the beneficiary, the proposer or the plan's authority.",
  InstructionExpired: 'Build the instruction again with a later expiry, and sign that.',
  AmountIsZero: 'Give an amount of at least one base unit.',
  ArithmeticOverflow: "Use smaller amounts: the plan's totals must fit 64 bits.",
  BpsOutOfRange: 'Give a share from 1 to 10000 basis points (0.01 % to 100 %).',
  TooManyAccounts: 'Send fewer accounts: 64 at most, repeated ones included.',

  PolicyOutOfRange:
    "Keep notice within 366 days, the void window within 7 days, imposed pauses within 3653 days, recovery at 0 or 30 to 365 days, withholding within 6500 and other ratios within 10000 bps; name an authority, and a rent recipient that is none of the plan's own accounts.",
  TermsUriInvalid: 'Give a URI of 1 to 128 printable ASCII characters without spaces.',
  UnlockCurveInvalid: 'Give the unlock curve 1 to 8 segments with weights that sum to 1000000000.',
  MintRiskNotAccepted:
    "Use another mint, or name the risk in the plan's accepted risks if beneficiaries are to bear it.",
  MintNotSupported:
    'Use an initialized SPL Token or Token-2022 mint that is transferable and has only known extensions.',
  PlanIsSealed: 'Issue from another plan: sealing is final.',
  PlanNotSealed: 'Seal the plan first; it then issues no more.',
  PlanNotEmpty: 'Close every grant, sweep the tombstones and collect what is withheld, then close the plan.',
  PlanNotFunded: 'Fund the plan with at least what is missing, then issue again.',
  SurplusTooSmall: "Withdraw at most the vault's amount less what is reserved and withheld.",
  IssueCapExceeded: "Issue less: the plan's cap is fixed and what was issued counts, voided grants excepted.",
  OperatorCapExceeded: 'Wait until earlier issues are over 24 hours old, or have the authority issue.',
  AccelerationsFull:
    'Release grant by grant: a plan has at most 16 plan-wide releases, of which roles make 8 where members vote, and deposits pass no more than the 12th.',
  PlanFullyAccelerated: 'Issue from another plan: in this one all but 0.1 % at most is released.',
  ClaimsArePaused: 'Claim again when the pause ends, 72 hours after it began at the latest.',
  ClaimsPauseTooLong: 'Pause for 1 to 259200 seconds (72 hours).',
  ClaimsPauseTooSoon: 'Wait until 7 days after the last pause ended.',
  ClaimsNotPaused: 'Nothing to do: claims are open.',
  WithheldTooSmall: 'Collect at most what the plan has withheld.',
  AuthorityOfferExpired: 'Have the authority offer itself to this key again: an offer is good for 30 days.',
  PlanHasIssued:
    'Make another plan, and its governance before its first grant: members know from the first day who votes.',
  PlanAlreadyExists: 'Choose a plan id that this creator has never used; a closed plan keeps its id.',

  GrantOfAnotherPlan: 'Pass the plan that the grant names, or the grant of this plan.',
  GrantAlreadyExists: 'Use another grant id: this one was issued before, or its account is still a tombstone.',
  GrantAddressMismatch: 'Pass one writable account for each entry, in order, each at the address of its grant id.',
  NotAGrant: 'Check the address: there is no live grant; it may have been closed or voided.',
  BeneficiaryInvalid: 'Name a wallet: not the zero address, not the plan.',
  NothingToClaim: 'Wait for the next date of the schedule, of the unlock curve, or the end of the void window.',
  AutoClaimIsOff:
    'Have the beneficiary send the claim, or switch claims by others on, which begin switched off where members vote.',
  VoidWindowOver: 'Terminate the grant instead, if the plan is cancellable.',
  NotCancellable: 'Nothing can be done: this plan promises never to terminate grants.',
  GrantAlreadyTerminated: 'Nothing to do: a termination is announced or settled already.',
  GrantNotTerminating: 'Announce a termination first; a settled one is over.',
  TerminationNotDue: 'Settle from the second after the stop on.',
  TerminationAlreadyDue: 'Settle the termination and issue a new grant if it was a mistake.',
  GrantHasStopped:
    'Release before the stop date: afterwards nothing is left to release. A vote must be over before it, too.',
  GrantAlreadyPaused: 'Resume the grant first, then pause it anew.',
  GrantNotPaused: 'Nothing to do: the grant is not paused.',
  PauseTooLong: 'Shorten the pause to what the plan has left for this grant, or have the beneficiary sign too.',
  GrantNotPaidOut: 'Claim everything first; settle a termination before closing.',
  WithholdingTooHigh: "Withhold at most the plan's maximum.",
  TransferNotAllowed: "Ask the plan's authority to propose the transfer: beneficiaries of this plan can't.",
  TransferNotReady: "Have the other side sign, or wait until the transfer's ready time.",
  TransferIsStale:
    'Read the pending transfer again; if the grant or the authority has changed hands, reject it and propose a new one.',
  NoGrants: 'Give at least one grant.',
  TransferAlreadyPending: 'Accept or reject the pending transfer of this grant first.',
  RecoveryNotAllowed: 'Nothing can be done: this plan promises never to move a grant without its beneficiary.',
  RecoveryNeedsGuardian: "Have the plan's guardian sign too; it must be another key than the authority.",
  TerminationIsVoted: 'Nothing can be done: what members voted is not for the authority to take back.',
  VoidWindowIsRunning: 'Wait until the void window of this grant or milestone is over.',

  NoSegments: 'Give the schedule at least one segment.',
  TooManySegments: 'Use at most 24 segments; join equal ones into steps.',
  UnknownUnit: 'Use seconds (0) or months (1).',
  SpanTooShort: 'Give the segment a span of at least 1, or 0 seconds in 1 step for a tranche that vests at once.',
  StepsExceedSpan: 'Use at most one step a second, or 0 steps to vest continuously.',
  StepsDoNotDivideMonths: 'Choose steps that divide the months, so that each is a whole number of months.',
  AmountsDoNotSumToTotal: 'Make the weights fit 64 bits together.',
  TotalIsZero: 'Give a total, and weights, above zero.',
  StartOutOfRange: 'Start between 1970 and 2200; times are unix seconds, not milliseconds.',
  EndOutOfRange: 'Shorten the schedule or start earlier, so that it ends before 2200.',

  WrongMint: 'Pass the mint that the plan names.',
  WrongVault: 'Pass the vault that the plan names.',
  WrongTokenProgram: 'Pass the token program that owns the mint.',
  NotATokenAccount: "Pass a token account of the plan's mint; open the associated one if there is none.",
  TokenAccountNotOwned: 'Pass a token account that belongs to who is to be paid.',
  NotAssociatedAccount: "Pass the beneficiary's associated token account, or have the beneficiary sign.",
  VaultIsCounterparty: "Pass a token account other than the plan's vault.",
  WrongRentRecipient: 'Pass the rent recipient that the plan names, or the proposer of the transfer.',

  OracleSetInvalid: 'Name 2 to 16 different attestors, and a threshold from 2 to their number.',
  OracleSetExists: 'Propose a change of the oracle set instead; it takes effect after 14 days.',
  NoOracleChange: 'Nothing to do: no change of the oracle set is announced.',
  OracleChangeNotDue: 'Wait until the announced change is due, 14 days after it was proposed.',
  MetricOfAnotherPlan: 'Pass the metric and the oracle set of the same plan.',
  MetricKeyInvalid: 'Name the metric with 1 to 32 printable ASCII characters without spaces.',
  MetricAlreadyExists: 'Choose another key: a metric of this plan has it, and metrics never change.',
  MetricOutOfRange:
    'Keep the exponent within 18, open before it is due and before 2200, count observations for 1 hour to 366 days, and leave 1 hour to 30 days to dispute.',
  NotAttestor: "Sign with a key of the plan's oracle set; it may have changed since.",
  WrongExponent: "Scale the value by the metric's own exponent.",
  ObservedInFuture: "Give the time of the observation by the chain's clock, not a later one.",
  ObservationTooOld: 'Observe anew: this observation is older than the metric counts, or from before it opens.',
  AttestationNotNewer: 'Nothing to do: an observation of this attestor that is as new is there already.',
  AlreadyCounted: 'Dispute the value if it is wrong: the attestation is counted and stands until the challenge ends.',
  MetricIsFinal: 'Nothing to do: the value stands for good.',
  NoChallenge: 'Read the metric again: this value is not, or no longer, in its challenge window.',
  ChallengeIsOver: 'Finalize the metric: its challenge window has passed.',
  ChallengeIsRunning: 'Wait until the challenge window has passed.',
  NotDisputer: "Sign with the plan's guardian or with an attestor of its oracle set.",
  AlreadyDisputed: 'Have another attestor or the guardian dispute: each may once.',
  MetricInUse: 'Settle, claim and close the milestones that hang on the metric first.',
  OracleChangeExpired: 'Announce the change again: it can be applied for 3 days after its 14 days of notice.',
  OraclesChosenByVote:
    'Have the members vote on other attestors: they chose these. Once no grant has a vote, apply what they announced, then announce others.',
  MetricsRemain: 'Close the metrics, and then the oracle set, of the sealed plan first.',

  PayoutCurveInvalid:
    'Order threshold, target and maximum from worse to better, pay 0 to 100 % at the threshold and 100 to 200 % at the maximum; a maximum at the target pays 100 %.',
  DeadlineInvalid: 'Set a deadline that is a day from now and after the metric is due at least, and before 2200.',
  MetricHasResult: 'Define another metric: a milestone must be set before the result is known.',
  MilestonesFull: 'Issue another grant for further milestones: this one has 64, or one of its milestones was closed.',
  MilestoneAddressMismatch: 'Read the grant again: its next milestone has another number.',
  NotAMilestone: 'Check the address: there is no milestone; it may have been closed.',
  MilestoneOfAnotherGrant: 'Pass the grant that the milestone names, or the milestone of this grant.',
  WrongMetric: 'Pass the metric that the milestone names.',
  MilestoneNotDue: 'Wait until the metric is final, or its deadline or grant has ended without a result.',
  MilestoneAlreadySettled: 'Nothing to do: the milestone is settled.',
  MilestoneNotPaidOut: 'Settle the milestone and claim everything first.',
  MilestonesRemain: "Close the grant's milestones first.",
  GoodLeaverShareReleased:
    "Issue a new grant and set the milestone there: this one's good leaver's share was released already.",

  GovernanceOutOfRange:
    'Let votes and execution last 1 to 30 days, wait at most 30 days, ask for 2 to 365 days of age, a seventh of it longer than the void window, and 30 where members decide on cap, oracles or terminations, 5 to 100 % quorum, 50 to 100 % approval, allow at least one action, and deposits only on early release.',
  GovernanceExists: "Use the plan's governance as it is: its rules never change.",
  GovernanceRemains: "Withdraw all deposits and close the plan's governance first.",
  DepositsRemain: 'Return every deposit first: in a sealed plan without grants anybody may, to its owner.',
  GovernanceOfAnotherPlan: 'Pass governance, proposal and deposit of the same plan.',
  NotYourDeposit: 'Sign with the owner of the deposit, and pass the governance where it was made.',
  DepositAlreadyExists: 'Choose another deposit id; more tokens are another deposit.',
  DepositIsLocked: 'Wait until the last vote that the deposit was cast in has ended.',
  ActionNotAllowed: "Propose something that the plan's governance allows.",
  BelowThreshold: 'Propose with a grant or deposit that reaches the threshold, or have somebody else propose.',
  NobodyCanVote: "Wait until grants or deposits are older than the governance's minimum age.",
  NotAVoteSource: 'Vote with a grant of the plan or a deposit of its governance.',
  NotVoteHolder: 'Sign with the beneficiary of the grant or the owner of the deposit.',
  TooYoungToVote: 'Vote with a grant or deposit that was old enough when the proposal was opened.',
  NoWeight: 'Vote with a grant that can still be paid, or with a deposit.',
  OwnGrantExcluded: 'Vote with other grants or deposits: this one is what the proposal is about.',
  AlreadyVoted: 'Nothing to do: this grant or deposit has voted.',
  VoterRecordMissing: "Pass the voter record: the governance caps what one wallet's votes count.",
  VoterAtCap: "Nothing to do: this wallet's votes count as much as one wallet's can.",
  VoteAddressMismatch: 'Read the proposal again: the record is not at the address that follows from its number.',
  ProposalIsOver: 'Nothing to do: the proposal was executed or withdrawn.',
  VoteHasEnded: 'Open a new proposal: votes and withdrawals count before the end only.',
  VoteIsRunning: 'Wait until the vote has ended.',
  ProposalFailed: 'Open a new proposal: this one did not reach quorum or approval.',
  ProposalNotDue: "Wait until the proposal's delay is over.",
  ProposalExpired: 'Open a new proposal: this one was not executed in time.',
  ProposalIsLive: 'Wait until the proposal has failed, expired or been executed, and its vote has ended.',
  NotProposer: 'Sign with who opened the proposal.',
  WrongProposalTarget: 'Pass the grant or oracle set that the proposal is about.',
  GrantMayStillVote: 'Have the beneficiary close it, or wait until 30 days after the termination was announced.',
  NoticeShorterThanVote:
    'Make a plan with a longer notice, or let votes, delay and execution together be shorter than its notice.',
  DepositHasNoVote: 'Vote with a grant: deposits vote on early release only, and only where the governance says so.',
  ProposalAlreadyExists: 'Choose another number for the proposal: yours of this number is not closed yet.',
  ProposalSuperseded: 'Nothing to do: the members have decided anew since, and that was carried out.',
  ElectorateTooSmall:
    'Wait until more grants are old enough to vote: together they must be owed a thousandth of what the plan owes.',
};

/** One kind of failure. */
export interface ErrorEntry<N extends string = string> {
  readonly name: N;
  readonly message: string;
  readonly remedy: string;
}

function isProgramErrorName(name: string): name is ProgramErrorName {
  return Object.hasOwn(REMEDIES, name);
}

function entry({ code, name, msg }: Vesting['errors'][number]): [number, ErrorEntry<ProgramErrorName>] {
  const spelled = name.charAt(0).toUpperCase() + name.slice(1);
  if (!isProgramErrorName(spelled)) throw new Error(`The error ${spelled} has no remedy.`);
  return [code, { name: spelled, message: msg, remedy: REMEDIES[spelled] }];
}

/** Every error of the program by its number. */
export const PROGRAM_ERRORS: ReadonlyMap<number, ErrorEntry<ProgramErrorName>> = new Map(IDL.errors.map(entry));
