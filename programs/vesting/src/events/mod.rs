//! What happened, past tense: all that an indexer needs. Amounts are base units, times unix seconds.
mod grant;
mod plan;

pub use grant::*;
pub use plan::*;
