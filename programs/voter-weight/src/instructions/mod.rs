pub mod close_registrar;
pub mod close_vote_marker;
pub mod create_max_voter_weight_record;
pub mod create_registrar;
pub mod create_voter_weight_record;
pub mod update_max_voter_weight_record;
pub mod update_voter_weight_record;

pub use close_registrar::*;
pub use close_vote_marker::*;
pub use create_max_voter_weight_record::*;
pub use create_registrar::*;
pub use create_voter_weight_record::*;
pub use update_max_voter_weight_record::*;
pub use update_voter_weight_record::*;
