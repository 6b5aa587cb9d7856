//! Seeds, spelled once. Those of the records are the ones that Realms' other plugins use, so that clients find them.
use anchor_lang::prelude::*;

/// Seeds of a registrar: `["registrar", realm, governing mint]`.
#[constant]
pub const REGISTRAR_SEED: &[u8] = b"registrar";
/// Seeds of a voter's weight: `["voter-weight-record", realm, governing mint, voter]`.
#[constant]
pub const VOTER_WEIGHT_SEED: &[u8] = b"voter-weight-record";
/// Seeds of the greatest possible weight: `["max-voter-weight-record", realm, governing mint]`.
#[constant]
pub const MAX_VOTER_WEIGHT_SEED: &[u8] = b"max-voter-weight-record";
/// Seeds of a vote marker: `["vote-marker", registrar, proposal, grant]`.
#[constant]
pub const VOTE_MARKER_SEED: &[u8] = b"vote-marker";
