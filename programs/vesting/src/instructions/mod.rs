//! One instruction a file: Args, Accounts, validate(), handler.
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
