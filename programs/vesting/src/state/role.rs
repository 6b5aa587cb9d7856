//! The roles that a plan's authority hands out.
use anchor_lang::prelude::*;

/// A role that the authority hands out. (The authority itself changes hands in two steps.)
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Issues grants, within its cap.
    Operator,
    /// Sets and collects withholding. Another holder acts after `ROLE_NOTICE_SECS`.
    Payroll,
    /// May pause claims for a bounded time, and co-signs recoveries. Another holder acts after `ROLE_NOTICE_SECS`.
    Guardian,
    /// May release early.
    AccelerationAuthority,
}
