//! What the plugin reads of SPL Governance's accounts: the beginnings of their borsh layouts, version 2
//! (https://docs.rs/spl-governance/4.0.0/spl_governance/state). Whoever owns such an account is checked by the caller.
use anchor_lang::prelude::*;

use crate::errors::VoterWeightError;

/// First bytes of accounts: SPL Governance's `GovernanceAccountType`.
const PROPOSAL_V2: u8 = 14;
const REALM_V2: u8 = 16;
const TOKEN_OWNER_RECORD_V2: u8 = 17;

/// The state in which a proposal takes votes; those before it come to it, those after it never do.
const VOTING: u8 = 2;

/// A Realm up to its authority.
#[derive(AnchorDeserialize)]
struct RealmHead {
    account_type: u8,
    community_mint: Pubkey,
    _legacy_flags: [u8; 2],
    _reserved: [u8; 6],
    _min_weight_to_create_governance: u64,
    /// `MintMaxVoterWeightSource`: which one, and its value.
    _max_weight_source: (u8, u64),
    council_mint: Option<Pubkey>,
    _reserved_too: [u8; 6],
    _legacy_count: u16,
    authority: Option<Pubkey>,
}

/// A Realm: who votes with which mint, and who decides on its settings.
pub struct Realm {
    community_mint: Pubkey,
    council_mint: Option<Pubkey>,
    authority: Option<Pubkey>,
}

impl Realm {
    /// Reads a realm that must belong to the governance program.
    pub fn read(realm: &AccountInfo, governance_program: &Pubkey) -> Result<Self> {
        require!(realm.owner == governance_program, VoterWeightError::RealmOfAnotherProgram);
        let head: RealmHead = beginning(realm).ok_or(VoterWeightError::RealmInvalid)?;
        require!(head.account_type == REALM_V2, VoterWeightError::RealmInvalid);
        let RealmHead { community_mint, council_mint, authority, .. } = head;
        Ok(Self { community_mint, council_mint, authority })
    }

    /// Fails unless the signer decides on the realm's settings.
    pub fn check_authority(&self, signer: &Pubkey) -> Result<()> {
        require!(self.authority.as_ref() == Some(signer), VoterWeightError::NotRealmAuthority);
        Ok(())
    }

    /// Fails unless people vote with this mint.
    pub fn check_governing_mint(&self, mint: &Pubkey) -> Result<()> {
        let governs = self.community_mint == *mint || self.council_mint.as_ref() == Some(mint);
        require!(governs, VoterWeightError::NotAGoverningMint);
        Ok(())
    }
}

/// An option of a proposal.
#[derive(AnchorDeserialize)]
struct ProposalOption {
    _label: String,
    _vote_weight: u64,
    _vote_result: u8,
    _transaction_counts: [u16; 3],
}

/// How people choose between options.
#[derive(AnchorDeserialize)]
enum VoteType {
    SingleChoice,
    MultiChoice { _settings: [u8; 4] },
}

/// A proposal up to when it was drafted.
#[derive(AnchorDeserialize)]
struct ProposalHead {
    account_type: u8,
    _governance: Pubkey,
    _governing_token_mint: Pubkey,
    state: u8,
    _token_owner_record: Pubkey,
    _signatory_counts: [u8; 2],
    _vote_type: VoteType,
    _options: Vec<ProposalOption>,
    _deny_vote_weight: Option<u64>,
    _reserved: u8,
    _abstain_vote_weight: Option<u64>,
    _start_voting_at: Option<i64>,
    draft_at: i64,
}

/// A proposal: when it was created, and whether votes can still be cast on it.
pub struct Proposal {
    /// When it was created, unix seconds.
    pub draft_at: i64,
    state: u8,
}

impl Proposal {
    /// Reads a proposal that must belong to the governance program.
    pub fn read(proposal: &AccountInfo, governance_program: &Pubkey) -> Result<Self> {
        require!(proposal.owner == governance_program, VoterWeightError::ProposalInvalid);
        let head: ProposalHead = beginning(proposal).ok_or(VoterWeightError::ProposalInvalid)?;
        require!(head.account_type == PROPOSAL_V2, VoterWeightError::ProposalInvalid);
        Ok(Self { draft_at: head.draft_at, state: head.state })
    }

    /// Fails while a vote can still be cast, now or later.
    pub fn check_over(&self) -> Result<()> {
        require!(self.state > VOTING, VoterWeightError::VoteIsRunning);
        Ok(())
    }
}

/// A voter's membership in a realm, up to their delegate.
#[derive(AnchorDeserialize)]
struct TokenOwnerRecordHead {
    account_type: u8,
    realm: Pubkey,
    governing_token_mint: Pubkey,
    governing_token_owner: Pubkey,
    _deposit_amount: u64,
    _unrelinquished_votes: u64,
    _outstanding_proposals: u8,
    _version: u8,
    _reserved: [u8; 6],
    governance_delegate: Option<Pubkey>,
}

/// Whose membership a delegation must be of.
pub struct Membership<'a> {
    /// The governance program.
    pub program: &'a Pubkey,
    /// The realm.
    pub realm: &'a Pubkey,
    /// The governing mint.
    pub mint: &'a Pubkey,
    /// The voter.
    pub voter: &'a Pubkey,
}

/// Whether a token owner record is of this membership and names `delegate` as its delegate.
pub fn is_delegate(record: &AccountInfo, membership: &Membership, delegate: &Pubkey) -> bool {
    let Some(head) = beginning::<TokenOwnerRecordHead>(record) else { return false };
    record.owner == membership.program
        && head.account_type == TOKEN_OWNER_RECORD_V2
        && head.realm == *membership.realm
        && head.governing_token_mint == *membership.mint
        && head.governing_token_owner == *membership.voter
        && head.governance_delegate.as_ref() == Some(delegate)
}

/// The beginning of an account's data as `T`; none where it is something else.
fn beginning<T: AnchorDeserialize>(account: &AccountInfo) -> Option<T> {
    let data = account.try_borrow_data().ok()?;
    T::deserialize(&mut &data[..]).ok()
}
