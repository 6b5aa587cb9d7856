use anchor_lang::prelude::*;

use crate::state::{GovernanceArgs, ProposalReason};

/// A plan got its governance.
#[event]
pub struct GovernanceCreated {
    /// The plan.
    pub plan: Pubkey,
    /// The governance.
    pub governance: Pubkey,
    /// Its rules, for good.
    pub settings: GovernanceArgs,
}

/// Tokens were deposited for voting.
#[event]
pub struct VotesDeposited {
    /// The governance.
    pub governance: Pubkey,
    /// The deposit.
    pub deposit: Pubkey,
    /// Who votes with it.
    pub owner: Pubkey,
    /// What arrived.
    pub amount: u64,
}

/// A deposit was taken back.
#[event]
pub struct VotesWithdrawn {
    /// The governance.
    pub governance: Pubkey,
    /// The deposit.
    pub deposit: Pubkey,
    /// Who got it.
    pub owner: Pubkey,
    /// What left the vault.
    pub amount: u64,
}

/// A proposal was opened.
#[event]
pub struct ProposalOpened {
    /// The plan.
    pub plan: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
    /// Its number in its governance, which no other has.
    pub number: u64,
    /// The proposer's own number for it.
    pub proposal_id: u64,
    /// Who opened it.
    pub proposer: Pubkey,
    /// What is to be done: an `ACTION_*` bit.
    pub action: u8,
    /// The grant that it is about; the zero address for none.
    pub grant: Pubkey,
    /// Why.
    pub reason: ProposalReason,
    /// SHA-256 of the document that gives the reasons.
    pub document_sha256: [u8; 32],
    /// What grants can vote at most.
    pub eligible: u64,
    /// What must be voted at least.
    pub quorum: u64,
    /// When the vote ends.
    pub voting_ends_ts: i64,
}

/// A grant or deposit voted.
#[event]
pub struct VoteCast {
    /// The plan.
    pub plan: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
    /// The grant or deposit.
    pub source: Pubkey,
    /// Who cast it.
    pub voter: Pubkey,
    /// Yes or no.
    pub approve: bool,
    /// What it counts.
    pub weight: u64,
}

/// A proposal was taken back.
#[event]
pub struct ProposalWithdrawn {
    /// The plan.
    pub plan: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
}

/// A passed proposal was carried out; what it did has an event of its own.
#[event]
pub struct ProposalExecuted {
    /// The plan.
    pub plan: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
}

/// A vote changed the plan's issue cap.
#[event]
pub struct IssueCapSet {
    /// The plan.
    pub plan: Pubkey,
    /// What it was.
    pub from: u64,
    /// What it is.
    pub to: u64,
}

/// The governance of a plan at its end was closed.
#[event]
pub struct GovernanceClosed {
    /// The plan.
    pub plan: Pubkey,
    /// The governance.
    pub governance: Pubkey,
}
