//! One piece of a schedule.

use bytemuck::{Pod, Zeroable};

/// `span` counts seconds.
pub const UNIT_SECONDS: u8 = 0;
/// `span` counts calendar months (UTC).
pub const UNIT_MONTHS: u8 = 1;

/// One piece of a schedule: `amount` vests over `span`. Segments are laid end to end from the schedule's start.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
pub struct Segment {
    /// Base units that vest in this segment; 0 makes it a pure wait.
    pub amount: u64,
    /// Length, in the segment's unit.
    pub span: u32,
    /// 0 vests continuously, `n` in n equal steps, the last at the segment's end.
    pub steps: u16,
    /// `UNIT_SECONDS` or `UNIT_MONTHS`.
    pub unit: u8,
    /// Zero.
    pub reserved: u8,
}

impl Segment {
    /// `amount` base units over `span` seconds in `steps` steps (0: continuously).
    pub const fn seconds(amount: u64, span: u32, steps: u16) -> Self {
        Self { amount, span, steps, unit: UNIT_SECONDS, reserved: 0 }
    }

    /// `amount` base units over `span` calendar months in `steps` steps (0: continuously).
    pub const fn months(amount: u64, span: u32, steps: u16) -> Self {
        Self { amount, span, steps, unit: UNIT_MONTHS, reserved: 0 }
    }
}
