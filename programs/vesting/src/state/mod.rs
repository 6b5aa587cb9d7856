//! One account a file: fields, transitions, invariant and layout test.
pub mod deposit;
pub mod governance;
pub mod grant;
pub mod metric;
pub mod metric_args;
pub mod milestone;
pub mod oracle_set;
pub mod period_totals;
pub mod plan;
pub mod policy;
pub mod proposal;
pub mod role;
pub mod segment;
pub mod termination_cause;
pub mod tombstone;
pub mod transfer;
pub mod vote;
pub mod vote_source;

pub use deposit::*;
pub use governance::*;
pub use grant::*;
pub use metric::*;
pub use metric_args::*;
pub use milestone::*;
pub use oracle_set::*;
pub use period_totals::*;
pub use plan::*;
pub use policy::*;
pub use proposal::*;
pub use role::*;
pub use segment::*;
pub use termination_cause::*;
pub use tombstone::*;
pub use transfer::*;
pub use vote::*;
pub use vote_source::*;

/// Version of the account layouts: the first byte of every account.
pub const LAYOUT_VERSION: u8 = 1;
