//! Seeds, limits and units, spelled once. `#[constant]` puts a value into the IDL.
use anchor_lang::prelude::*;

/// Seeds of a plan: `["plan", creator, plan_id as u64 LE]`.
#[constant]
pub const PLAN_SEED: &[u8] = b"plan";
/// Seeds of a grant and of its tombstone: `["grant", plan, grant_id as u64 LE]`.
#[constant]
pub const GRANT_SEED: &[u8] = b"grant";
/// Seeds of a pending transfer: `["transfer", grant]`.
#[constant]
pub const TRANSFER_SEED: &[u8] = b"transfer";

/// Seeds of a plan's oracle set: `["oracles", plan]`.
#[constant]
pub const ORACLES_SEED: &[u8] = b"oracles";
/// Seeds of a metric: `["metric", plan, key]`.
#[constant]
pub const METRIC_SEED: &[u8] = b"metric";
/// Seeds of a milestone: `["milestone", grant, index as u8]`.
#[constant]
pub const MILESTONE_SEED: &[u8] = b"milestone";

/// Seeds of a plan's governance: `["governance", plan]`.
#[constant]
pub const GOVERNANCE_SEED: &[u8] = b"governance";
/// Seeds of a deposit for voting: `["deposit", governance, owner, deposit_id as u64 LE]`.
#[constant]
pub const DEPOSIT_SEED: &[u8] = b"deposit";
/// Seeds of a proposal: `["proposal", governance, proposer, proposal_id as u64 LE]`.
#[constant]
pub const PROPOSAL_SEED: &[u8] = b"proposal";
/// Seeds of a vote record: `["vote", grant or deposit, the proposal's number as u64 LE]`.
#[constant]
pub const VOTE_SEED: &[u8] = b"vote";
/// Seeds of a voter record: `["voter", proposal, wallet]`.
#[constant]
pub const VOTER_SEED: &[u8] = b"voter";

/// One whole, in basis points.
#[constant]
pub const BPS_ONE: u16 = 10_000;
/// The longest that claims may be paused at a time, seconds (72 h).
#[constant]
pub const MAX_CLAIMS_PAUSE_SECS: u32 = 72 * 3_600;
/// The shortest time between the end of one pause of claims and the next, seconds (7 days).
#[constant]
pub const CLAIMS_PAUSE_COOLDOWN_SECS: u32 = 7 * 86_400;
/// The shortest time for which a recovery can be vetoed, where a plan allows recoveries, seconds (30 days).
#[constant]
pub const MIN_RECOVERY_SECS: u32 = 30 * 86_400;
/// The longest, seconds (365 days).
#[constant]
pub const MAX_RECOVERY_SECS: u32 = 365 * 86_400;
/// How long a transfer can be completed once it needs nobody else, or else since it was proposed, seconds (30 days).
#[constant]
pub const TRANSFER_EXPIRY_SECS: u32 = 30 * 86_400;
/// How long an offered authority can be accepted, seconds (30 days).
#[constant]
pub const AUTHORITY_OFFER_SECS: u32 = 30 * 86_400;
/// How long a new payroll or guardian is announced before it acts, seconds (7 days).
#[constant]
pub const ROLE_NOTICE_SECS: u32 = 7 * 86_400;
/// The least time between the announcement of a higher withholding and the day from which it counts, seconds (7 days).
#[constant]
pub const WITHHOLDING_NOTICE_SECS: u32 = 7 * 86_400;
/// The most that a plan may let payroll withhold, bps. No income tax with its social contributions takes more of the last
/// token earned (the highest are near 60 %), and a person is left with a third of everything at least.
#[constant]
pub const MAX_WITHHOLDING_BPS: u16 = 6_500;
/// The highest transfer fee that needs no accepted risk, bps.
#[constant]
pub const MAX_TRANSFER_FEE_BPS: u16 = 500;
/// The longest notice of a termination that a plan may promise, seconds (366 days).
#[constant]
pub const MAX_NOTICE_SECS: u32 = 366 * 86_400;
/// The longest that a plan may let its authority pause a grant without the beneficiary, seconds (3,653 days).
#[constant]
pub const MAX_IMPOSED_PAUSE_SECS: u32 = 3_653 * 86_400;
/// The longest void window that a plan may have, seconds (7 days).
#[constant]
pub const MAX_VOID_SECS: u32 = 7 * 86_400;
/// The longest single leave of absence that a beneficiary can consent to, seconds (1,461 days).
#[constant]
pub const MAX_LEAVE_SECS: u32 = 1_461 * 86_400;
/// The longest terms URI, bytes of UTF-8.
#[constant]
pub const MAX_TERMS_URI_BYTES: u16 = 128;
/// The most segments of a plan's unlock curve.
#[constant]
pub const MAX_UNLOCK_SEGMENTS: u8 = 8;
/// The most plan-wide releases in a plan's life.
#[constant]
pub const MAX_ACCELERATIONS: u8 = 16;
/// The most of them that roles may make where members can vote for one: the rest are the votes'.
#[constant]
pub const MAX_ACCELERATIONS_BY_ROLES: u8 = 8;
/// The most of them after a vote that passes only with deposits: the rest is for what grants pass without them.
#[constant]
pub const MAX_ACCELERATIONS_WITH_DEPOSITS: u8 = 12;

/// A plan that keeps less than this of its unvested (0.1 %, parts per billion) issues no more: later releases could not
/// be told apart in what is left of the factor.
#[constant]
pub const MIN_RETAINED_TO_ISSUE: u32 = 1_000_000;

/// What the operator issues is counted in blocks of this many seconds (4 h) ...
pub const OPERATOR_BLOCK_SECS: u64 = 4 * 3_600;
/// ... and limited over the running block and the six before it, which cover every 24 h.
pub const OPERATOR_BLOCKS: usize = 7;

/// The most seats of an oracle set.
#[constant]
pub const MAX_ATTESTORS: u8 = 16;
/// The fewest attestors that a set may have, and the fewest that may decide.
#[constant]
pub const MIN_ATTESTORS: u8 = 2;
/// How long a change of the oracle set is announced before it takes effect, seconds (14 days).
#[constant]
pub const ORACLE_NOTICE_SECS: u32 = 14 * 86_400;
/// How long a change that the authority announced can be applied once its notice is over, seconds (3 days); then it is void.
#[constant]
pub const ORACLE_APPLY_SECS: u32 = 3 * 86_400;
/// The length of a metric's key, bytes of ASCII.
#[constant]
pub const METRIC_KEY_BYTES: u8 = 32;
/// The shortest challenge window of a metric, seconds (1 hour).
#[constant]
pub const MIN_CHALLENGE_SECS: u32 = 3_600;
/// The longest challenge window of a metric, seconds (30 days).
#[constant]
pub const MAX_CHALLENGE_SECS: u32 = 30 * 86_400;
/// The shortest time for which an attestation may count, seconds (1 hour).
#[constant]
pub const MIN_ATTESTATION_AGE_SECS: u32 = 3_600;
/// The longest time for which an attestation may count, seconds (366 days).
#[constant]
pub const MAX_ATTESTATION_AGE_SECS: u32 = 366 * 86_400;
/// The least time that oracles have to report before the deadline of a milestone, from its issue and from the metric's due
/// second on, seconds (1 day).
#[constant]
pub const MIN_REPORTING_SECS: u32 = 86_400;
/// How long a result that was disputed or denied can be confirmed; then it lapses, and milestones wait no longer, seconds (30 days).
#[constant]
pub const DISPUTE_RETRY_SECS: u32 = 30 * 86_400;
/// Nothing is proposed where less can vote than this part of all that the plan owes: one thousandth, rounded down. It keeps dust from deciding; a larger
/// part would let who issues much keep others from voting.
#[constant]
pub const LEAST_ELECTORATE: u64 = 1_000;
/// The largest decimal exponent of a metric's values, either sign.
#[constant]
pub const MAX_EXPONENT: i8 = 18;
/// The most that a milestone's maximum may pay, bps of what its target pays.
#[constant]
pub const MAX_PAYOUT_BPS: u16 = 20_000;
/// The most milestones of one grant.
#[constant]
pub const MAX_MILESTONES: u8 = 64;

/// The shortest vote, and the shortest time to execute a passed proposal, seconds (1 day).
#[constant]
pub const MIN_VOTING_SECS: u32 = 86_400;
/// The longest vote, delay and time to execute, seconds (30 days).
#[constant]
pub const MAX_VOTING_SECS: u32 = 30 * 86_400;
/// The least by which a grant or deposit must be older than a proposal to count, seconds (2 days): what was there for more
/// than a day less may raise the quorum, so nothing that came within the last day does.
#[constant]
pub const MIN_VOTE_AGE_SECS: u32 = 2 * 86_400;
/// The least where members decide on the issue cap, oracles or terminations, seconds (30 days): grants that were issued
/// for the occasion are seen for a month before they vote.
#[constant]
pub const MIN_MEMBER_AGE_SECS: u32 = 30 * 86_400;
/// The most by which it must be, seconds (365 days).
#[constant]
pub const MAX_VOTE_AGE_SECS: u32 = 365 * 86_400;
/// The lowest quorum, bps of the eligible weight.
#[constant]
pub const MIN_QUORUM_BPS: u16 = 500;
/// The lowest approval, bps of the votes cast.
#[constant]
pub const MIN_APPROVAL_BPS: u16 = 5_000;
/// Periods of which is remembered what came in them.
#[constant]
pub const PERIODS: u8 = 8;

/// What may be proposed, bits of `Governance::actions`: release a share of everything unvested in the plan.
#[constant]
pub const ACTION_ACCELERATE_PLAN: u8 = 1;
/// Release a share of what is unvested in one grant.
#[constant]
pub const ACTION_ACCELERATE_GRANT: u8 = 1 << 1;
/// End one grant, with the plan's notice.
#[constant]
pub const ACTION_TERMINATE_GRANT: u8 = 1 << 2;
/// Set the most that may ever be allocated.
#[constant]
pub const ACTION_SET_ISSUE_CAP: u8 = 1 << 3;
/// Replace the oracle set.
#[constant]
pub const ACTION_REPLACE_ORACLES: u8 = 1 << 4;
/// Everything that may be proposed.
#[constant]
pub const ALL_ACTIONS: u8 = 0x1f;
/// What deposits may have a vote on: early release, never what decides on the members themselves.
#[constant]
pub const DEPOSIT_ACTIONS: u8 = ACTION_ACCELERATE_PLAN | ACTION_ACCELERATE_GRANT;
/// What decides on the members themselves: the issue cap, the oracles, terminations.
pub const MEMBER_ACTIONS: u8 = ALL_ACTIONS & !DEPOSIT_ACTIONS;
/// What a termination could defeat, announced while it is voted on, if the plan's notice were shorter than a vote.
pub const GRANT_ACTIONS: u8 = DEPOSIT_ACTIONS | ACTION_TERMINATE_GRANT;

/// Mint risks, bits of `Plan::accepted_risks`: the mint has a freeze authority.
#[constant]
pub const RISK_FREEZE_AUTHORITY: u32 = 1;
/// Somebody may move anyone's tokens of this mint.
#[constant]
pub const RISK_PERMANENT_DELEGATE: u32 = 1 << 1;
/// Another program runs in, and may refuse, every transfer.
#[constant]
pub const RISK_TRANSFER_HOOK: u32 = 1 << 2;
/// Somebody may stop all transfers of this mint.
#[constant]
pub const RISK_PAUSABLE: u32 = 1 << 3;
/// New token accounts may start frozen.
#[constant]
pub const RISK_DEFAULT_FROZEN: u32 = 1 << 4;
/// Confidential balances: amounts that the program can't see.
#[constant]
pub const RISK_CONFIDENTIAL: u32 = 1 << 5;
/// The mint can be closed, and made anew, at supply zero.
#[constant]
pub const RISK_CLOSE_AUTHORITY: u32 = 1 << 6;
/// Somebody may raise the transfer fee, up to all of a claim.
#[constant]
pub const RISK_TRANSFER_FEE_AUTHORITY: u32 = 1 << 7;
/// Somebody may make more tokens of this mint, which dilutes what is promised.
#[constant]
pub const RISK_MINT_AUTHORITY: u32 = 1 << 8;
/// The transfer fee is above `MAX_TRANSFER_FEE_BPS`, now or as it is scheduled.
#[constant]
pub const RISK_HIGH_TRANSFER_FEE: u32 = 1 << 9;
/// Every risk that a plan can accept.
#[constant]
pub const ALL_RISKS: u32 = 0x3ff;
