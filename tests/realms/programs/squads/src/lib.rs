//! Squads v4: its entrypoint comes with it.
pub use squads_multisig_program as program;
