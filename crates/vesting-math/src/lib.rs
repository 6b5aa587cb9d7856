//! Tenure's vesting arithmetic.
//!
//! Pure functions over integers: no clock, no accounts, no floats, no panics. Amounts are base units (`u64`), times are
//! unix seconds (`i64`, 1970 to 2200), spans are seconds or calendar months. Rounding always favors the escrow: what is
//! vested rounds down, what is still kept rounds up.
//!
//! It runs inside a program where an instruction is a unit of compute, so ordinary inputs stay in 64-bit arithmetic and
//! 128 bits are used only where a product may not fit.
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

mod acceleration;
mod calendar;
mod curve;
mod fraction;
mod metric;
mod payout;
mod schedule;
mod segment;
mod timeline;
mod unlock;
mod withholding;

pub use acceleration::{retained_after, vested, Retained, RETAIN_ALL};
pub use curve::curve;
pub use fraction::{apportion, mul_div_ceil, mul_div_floor};
pub use metric::{median, Better};
pub use payout::{payout, PayoutCurve, MAX_PAYOUT_BPS};
pub use schedule::{check_schedule, ScheduleError, MAX_SEGMENTS, MAX_TS};
pub use segment::{Segment, UNIT_MONTHS, UNIT_SECONDS};
pub use timeline::{RunningPause, Timeline};
pub use unlock::{claimable, unlocked, UNLOCK_ALL};
pub use withholding::withhold;

/// All of something in basis points.
pub const BPS: u16 = 10_000;
