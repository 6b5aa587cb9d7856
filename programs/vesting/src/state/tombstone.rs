//! What stays at the address of a closed grant, so that its id never lives twice.
use anchor_lang::prelude::*;

use super::LAYOUT_VERSION;

/// Left by a closed grant while its plan still issues. Same place of `plan` as in a grant, so that one filter finds both.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b't', b'o', b'm', b'b', b's', b't', b'n'])]
#[derive(Debug)]
pub struct Tombstone {
    /// The closed grant's id.
    pub grant_id: u64,
    /// The plan that it belonged to.
    pub plan: Pubkey,
}

/// Bytes of a tombstone's account, discriminator included.
pub const TOMBSTONE_SIZE: usize = 8 + size_of::<Tombstone>();

/// The first bytes of a closed plan's account, which are also all that is left of it.
pub const CLOSED_PLAN: [u8; 8] = [LAYOUT_VERSION, b'c', b'l', b'o', b's', b'e', b'd', 0];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Grant;

    #[test]
    fn plan_stands_where_a_grant_has_it() {
        assert_eq!(TOMBSTONE_SIZE, 48);
        assert_eq!(std::mem::offset_of!(Tombstone, plan), std::mem::offset_of!(Grant, plan));
    }
}
