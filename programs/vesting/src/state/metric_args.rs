//! What a metric measures: fixed when it is defined.
use anchor_lang::prelude::*;

use crate::{constants::*, ensure, errors::VestingError};

/// What is measured, fixed for good.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct MetricArgs {
    /// The metric's name in its plan: 1 to 32 printable ASCII characters, zero-padded.
    pub key: [u8; METRIC_KEY_BYTES as usize],
    /// Values are multiplied by ten to this, -18 to 18.
    pub exponent: i8,
    /// Whether a lower value is the better one.
    pub lower_is_better: bool,
    /// Observations from before don't count, unix seconds, 1970 to 2200.
    pub opens_ts: i64,
    /// From when any result can become final, unix seconds, `opens_ts` to 2200.
    pub due_ts: i64,
    /// A result at least this good may become final before `due_ts`.
    pub early_value: Option<i64>,
    /// How old an observation may be to count, seconds, 1 hour to 366 days.
    pub max_age_secs: u32,
    /// How long a result can be disputed, seconds, 1 hour to 30 days.
    pub challenge_secs: u32,
    /// SHA-256 of the document that says what is measured and how.
    pub definition_sha256: [u8; 32],
    /// Where that document is: 1 to 128 printable ASCII characters.
    pub definition_uri: String,
}

impl MetricArgs {
    /// Checks every range.
    pub fn validate(&self) -> Result<()> {
        let name = self.key.split(|byte| *byte == 0).next().unwrap_or_default();
        let padding = self.key.get(name.len()..).unwrap_or_default();
        let named = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
        ensure!(named && padding.iter().all(|byte| *byte == 0), VestingError::MetricKeyInvalid);
        super::check_uri(&self.definition_uri)?;
        ensure!(
            self.exponent.unsigned_abs() <= MAX_EXPONENT.unsigned_abs()
                && (0..=vesting_math::MAX_TS).contains(&self.opens_ts)
                && (self.opens_ts..=vesting_math::MAX_TS).contains(&self.due_ts)
                && (MIN_ATTESTATION_AGE_SECS..=MAX_ATTESTATION_AGE_SECS).contains(&self.max_age_secs)
                && (MIN_CHALLENGE_SECS..=MAX_CHALLENGE_SECS).contains(&self.challenge_secs),
            VestingError::MetricOutOfRange
        );
        Ok(())
    }
}
