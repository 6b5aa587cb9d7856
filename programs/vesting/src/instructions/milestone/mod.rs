pub mod claim_milestone;
pub mod close_milestone;
pub mod issue_milestone;
pub mod settle_milestone;
pub mod void_milestone;

pub use claim_milestone::*;
pub use close_milestone::*;
pub use issue_milestone::*;
pub use settle_milestone::*;
pub use void_milestone::*;
