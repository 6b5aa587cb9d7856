//! A proposal: what is to be done, why, and how the vote on it stands. One that names oracles is followed by their seats.
use anchor_lang::prelude::*;
use vesting_math::{mul_div_ceil, mul_div_floor};

use super::{Governance, OracleSetArgs, Plan, Seats, TerminationCause, LAYOUT_VERSION};
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// Why something is proposed.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ProposalReason {
    /// The project has failed or was given up.
    ProjectFailure,
    /// Somebody can't stand for what is done.
    EthicalDisagreement,
    /// Somebody is in need.
    Hardship,
    /// Something else; the document says what.
    Other,
}

/// What is to be done.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub enum ProposalAction {
    /// Release this share of everything that is unvested in the plan, 1 to 10,000 bps.
    AcceleratePlan { acceleration_bps: u16 },
    /// Release this share of what is unvested in one grant, 1 to 10,000 bps.
    AccelerateGrant { grant: Pubkey, acceleration_bps: u16 },
    /// End one grant, with the plan's notice, where the plan is cancellable.
    TerminateGrant { grant: Pubkey, cause: TerminationCause },
    /// Set the most that may ever be allocated, base units; where more is, nothing is issued any more.
    SetIssueCap { issue_cap: u64 },
    /// Announce another oracle set, with the usual 14 days. From then on only votes change it.
    ReplaceOracles { oracles: OracleSetArgs },
}

impl ProposalAction {
    /// The bit that allows it.
    pub fn bit(&self) -> u8 {
        match self {
            Self::AcceleratePlan { .. } => ACTION_ACCELERATE_PLAN,
            Self::AccelerateGrant { .. } => ACTION_ACCELERATE_GRANT,
            Self::TerminateGrant { .. } => ACTION_TERMINATE_GRANT,
            Self::SetIssueCap { .. } => ACTION_SET_ISSUE_CAP,
            Self::ReplaceOracles { .. } => ACTION_REPLACE_ORACLES,
        }
    }

    /// The grant that it is about, if any.
    pub fn grant(&self) -> Option<Pubkey> {
        match self {
            Self::AccelerateGrant { grant, .. } | Self::TerminateGrant { grant, .. } => Some(*grant),
            _ => None,
        }
    }

    /// Checks everything that could keep it from being executed: what is possible now stays so, whatever the plan's roles
    /// do. (The grant that it is about is checked by `open_proposal`.)
    pub fn validate(&self, governance: &Governance, plan: &Plan) -> Result<()> {
        ensure!(governance.actions & self.bit() != 0, VestingError::ActionNotAllowed);
        match self {
            Self::AcceleratePlan { acceleration_bps } => {
                ensure!((1..=BPS_ONE).contains(acceleration_bps), VestingError::BpsOutOfRange);
                ensure!(plan.acceleration_count < MAX_ACCELERATIONS, VestingError::AccelerationsFull);
            }
            Self::AccelerateGrant { acceleration_bps, .. } => {
                ensure!((1..=BPS_ONE).contains(acceleration_bps), VestingError::BpsOutOfRange);
            }
            Self::ReplaceOracles { oracles } => {
                ensure!(plan.has_oracle_set == 1, VestingError::WrongProposalTarget);
                oracles.seats()?;
            }
            Self::TerminateGrant { .. } | Self::SetIssueCap { .. } => {}
        }
        Ok(())
    }

    /// Bytes that follow the proposal's header.
    pub fn tail(&self) -> usize {
        match self {
            Self::ReplaceOracles { .. } => size_of::<Seats>(),
            _ => 0,
        }
    }
}

/// Where a proposal stands; whether a vote has passed follows from its votes and the clock.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ProposalStatus {
    /// Is voted on, waits, or has failed or expired.
    Open,
    /// Was carried out.
    Executed,
    /// Was taken back by its proposer while it was voted on.
    Withdrawn,
}

/// PDA `["proposal", governance, proposer, proposal_id]`. Everything that decides the vote is fixed when it opens.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'p', b'r', b'o', b'p', b'o', b's', b'l'])]
#[derive(Debug)]
pub struct Proposal {
    /// The governance.
    pub governance: Pubkey,
    /// The plan.
    pub plan: Pubkey,
    /// Who opened it, and gets the rent back.
    pub proposer: Pubkey,
    /// The grant that it is about; the zero address for none.
    pub grant: Pubkey,
    /// SHA-256 of the document that gives the reasons.
    pub document_sha256: [u8; 32],
    /// Where that document is, ASCII, zero-padded.
    pub document_uri: [u8; MAX_TERMS_URI_BYTES as usize],
    /// The proposer's own number for it.
    pub proposal_id: u64,
    /// Its number in its governance, counted from 0, which no other ever has: votes are recorded under it.
    pub number: u64,
    /// When it was opened, unix seconds.
    pub created_ts: i64,
    /// A grant or deposit counts if it was there by then, unix seconds.
    pub aged_before_ts: i64,
    /// Votes count before then, unix seconds.
    pub voting_ends_ts: i64,
    /// From when a passed proposal can be executed, unix seconds.
    pub executable_ts: i64,
    /// Until when it can be executed, exclusive, unix seconds.
    pub expires_ts: i64,
    /// What grants can vote at most.
    pub eligible: u64,
    /// What must be voted at least.
    pub quorum: u64,
    /// What one wallet's votes count at most.
    pub voter_cap: u64,
    /// Cast for it.
    pub yes: u64,
    /// Cast against it.
    pub no: u64,
    /// The part of `yes` that deposits cast.
    pub deposits_yes: u64,
    /// The part of `no` that deposits cast.
    pub deposits_no: u64,
    /// The new issue cap, base units; 0 for other actions.
    pub issue_cap: u64,
    /// What must approve, bps of the votes cast, and more than half of them.
    pub approval_bps: u16,
    /// The share to be released, bps; 0 for other actions.
    pub acceleration_bps: u16,
    /// What is to be done: an `ACTION_*` bit.
    pub action: u8,
    /// A `ProposalReason`.
    pub reason: u8,
    /// A `TerminationCause`; 0 for other actions.
    pub cause: u8,
    /// The threshold of the new oracle set; 0 for other actions.
    pub oracle_threshold: u8,
    /// A `ProposalStatus`.
    pub status: u8,
    /// 1 when the grant that it is about has no vote.
    pub exclude_own_grant: u8,
    /// 1 when deposits have a vote.
    pub deposits_vote: u8,
    /// Always 0.
    pub reserved_bytes: [u8; 5],
}

/// Bytes of a proposal's account before the seats of an oracle set, discriminator included.
pub const PROPOSAL_SIZE: usize = 8 + size_of::<Proposal>();

impl Proposal {
    /// Fixes the rules of the vote: settings and weights as they are at `now`.
    pub fn open(&mut self, governance: &Governance, eligible: u64, now: i64) -> Result<()> {
        ensure!(eligible > 0, VestingError::NobodyCanVote);
        self.created_ts = now;
        self.eligible = eligible;
        self.aged_before_ts = governance.aged_before(now);
        self.quorum = mul_div_ceil(eligible, u64::from(governance.quorum_bps), u64::from(BPS_ONE));
        self.voter_cap =
            mul_div_floor(eligible, u64::from(governance.max_voter_bps), u64::from(BPS_ONE)).max(1);
        self.approval_bps = governance.approval_bps;
        self.exclude_own_grant = governance.exclude_own_grant;
        self.deposits_vote = u8::from(governance.deposit_actions & self.action != 0);
        self.voting_ends_ts = now.saturating_add(i64::from(governance.voting_secs));
        self.executable_ts = self.voting_ends_ts.saturating_add(i64::from(governance.execution_delay_secs));
        self.expires_ts = self.executable_ts.saturating_add(i64::from(governance.execution_window_secs));
        Ok(())
    }

    /// Takes over a validated action.
    pub fn set_action(&mut self, action: &ProposalAction) {
        self.action = action.bit();
        self.grant = action.grant().unwrap_or_default();
        match action {
            ProposalAction::AcceleratePlan { acceleration_bps }
            | ProposalAction::AccelerateGrant { acceleration_bps, .. } => {
                self.acceleration_bps = *acceleration_bps;
            }
            ProposalAction::TerminateGrant { cause, .. } => self.cause = *cause as u8,
            ProposalAction::SetIssueCap { issue_cap } => self.issue_cap = *issue_cap,
            ProposalAction::ReplaceOracles { oracles } => self.oracle_threshold = oracles.threshold,
        }
    }

    /// Writes the seats of the new oracle set behind the header of a proposal that was made with room for them.
    pub fn write_seats(account: &AccountInfo, seats: &Seats) -> Result<()> {
        let mut data = account.try_borrow_mut_data()?;
        let tail = data.get_mut(PROPOSAL_SIZE..).ok_or_else(|| fail(VestingError::OracleSetInvalid))?;
        tail.copy_from_slice(bytemuck::bytes_of(seats));
        Ok(())
    }

    /// Reads the seats of the new oracle set.
    pub fn read_seats(account: &AccountInfo) -> Result<Seats> {
        let data = account.try_borrow_data()?;
        let tail = data.get(PROPOSAL_SIZE..).and_then(|tail| bytemuck::try_from_bytes(tail).ok());
        tail.copied().ok_or_else(|| fail(VestingError::OracleSetInvalid))
    }

    /// Why a grant is to be terminated.
    pub fn cause(&self) -> TerminationCause {
        match self.cause {
            0 => TerminationCause::ForCause,
            1 => TerminationCause::Resignation,
            2 => TerminationCause::WithoutCause,
            _ => TerminationCause::DeathOrDisability,
        }
    }

    /// Fails unless votes are taken at `now`.
    pub fn check_voting(&self, now: i64) -> Result<()> {
        ensure!(self.status == ProposalStatus::Open as u8, VestingError::ProposalIsOver);
        ensure!(now < self.voting_ends_ts, VestingError::VoteHasEnded);
        Ok(())
    }

    /// Whether a wallet's votes are capped below what can vote at all.
    pub fn caps_voters(&self) -> bool {
        self.voter_cap < self.eligible
    }

    /// Counts a vote of a grant or a deposit.
    pub fn count(&mut self, weight: u64, approve: bool, is_deposit: bool) -> Result<()> {
        let (all, of_deposits) = match approve {
            true => (&mut self.yes, &mut self.deposits_yes),
            false => (&mut self.no, &mut self.deposits_no),
        };
        *all = all.checked_add(weight).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        if is_deposit {
            // A part of what was just added up.
            *of_deposits = of_deposits.saturating_add(weight);
        }
        Ok(())
    }

    /// Whether enough was cast and enough of it approves.
    pub fn has_passed(&self) -> bool {
        self.passes(self.yes, self.no)
    }

    /// How many plan-wide releases there may be after it: what passes with the votes of grants alone finds a place that
    /// neither roles nor deposits can take.
    pub fn max_accelerations(&self) -> u8 {
        let (yes, no) =
            (self.yes.saturating_sub(self.deposits_yes), self.no.saturating_sub(self.deposits_no));
        if self.passes(yes, no) {
            MAX_ACCELERATIONS
        } else {
            MAX_ACCELERATIONS_WITH_DEPOSITS
        }
    }

    #[inline(never)]
    fn passes(&self, yes: u64, no: u64) -> bool {
        let cast = yes.saturating_add(no);
        let needed = mul_div_ceil(cast, u64::from(self.approval_bps), u64::from(BPS_ONE));
        cast >= self.quorum && yes >= needed && yes > no
    }

    /// Carried out: once, after the delay, before it expires.
    pub fn execute(&mut self, now: i64) -> Result<()> {
        ensure!(self.status == ProposalStatus::Open as u8, VestingError::ProposalIsOver);
        ensure!(now >= self.voting_ends_ts, VestingError::VoteIsRunning);
        ensure!(self.has_passed(), VestingError::ProposalFailed);
        ensure!(now >= self.executable_ts, VestingError::ProposalNotDue);
        ensure!(now < self.expires_ts, VestingError::ProposalExpired);
        self.status = ProposalStatus::Executed as u8;
        Ok(())
    }

    /// Taken back by who opened it, while it is voted on.
    pub fn withdraw(&mut self, signer: &Pubkey, now: i64) -> Result<()> {
        ensure!(self.proposer == *signer, VestingError::NotProposer);
        self.check_voting(now)?;
        self.status = ProposalStatus::Withdrawn as u8;
        Ok(())
    }

    /// Whether nothing can come of it any more, and nobody votes on it.
    pub fn is_over(&self, now: i64) -> bool {
        let decided =
            self.status != ProposalStatus::Open as u8 || !self.has_passed() || now >= self.expires_ts;
        decided && now >= self.voting_ends_ts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(PROPOSAL_SIZE, 432);
    }

    #[test]
    fn what_grants_pass_alone_finds_the_last_places() {
        let rules = Proposal { quorum: 50, approval_bps: 6_000, ..bytemuck::Zeroable::zeroed() };
        for (grants, deposits, most) in [
            ((60, 40), (0, 0), MAX_ACCELERATIONS),
            ((60, 40), (900, 600), MAX_ACCELERATIONS),
            ((50, 0), (0, 0), MAX_ACCELERATIONS),
            ((49, 0), (1, 0), MAX_ACCELERATIONS_WITH_DEPOSITS),
            ((59, 41), (9, 0), MAX_ACCELERATIONS_WITH_DEPOSITS),
            ((0, 400), (900, 0), MAX_ACCELERATIONS_WITH_DEPOSITS),
        ] {
            let mut proposal = rules;
            for ((yes, no), is_deposit) in [(grants, false), (deposits, true)] {
                proposal.count(yes, true, is_deposit).unwrap();
                proposal.count(no, false, is_deposit).unwrap();
            }
            assert!(proposal.has_passed(), "{grants:?} and {deposits:?}");
            assert_eq!(proposal.max_accelerations(), most, "{grants:?} and {deposits:?}");
        }
    }
}
