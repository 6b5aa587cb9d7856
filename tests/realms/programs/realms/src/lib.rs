//! SPL Governance: its entrypoint comes with it.
pub use spl_governance as program;
