use anchor_lang::prelude::*;

use crate::constants::{MAX_ATTESTORS, METRIC_KEY_BYTES};

/// The plan's oracle set was created, or an announced change took effect.
#[event]
pub struct OracleSetChanged {
    /// The plan.
    pub plan: Pubkey,
    /// The attestors by seat; the zero address is an empty seat.
    pub attestors: [Pubkey; MAX_ATTESTORS as usize],
    /// Attestations that decide.
    pub threshold: u8,
}

/// A change of the oracle set was announced.
#[event]
pub struct OracleSetProposed {
    /// The plan.
    pub plan: Pubkey,
    /// The attestors by seat; the zero address is an empty seat.
    pub attestors: [Pubkey; MAX_ATTESTORS as usize],
    /// Attestations that are to decide.
    pub threshold: u8,
    /// From when it may take effect.
    pub ready_ts: i64,
}

/// The oracle set of a plan at its end was closed.
#[event]
pub struct OracleSetClosed {
    /// The plan.
    pub plan: Pubkey,
}

/// A metric was defined.
#[event]
pub struct MetricCreated {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
    /// Its name, ASCII, zero-padded.
    pub key: [u8; METRIC_KEY_BYTES as usize],
    /// Values are multiplied by ten to this.
    pub exponent: i8,
    /// Whether a lower value is the better one.
    pub lower_is_better: bool,
    /// Observations from before don't count.
    pub opens_ts: i64,
    /// From when any result can become final.
    pub due_ts: i64,
}

/// An attestor reported a value.
#[event]
pub struct MetricAttested {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
    /// Who.
    pub attestor: Pubkey,
    /// The value, in the metric's units.
    pub value: i64,
    /// When it was so.
    pub observed_ts: i64,
    /// SHA-256 of the evidence.
    pub evidence_sha256: [u8; 32],
}

/// Enough attestations are in, or one more moved the median: a value can be disputed from now on.
#[event]
pub struct MetricChallenged {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
    /// The median. 0, with `challenge_ends_ts` 0, where a result that had come early was taken back.
    pub value: i64,
    /// When it becomes final, unless it is disputed before.
    pub challenge_ends_ts: i64,
}

/// A value was disputed: it has to be attested anew.
#[event]
pub struct MetricDisputed {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
    /// Who.
    pub disputer: Pubkey,
    /// The value that was disputed.
    pub value: i64,
    /// SHA-256 of the document that says why.
    pub reason_sha256: [u8; 32],
}

/// A metric became final.
#[event]
pub struct MetricFinalized {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
    /// The value, for good.
    pub value: i64,
    /// Since when.
    pub final_ts: i64,
}

/// A metric of a plan at its end was closed.
#[event]
pub struct MetricClosed {
    /// The plan.
    pub plan: Pubkey,
    /// The metric.
    pub metric: Pubkey,
}
