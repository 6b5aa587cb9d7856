//! Who attests a plan's metrics.
use anchor_lang::prelude::*;

use super::LAYOUT_VERSION;
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// Seats of an oracle set; the zero address is an empty seat.
pub type Seats = [Pubkey; MAX_ATTESTORS as usize];

/// PDA `["oracles", plan]`. A seat stands for one source of truth: its key may change, and a metric counts each seat once.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'o', b'r', b'a', b'c', b'l', b'e', b's'])]
#[derive(Debug)]
pub struct OracleSet {
    /// The plan.
    pub plan: Pubkey,
    /// Who sits where.
    pub attestors: [Pubkey; MAX_ATTESTORS as usize],
    /// Who will sit where once the announced change takes effect; zero without one.
    pub next_attestors: [Pubkey; MAX_ATTESTORS as usize],
    /// From when the announced change may take effect, unix seconds; 0 without one. The authority's is void
    /// `ORACLE_APPLY_SECS` later, a vote's never.
    pub next_ts: i64,
    /// Attestations that decide, of distinct seats.
    pub threshold: u8,
    /// The threshold of the announced change.
    pub next_threshold: u8,
    /// Bump of the set's address.
    pub bump: u8,
    /// 1 when a vote chose the attestors: only a vote changes them again, as long as anybody is owed anything.
    pub by_vote: u8,
    /// 1 when a vote announced the change.
    pub next_by_vote: u8,
    /// Always 0.
    pub reserved_bytes: [u8; 3],
}

/// Bytes of an oracle set's account, discriminator included.
pub const ORACLE_SET_SIZE: usize = 8 + size_of::<OracleSet>();

/// An oracle set as the instructions carry it.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct OracleSetArgs {
    /// The attestors by seat, at most 16; the zero address leaves a seat empty.
    pub attestors: Vec<Pubkey>,
    /// Attestations that decide: 2 to the number of attestors.
    pub threshold: u8,
}

impl OracleSetArgs {
    /// The seats, checked: 2 to 16 distinct attestors, and a threshold that they can reach.
    pub fn seats(&self) -> Result<Seats> {
        let mut seats = Seats::default();
        let taken = seats.get_mut(..self.attestors.len());
        taken.ok_or_else(|| fail(VestingError::OracleSetInvalid))?.copy_from_slice(&self.attestors);
        let mut rest = seats.iter();
        while let Some(attestor) = rest.next() {
            let twice = is_taken(attestor) && rest.as_slice().contains(attestor);
            ensure!(!twice, VestingError::OracleSetInvalid);
        }
        let count = taken_seats(&seats);
        let fits = count >= MIN_ATTESTORS && (MIN_ATTESTORS..=count).contains(&self.threshold);
        ensure!(fits, VestingError::OracleSetInvalid);
        Ok(seats)
    }
}

fn is_taken(attestor: &Pubkey) -> bool {
    *attestor != Pubkey::default()
}

#[inline(never)]
fn taken_seats(seats: &Seats) -> u8 {
    // At most 16 seats.
    u8::try_from(seats.iter().filter(|seat| is_taken(seat)).count()).unwrap_or(MAX_ATTESTORS)
}

/// Where `attestor` sits, if anywhere.
fn seat_in(seats: &Seats, attestor: &Pubkey) -> Option<usize> {
    if !is_taken(attestor) {
        return None;
    }
    seats.iter().position(|seat| seat == attestor)
}

/// The attestors that decide a metric, and how many of them must agree to.
#[derive(Clone, Copy, Debug)]
pub struct Panel<'a> {
    /// By seat; the zero address is an empty seat.
    pub attestors: &'a Seats,
    /// Attestations that decide.
    pub threshold: u8,
}

impl Panel<'_> {
    /// The seat of an attestor.
    pub fn seat_of(&self, attestor: &Pubkey) -> Option<usize> {
        seat_in(self.attestors, attestor)
    }

    /// How many attestations decide a metric. After a dispute, more than half of all seats at least.
    pub fn required(&self, disputed: bool) -> u32 {
        let threshold = u32::from(self.threshold);
        if disputed {
            threshold.max(self.majority())
        } else {
            threshold
        }
    }

    /// More than half of all seats.
    pub fn majority(&self) -> u32 {
        u32::from((taken_seats(self.attestors) / 2).saturating_add(1))
    }
}

impl OracleSet {
    /// The attestors and how many of them decide.
    pub fn panel(&self) -> Panel<'_> {
        Panel { attestors: &self.attestors, threshold: self.threshold }
    }

    /// The authority announces a change; the one that it announced before, if any, is forgotten. What members voted for is
    /// out of its reach, whether it is announced or in force, unless the plan `owes_nothing` any more, neither to a grant that
    /// could vote nor for a milestone that they may decide. What a vote announced can then be applied by anybody first.
    pub fn propose(&mut self, seats: Seats, threshold: u8, owes_nothing: bool, now: i64) -> Result<()> {
        let voted = self.by_vote == 1 && !owes_nothing;
        ensure!(!voted && self.next_by_vote == 0, VestingError::OraclesChosenByVote);
        self.announce(seats, threshold, false, now);
        Ok(())
    }

    /// A vote announces a change, with the same notice; any that was announced before is forgotten.
    pub fn propose_by_vote(&mut self, seats: Seats, threshold: u8, now: i64) {
        self.announce(seats, threshold, true, now);
    }

    fn announce(&mut self, seats: Seats, threshold: u8, by_vote: bool, now: i64) {
        self.next_attestors = seats;
        self.next_threshold = threshold;
        self.next_by_vote = u8::from(by_vote);
        self.next_ts = now.saturating_add(i64::from(ORACLE_NOTICE_SECS));
    }

    /// Whether the authority's change was not applied in its time. One that waits would be a weapon: it could be applied the
    /// second that a result comes. What members voted waits until anybody applies it.
    fn next_is_void(&self, now: i64) -> bool {
        self.next_by_vote == 0 && now >= self.next_ts.saturating_add(i64::from(ORACLE_APPLY_SECS))
    }

    /// The announced change takes effect.
    pub fn apply(&mut self, now: i64) -> Result<()> {
        ensure!(self.next_ts != 0, VestingError::NoOracleChange);
        ensure!(now >= self.next_ts, VestingError::OracleChangeNotDue);
        ensure!(!self.next_is_void(now), VestingError::OracleChangeExpired);
        self.attestors = std::mem::take(&mut self.next_attestors);
        self.threshold = std::mem::take(&mut self.next_threshold);
        self.by_vote |= std::mem::take(&mut self.next_by_vote);
        self.next_ts = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(ORACLE_SET_SIZE, 1_080);
    }
}
