//! What happened, past tense: all that an indexer needs. Amounts are base units, times unix seconds.
mod governance;
mod grant;
mod metric;
mod milestone;
mod plan;

pub use governance::*;
pub use grant::*;
pub use metric::*;
pub use milestone::*;
pub use plan::*;
