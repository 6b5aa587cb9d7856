//! One instruction a file: Args, Accounts, validate(), handler.
mod grant;
mod plan;

pub use grant::*;
pub use plan::*;
