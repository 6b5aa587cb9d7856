//! One account a file. The two records are SPL Governance's interface: their layouts and discriminators are its own.
pub mod max_voter_weight_record;
pub mod registrar;
pub mod vote_marker;
pub mod voter_weight_record;

pub use max_voter_weight_record::*;
pub use registrar::*;
pub use vote_marker::*;
pub use voter_weight_record::*;

/// Version of the layouts of the plugin's own accounts: their first byte.
pub const LAYOUT_VERSION: u8 = 1;
