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

/// One whole, in basis points.
#[constant]
pub const BPS_ONE: u16 = 10_000;
/// The longest that claims may be paused at a time, seconds (72 h).
#[constant]
pub const MAX_CLAIMS_PAUSE_SECS: u32 = 72 * 3_600;
/// The shortest time between the end of one pause of claims and the next, seconds (7 days).
#[constant]
pub const CLAIMS_PAUSE_COOLDOWN_SECS: u32 = 7 * 86_400;
/// How long a transfer that the authority alone proposes can be vetoed, seconds (30 days).
#[constant]
pub const RECOVERY_DELAY_SECS: u32 = 30 * 86_400;
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
pub const MAX_RELEASES: u8 = 16;

/// A plan that keeps less than this of its unvested (0.1 %, parts per billion) issues no more: later releases could not
/// be told apart in what is left of the factor.
#[constant]
pub const MIN_KEEP_TO_ISSUE: u32 = 1_000_000;

/// What the operator issues is counted in blocks of this many seconds (4 h) ...
pub const OPERATOR_BLOCK_SECS: u64 = 4 * 3_600;
/// ... and limited over the running block and the six before it, which cover every 24 h.
pub const OPERATOR_BLOCKS: usize = 7;

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
/// Every risk that a plan can accept.
#[constant]
pub const ALL_RISKS: u32 = 0xff;
