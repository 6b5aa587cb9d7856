//! Every error of the program. Numbers come in blocks per area and are append-only.
use anchor_lang::prelude::*;

/// Makes an error. Out of line, because building an Anchor error takes some hundred instructions and there are as many
/// checks: in line they were two thirds of the program.
#[cold]
#[inline(never)]
pub fn fail(error: VestingError) -> Error {
    error.into()
}

/// The same for an error of the runtime, which `?` would make in line.
#[cold]
#[inline(never)]
pub fn runtime_error(error: ProgramError) -> Error {
    error.into()
}

/// `require!` with the error made out of line.
#[macro_export]
macro_rules! ensure {
    ($holds:expr, $error:expr) => {
        if !$holds {
            return Err($crate::errors::fail($error));
        }
    };
}

#[error_code]
#[derive(PartialEq, Eq)]
pub enum VestingError {
    // Access and arguments: 6000
    #[msg("The signer is not the plan's authority")]
    NotAuthority = 0,
    #[msg("The signer may not issue: neither the plan's operator nor its authority")]
    NotIssuer,
    #[msg("The signer is not the plan's guardian")]
    NotGuardian,
    #[msg("The signer is not the plan's payroll")]
    NotPayroll,
    #[msg("The signer is not the grant's beneficiary")]
    NotBeneficiary,
    #[msg("The signer may not release: neither the plan's authority nor its acceleration authority")]
    NotAccelerator,
    #[msg("The signer was not proposed as the next authority")]
    NotPendingAuthority,
    #[msg("The signer has no part in this transfer")]
    NotTransferParty,
    #[msg("This instruction was valid until an earlier time: sign a new one")]
    InstructionExpired,
    #[msg("The amount is zero")]
    AmountIsZero,
    #[msg("A sum left its range")]
    ArithmeticOverflow,
    #[msg("A ratio must lie between 1 and 10,000 basis points")]
    BpsOutOfRange,
    #[msg("An instruction takes at most 64 accounts, repeated ones included")]
    TooManyAccounts,

    // Plan: 6100
    #[msg("A policy field is out of its range")]
    PolicyOutOfRange = 100,
    #[msg("The URI is empty, not printable ASCII or longer than 128 bytes")]
    TermsUriInvalid,
    #[msg("The unlock curve is invalid: 1 to 8 segments whose parts sum to 1,000,000,000")]
    UnlockCurveInvalid,
    #[msg("The mint carries a risk that the plan does not accept")]
    MintRiskNotAccepted,
    #[msg("The mint can never be used: it is uninitialized, non-transferable or has an unknown extension")]
    MintNotSupported,
    #[msg("The plan is sealed and issues no more grants")]
    PlanIsSealed,
    #[msg("The plan must be sealed first")]
    PlanNotSealed,
    #[msg("Grants, tombstones or withheld tokens remain in the plan")]
    PlanNotEmpty,
    #[msg("The vault does not hold enough: fund the plan first")]
    PlanNotFunded,
    #[msg("The amount is above the surplus: the rest is owed")]
    SurplusTooSmall,
    #[msg("The plan's issue cap would be exceeded")]
    IssueCapExceeded,
    #[msg("The operator's cap for 24 hours would be exceeded")]
    OperatorCapExceeded,
    #[msg(
        "The plan has made its last plan-wide release, or the last that is not left to the members' votes"
    )]
    AccelerationsFull,
    #[msg("The plan is released in full, or all but 0.1 % for issuing")]
    PlanFullyAccelerated,
    #[msg("Claims are paused by the guardian")]
    ClaimsArePaused,
    #[msg("A pause of claims lasts 1 second to 72 hours")]
    ClaimsPauseTooLong,
    #[msg("Claims may not be paused again until 7 days after the last pause")]
    ClaimsPauseTooSoon,
    #[msg("Claims are not paused")]
    ClaimsNotPaused,
    #[msg("The amount is above what is withheld for payroll")]
    WithheldTooSmall,
    #[msg("The creator has used this plan id before: choose another")]
    PlanAlreadyExists,
    #[msg("The offer of the authority has expired")]
    AuthorityOfferExpired,
    #[msg("Grants were issued already: a governance is founded before the first")]
    PlanHasIssued,

    // Grant: 6200
    #[msg("The grant belongs to another plan")]
    GrantOfAnotherPlan = 200,
    #[msg("A grant with this id exists or existed")]
    GrantAlreadyExists,
    #[msg("The account is not the grant's address: one writable account per grant, in order")]
    GrantAddressMismatch,
    #[msg("The account is not a live grant of this program")]
    NotAGrant,
    #[msg("The beneficiary may not be the zero address or the plan")]
    BeneficiaryInvalid,
    #[msg("Nothing can be claimed now")]
    NothingToClaim,
    #[msg("The beneficiary lets nobody else send claims")]
    AutoClaimIsOff,
    #[msg("The grant's void window is over")]
    VoidWindowOver,
    #[msg("Grants of this plan can't be cancelled")]
    NotCancellable,
    #[msg("The grant is terminated already")]
    GrantAlreadyTerminated,
    #[msg("The grant is not under notice of termination")]
    GrantNotTerminating,
    #[msg("The termination has not taken effect yet")]
    TerminationNotDue,
    #[msg("The termination has taken effect and can't be withdrawn")]
    TerminationAlreadyDue,
    #[msg("The grant has stopped, or will have before a vote on it could be carried out")]
    GrantHasStopped,
    #[msg("The grant is paused already")]
    GrantAlreadyPaused,
    #[msg("The grant is not paused")]
    GrantNotPaused,
    #[msg("The pause is longer than allowed: shorten it or have the beneficiary sign")]
    PauseTooLong,
    #[msg("The grant still owes tokens")]
    GrantNotPaidOut,
    #[msg("The withholding is above the plan's maximum")]
    WithholdingTooHigh,
    #[msg("The plan does not let its beneficiaries transfer grants")]
    TransferNotAllowed,
    #[msg("The transfer needs the other side's signature or its waiting time to end")]
    TransferNotReady,
    #[msg("The transfer is not the one that was agreed on: another wallet, or its proposer lost the power to propose it")]
    TransferIsStale,
    #[msg("A grant needs 1 or more entries")]
    NoGrants,
    #[msg("A transfer of this grant is pending already: reject it first")]
    TransferAlreadyPending,
    #[msg("Grants of this plan can't be recovered to another wallet")]
    RecoveryNotAllowed,
    #[msg("A recovery needs the signature of the plan's guardian, who is not its authority")]
    RecoveryNeedsGuardian,
    #[msg("A vote ended this grant: the authority can't take that back")]
    TerminationIsVoted,
    #[msg("The void window is still running")]
    VoidWindowIsRunning,

    // Schedule: 6300
    #[msg("The schedule has no segment")]
    NoSegments = 300,
    #[msg("The schedule has more than 24 segments")]
    TooManySegments,
    #[msg("A segment's unit is neither seconds (0) nor months (1)")]
    UnknownUnit,
    #[msg("A segment's span is zero; only one step of seconds may vest at once")]
    SpanTooShort,
    #[msg("A segment has more steps than seconds")]
    StepsExceedSpan,
    #[msg("The number of steps must divide the months")]
    StepsDoNotDivideMonths,
    #[msg("The segments' amounts do not sum to the total")]
    AmountsDoNotSumToTotal,
    #[msg("The total is zero")]
    TotalIsZero,
    #[msg("The start is before 1970 or after 2200")]
    StartOutOfRange,
    #[msg("The schedule ends after 2200-01-01")]
    EndOutOfRange,

    // Tokens: 6400
    #[msg("The account is not the plan's mint")]
    WrongMint = 400,
    #[msg("The account is not the plan's vault")]
    WrongVault,
    #[msg("The account is not the plan's token program")]
    WrongTokenProgram,
    #[msg("The account is not a token account of the plan's mint")]
    NotATokenAccount,
    #[msg("The token account belongs to somebody else")]
    TokenAccountNotOwned,
    #[msg("A claim sent by another pays only the beneficiary's associated token account")]
    NotAssociatedAccount,
    #[msg("The vault can't be the other side of a transfer")]
    VaultIsCounterparty,
    #[msg("The account is not the plan's rent recipient")]
    WrongRentRecipient,

    // Metrics: 6500
    #[msg("An oracle set has 2 to 16 distinct attestors and a threshold from 2 to their number")]
    OracleSetInvalid = 500,
    #[msg("The plan has an oracle set already: propose a change")]
    OracleSetExists,
    #[msg("No change of the oracle set is announced")]
    NoOracleChange,
    #[msg("The change of the oracle set has been announced for less than 14 days")]
    OracleChangeNotDue,
    #[msg("The account belongs to another plan")]
    MetricOfAnotherPlan,
    #[msg("The metric's key is empty, longer than 32 bytes or not printable ASCII")]
    MetricKeyInvalid,
    #[msg("A metric with this key exists")]
    MetricAlreadyExists,
    #[msg("A metric's exponent, times, age or challenge window is out of its range")]
    MetricOutOfRange,
    #[msg("The signer is not an attestor of the plan's oracle set")]
    NotAttestor,
    #[msg("The exponent is not the metric's")]
    WrongExponent,
    #[msg("The observation is in the future")]
    ObservedInFuture,
    #[msg("The observation is older than the metric counts, or from before it opens")]
    ObservationTooOld,
    #[msg("An observation of the same attestor that is as new or newer is there already")]
    AttestationNotNewer,
    #[msg("The attestor is counted in the running challenge: only a dispute can change that")]
    AlreadyCounted,
    #[msg("The metric is final")]
    MetricIsFinal,
    #[msg("The metric has no such result that can be challenged")]
    NoChallenge,
    #[msg("The challenge window is over: finalize the metric")]
    ChallengeIsOver,
    #[msg("The challenge window is still running")]
    ChallengeIsRunning,
    #[msg("The signer may not dispute: neither an attestor nor the plan's guardian")]
    NotDisputer,
    #[msg("The signer's one dispute of this metric is used")]
    AlreadyDisputed,
    #[msg("Milestones hang on the metric")]
    MetricInUse,
    #[msg("The plan has metrics or an oracle set: close them first")]
    MetricsRemain,
    #[msg("The announced change of the oracle set was not applied within 3 days: announce it anew")]
    OracleChangeExpired,
    #[msg("A vote chose the attestors: only a vote changes them")]
    OraclesChosenByVote,

    // Milestones: 6600
    #[msg("The payout curve is invalid: threshold, target and maximum must improve and pay up to 100 % and 100 to 200 %")]
    PayoutCurveInvalid = 600,
    #[msg("The deadline must be a day from now and after the metric is due at least, and before 2200")]
    DeadlineInvalid,
    #[msg("The metric has a result already: a milestone must be set before")]
    MetricHasResult,
    #[msg("The grant takes no more milestones")]
    MilestonesFull,
    #[msg("The account is not the address of the grant's next milestone")]
    MilestoneAddressMismatch,
    #[msg("The account is not a milestone of this program")]
    NotAMilestone,
    #[msg("The milestone belongs to another grant")]
    MilestoneOfAnotherGrant,
    #[msg("The account is not the milestone's metric")]
    WrongMetric,
    #[msg("The milestone can't be settled: its metric can still become final in time")]
    MilestoneNotDue,
    #[msg("The milestone is settled already")]
    MilestoneAlreadySettled,
    #[msg("The milestone still owes tokens")]
    MilestoneNotPaidOut,
    #[msg("The grant has milestones: close them first")]
    MilestonesRemain,
    #[msg("The grant's good leaver's share was released: no later milestone would have it")]
    GoodLeaverShareReleased,

    // Governance: 6700
    #[msg("A governance setting is out of its range")]
    GovernanceOutOfRange = 700,
    #[msg("The plan has a governance already: its rules never change")]
    GovernanceExists,
    #[msg("The plan has a governance: close it first")]
    GovernanceRemains,
    #[msg("Deposits remain in the governance")]
    DepositsRemain,
    #[msg("The account belongs to the governance of another plan")]
    GovernanceOfAnotherPlan,
    #[msg("The deposit belongs to another governance or owner")]
    NotYourDeposit,
    #[msg("The owner has used this deposit id: choose another")]
    DepositAlreadyExists,
    #[msg("The deposit was cast in a vote that still runs")]
    DepositIsLocked,
    #[msg("The governance does not allow this to be proposed")]
    ActionNotAllowed,
    #[msg("The grant or deposit has too little weight to open a proposal")]
    BelowThreshold,
    #[msg("Nothing was there long enough to vote")]
    NobodyCanVote,
    #[msg("The account is neither a grant of the plan nor a deposit of its governance")]
    NotAVoteSource,
    #[msg("The signer does not hold this grant or deposit")]
    NotVoteHolder,
    #[msg("The grant or deposit is younger than the proposal's voters must be")]
    TooYoungToVote,
    #[msg("The grant or deposit has no weight")]
    NoWeight,
    #[msg("The grant has no vote on a proposal about itself")]
    OwnGrantExcluded,
    #[msg("The grant or deposit has voted on this proposal")]
    AlreadyVoted,
    #[msg("The plan caps what one wallet's votes count: pass the voter record")]
    VoterRecordMissing,
    #[msg("The wallet's votes count no more than they do already")]
    VoterAtCap,
    #[msg("The account is not the address that follows from the proposal")]
    VoteAddressMismatch,
    #[msg("The proposal was executed or withdrawn")]
    ProposalIsOver,
    #[msg("The vote has ended")]
    VoteHasEnded,
    #[msg("The vote is still running")]
    VoteIsRunning,
    #[msg("The proposal did not pass: quorum or approval was not reached")]
    ProposalFailed,
    #[msg("The proposal can't be executed before its delay is over")]
    ProposalNotDue,
    #[msg("The proposal has expired")]
    ProposalExpired,
    #[msg("The proposal can still be voted on or executed")]
    ProposalIsLive,
    #[msg("The signer did not open the proposal")]
    NotProposer,
    #[msg("The account that the proposal is about is missing or another one")]
    WrongProposalTarget,
    #[msg("A vote that began before the grant's termination may still run: only its beneficiary can close it yet")]
    GrantMayStillVote,
    #[msg("The plan's notice of a termination is shorter than a vote, its delay and its window together")]
    NoticeShorterThanVote,
    #[msg("Deposits have no vote on this")]
    DepositHasNoVote,
    #[msg("The proposer has a proposal with this number: choose another")]
    ProposalAlreadyExists,
    #[msg("A newer vote on the same was carried out: it stands")]
    ProposalSuperseded,
    #[msg("What can vote is too small a part of what the plan owes to decide for all")]
    ElectorateTooSmall,
}

impl From<vesting_math::ScheduleError> for VestingError {
    fn from(error: vesting_math::ScheduleError) -> Self {
        use vesting_math::ScheduleError as E;
        match error {
            E::NoSegments => Self::NoSegments,
            E::TooManySegments => Self::TooManySegments,
            E::UnknownUnit | E::ReservedNotZero => Self::UnknownUnit,
            E::SpanTooShort => Self::SpanTooShort,
            E::StepsExceedSpan => Self::StepsExceedSpan,
            E::StepsDoNotDivideMonths => Self::StepsDoNotDivideMonths,
            E::AmountsDoNotSumToTotal => Self::AmountsDoNotSumToTotal,
            E::TotalIsZero => Self::TotalIsZero,
            E::StartOutOfRange => Self::StartOutOfRange,
            E::EndOutOfRange => Self::EndOutOfRange,
        }
    }
}
