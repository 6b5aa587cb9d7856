//! A plan: one mint, one pooled vault, its roles, promises and totals.
use anchor_lang::prelude::*;
use vesting_math::{RETAIN_ALL, UNLOCK_ALL};

use super::{
    PeriodTotals, PolicyArgs, Role, RolesArgs, Segment, ShapeSegment, TransferRule, UnlockArgs,
    LAYOUT_VERSION,
};
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// One plan-wide early release.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Acceleration {
    /// When it was made, unix seconds.
    pub ts: i64,
    /// What all releases so far keep of the unvested together, parts per billion.
    pub retained: u32,
    /// Always 0.
    pub reserved: u32,
}

/// Whether a plan still issues.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PlanStatus {
    /// Issues grants.
    Open,
    /// Issues no more, for good; grants go on as before.
    Sealed,
}

/// PDA `["plan", creator, plan_id]`. Amounts are base units of `mint`.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'p', b'l', b'a', b'n', 0, 0, 0])]
#[derive(Debug)]
pub struct Plan {
    /// The creator's own number for the plan.
    pub plan_id: u64,
    /// Who created the plan; part of its address, no power.
    pub creator: Pubkey,
    /// The token that the plan pays.
    pub mint: Pubkey,
    /// SPL Token or Token-2022.
    pub token_program: Pubkey,
    /// The plan's associated token account, which holds everything that is owed.
    pub vault: Pubkey,
    /// Funds, withdraws the surplus, releases, terminates, hands out roles.
    pub authority: Pubkey,
    /// Who may take over the authority until `pending_authority_until_ts`; the zero address for nobody.
    pub pending_authority: Pubkey,
    /// Issues grants.
    pub operator: Pubkey,
    /// Sets and collects withholding, until `next_payroll_ts`.
    pub payroll: Pubkey,
    /// Who does from `next_payroll_ts` on; the zero address without a change.
    pub next_payroll: Pubkey,
    /// May pause claims for a bounded time and co-signs recoveries, until `next_guardian_ts`.
    pub guardian: Pubkey,
    /// Who may from `next_guardian_ts` on; the zero address without a change.
    pub next_guardian: Pubkey,
    /// May release early; the zero address for nobody.
    pub acceleration_authority: Pubkey,
    /// Gets the rent of closed accounts.
    pub rent_recipient: Pubkey,

    /// Still owed: the sum of what each grant and each milestone can still be paid.
    pub reserved: u64,
    /// The part of `reserved` that milestones can still be paid.
    pub reserved_by_milestones: u64,
    /// Withheld from claims, waiting for payroll.
    pub withheld: u64,
    /// Sum of the totals of all grants and the maxima of all milestones ever issued, voided ones excepted.
    pub allocated: u64,
    /// Sum of all claims, gross.
    pub claimed: u64,
    /// Sum of what terminations and milestones returned.
    pub forfeited: u64,

    /// The most that `allocated` may reach; a vote may have set it below what was allocated then.
    pub issue_cap: u64,
    /// The least number that a proposal on the issue cap must have to be carried out: one more than the last that was.
    pub min_cap_proposal: u64,
    /// The same for proposals on the oracle set.
    pub min_oracles_proposal: u64,
    /// The most that the operator may issue in any 24 hours.
    pub operator_cap: u64,
    /// What the operator issued in the last seven blocks of four hours, a ring indexed by block number modulo 7.
    pub operator_blocks: [u64; OPERATOR_BLOCKS],
    /// Number of the block in which the operator issued last: unix time / 4 h.
    pub operator_block: u64,
    /// What the grants that were issued in each of the last periods can still be paid.
    pub recent_grants: PeriodTotals,
    /// Claims are paused before this time, unix seconds.
    pub claims_paused_until_ts: i64,
    /// The last second at which the pending authority can accept, unix seconds; 0 without an offer.
    pub pending_authority_until_ts: i64,
    /// From when `next_payroll` is payroll, unix seconds; 0 without a change.
    pub next_payroll_ts: i64,
    /// From when `next_guardian` is guardian, unix seconds; 0 without a change.
    pub next_guardian_ts: i64,
    /// When the unlock curve begins, unix seconds.
    pub unlock_start_ts: i64,
    /// The unlock curve, amounts in parts per billion; the first `unlock_count` entries.
    pub unlock_segments: [Segment; MAX_UNLOCK_SEGMENTS as usize],
    /// Plan-wide releases, oldest first; the first `acceleration_count` entries.
    pub accelerations: [Acceleration; MAX_ACCELERATIONS as usize],

    /// Notice of a termination, seconds.
    pub notice_secs: u32,
    /// The most that imposed pauses of one grant may last together, seconds.
    pub max_pause_secs: u32,
    /// How long after issue a grant pays nothing and may be voided, seconds.
    pub void_secs: u32,
    /// How long a recovery of a lost wallet can be vetoed, seconds; 0 where grants can't be recovered.
    pub recovery_secs: u32,
    /// How often the authority has changed hands: a recovery dies with the authority that proposed it.
    pub authority_changes: u32,
    /// Accepted mint risks, `RISK_*` bits.
    pub accepted_risks: u32,
    /// Live grants.
    pub grant_count: u32,
    /// Tombstones of closed grants.
    pub tombstone_count: u32,
    /// Share of the unvested that a good leaver gets at once, bps.
    pub good_leaver_bps: u16,
    /// The most that payroll may withhold of a claim, bps.
    pub max_withholding_bps: u16,
    /// 1 when grants can be terminated.
    pub cancellable: u8,
    /// A `TransferRule`.
    pub transfer_rule: u8,
    /// A `PlanStatus`: 0 open, 1 sealed.
    pub status: u8,
    /// Bump of the plan's address.
    pub bump: u8,
    /// Entries of `unlock_segments` in use; 0 for everything unlocked.
    pub unlock_count: u8,
    /// Entries of `releases` in use.
    pub acceleration_count: u8,
    /// Decimals of the mint.
    pub decimals: u8,
    /// 1 when the plan has an oracle set.
    pub has_oracle_set: u8,
    /// Metrics of the plan.
    pub metric_count: u16,
    /// 1 when the plan has a governance.
    pub has_governance: u8,
    /// Length of the periods of `recent_grants`, days; 0 without a governance.
    pub period_days: u8,
    /// SHA-256 of the terms document.
    pub terms_sha256: [u8; 32],
    /// Where the terms document is, ASCII, zero-padded.
    pub terms_uri: [u8; MAX_TERMS_URI_BYTES as usize],
}

/// Bytes of a plan's account, discriminator included.
pub const PLAN_SIZE: usize = 8 + size_of::<Plan>();

/// The seeds that the plan's address signs with, kept while the account itself is handed to a CPI.
pub struct PlanSigner {
    creator: Pubkey,
    plan_id: [u8; 8],
    bump: [u8; 1],
}

impl PlanSigner {
    /// The seeds in their order.
    #[inline(always)]
    pub fn seeds(&self) -> [&[u8]; 4] {
        [PLAN_SEED, self.creator.as_ref(), &self.plan_id, &self.bump]
    }
}

impl Plan {
    /// Takes over roles, checking that those that must act exist.
    pub fn set_roles(&mut self, roles: &RolesArgs) -> Result<()> {
        let nobody = Pubkey::default();
        ensure!(roles.authority != nobody && roles.rent_recipient != nobody, VestingError::PolicyOutOfRange);
        self.authority = roles.authority;
        self.operator = roles.operator;
        self.payroll = roles.payroll;
        self.guardian = roles.guardian;
        self.acceleration_authority = roles.acceleration_authority;
        self.rent_recipient = roles.rent_recipient;
        Ok(())
    }

    /// Takes over a validated policy.
    pub fn set_policy(&mut self, policy: &PolicyArgs) {
        self.issue_cap = policy.issue_cap;
        self.operator_cap = policy.operator_cap;
        self.cancellable = u8::from(policy.cancellable);
        self.notice_secs = policy.notice_secs;
        self.good_leaver_bps = policy.good_leaver_bps;
        self.max_pause_secs = policy.max_pause_secs;
        self.void_secs = policy.void_secs;
        self.recovery_secs = policy.recovery_secs;
        self.transfer_rule = policy.transfer_rule as u8;
        self.max_withholding_bps = policy.max_withholding_bps;
        self.accepted_risks = policy.accepted_risks;
        self.terms_sha256 = policy.terms_sha256;
        super::write_uri(&policy.terms_uri, &mut self.terms_uri);
    }

    /// Takes over an unlock curve, checking it.
    pub fn set_unlock(&mut self, unlock: &UnlockArgs) -> Result<()> {
        let count = u8::try_from(unlock.shape.len()).map_err(|_| fail(VestingError::UnlockCurveInvalid))?;
        let target = self.unlock_segments.get_mut(..usize::from(count));
        let target = target.ok_or_else(|| fail(VestingError::UnlockCurveInvalid))?;
        let sum = ShapeSegment::weight_sum(&unlock.shape).unwrap_or(0);
        ensure!(sum == UNLOCK_ALL, VestingError::UnlockCurveInvalid);
        ShapeSegment::apportion(&unlock.shape, sum, UNLOCK_ALL, target)?;
        vesting_math::check_schedule(unlock.start_ts, Segment::as_math(target), UNLOCK_ALL)
            .map_err(|error| fail(error.into()))?;
        self.unlock_start_ts = unlock.start_ts;
        self.unlock_count = count;
        Ok(())
    }

    /// Gives a role to `holder`. Payroll and guardian act on what others own, so another holder is announced and acts
    /// after `ROLE_NOTICE_SECS`; taking the role from everybody, or calling an announced change off, is done at once.
    /// Returns who holds the role now and from when the new holder does.
    pub fn set_role(&mut self, role: Role, holder: Pubkey, now: i64) -> (Pubkey, i64) {
        let (current, next, next_ts) = match role {
            Role::Operator => return (std::mem::replace(&mut self.operator, holder), now),
            Role::AccelerationAuthority => {
                return (std::mem::replace(&mut self.acceleration_authority, holder), now)
            }
            Role::Payroll => (&mut self.payroll, &mut self.next_payroll, &mut self.next_payroll_ts),
            Role::Guardian => (&mut self.guardian, &mut self.next_guardian, &mut self.next_guardian_ts),
        };
        let from = holder_at(current, next, *next_ts, now);
        let at_once = holder == Pubkey::default() || holder == from;
        *current = if at_once { holder } else { from };
        *next = if at_once { Pubkey::default() } else { holder };
        *next_ts = if at_once { 0 } else { now.saturating_add(i64::from(ROLE_NOTICE_SECS)) };
        (from, if at_once { now } else { *next_ts })
    }

    /// Who is payroll at `now`; the zero address for nobody.
    pub fn payroll_at(&self, now: i64) -> Pubkey {
        holder_at(&self.payroll, &self.next_payroll, self.next_payroll_ts, now)
    }

    /// Who is guardian at `now`; the zero address for nobody.
    pub fn guardian_at(&self, now: i64) -> Pubkey {
        holder_at(&self.guardian, &self.next_guardian, self.next_guardian_ts, now)
    }

    /// Offers the authority to another key, or calls an offer off.
    pub fn offer_authority(&mut self, to: Pubkey, now: i64) {
        self.pending_authority = to;
        self.pending_authority_until_ts = match to == Pubkey::default() {
            true => 0,
            false => now.saturating_add(i64::from(AUTHORITY_OFFER_SECS)),
        };
    }

    /// Hands the authority over to whom it was offered; returns who had it. Who takes over begins with the roles as they
    /// are: what the old authority announced is called off.
    pub fn accept_authority(&mut self, signer: Pubkey, now: i64) -> Result<Pubkey> {
        ensure!(self.pending_authority == signer, VestingError::NotPendingAuthority);
        ensure!(now <= self.pending_authority_until_ts, VestingError::AuthorityOfferExpired);
        self.offer_authority(Pubkey::default(), now);
        self.authority_changes = self.authority_changes.saturating_add(1);
        self.set_role(Role::Payroll, self.payroll_at(now), now);
        self.set_role(Role::Guardian, self.guardian_at(now), now);
        Ok(std::mem::replace(&mut self.authority, signer))
    }

    /// What the plan's address signs with.
    #[inline(always)]
    pub fn signer(&self) -> PlanSigner {
        PlanSigner { creator: self.creator, plan_id: self.plan_id.to_le_bytes(), bump: [self.bump] }
    }

    /// Promise 1: the vault covers everything that is owed.
    pub fn invariant(&self, vault_amount: u64) -> Result<()> {
        let owed = self.owed()?;
        ensure!(vault_amount >= owed, VestingError::PlanNotFunded);
        Ok(())
    }

    /// Everything that is owed: to grants and to payroll.
    pub fn owed(&self) -> Result<u64> {
        self.reserved.checked_add(self.withheld).ok_or_else(|| fail(VestingError::ArithmeticOverflow))
    }

    /// What of a vault's amount is owed to nobody.
    pub fn surplus(&self, vault_amount: u64) -> Result<u64> {
        Ok(vault_amount.saturating_sub(self.owed()?))
    }

    pub fn transfer_rule(&self) -> TransferRule {
        match self.transfer_rule {
            1 => TransferRule::WithConsent,
            2 => TransferRule::Free,
            _ => TransferRule::Forbidden,
        }
    }

    pub fn is_sealed(&self) -> bool {
        self.status == PlanStatus::Sealed as u8
    }

    /// Whether a grant was ever issued.
    pub fn has_issued(&self) -> bool {
        self.allocated != 0 || self.grant_count != 0 || self.tombstone_count != 0
    }

    /// Reserves the total of a new grant or the maximum of a new milestone.
    fn allocate(&mut self, total: u64) -> Result<()> {
        let allocated =
            self.allocated.checked_add(total).ok_or_else(|| fail(VestingError::IssueCapExceeded))?;
        ensure!(allocated <= self.issue_cap, VestingError::IssueCapExceeded);
        self.allocated = allocated;
        self.reserved =
            self.reserved.checked_add(total).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Counts a new grant and reserves its total.
    pub fn allocate_grant(&mut self, total: u64, now: i64) -> Result<()> {
        self.allocate(total)?;
        self.recent_grants.add(total, now, self.period_days);
        self.grant_count =
            self.grant_count.checked_add(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Reserves the maximum of a new milestone.
    pub fn allocate_milestone(&mut self, max_amount: u64) -> Result<()> {
        self.allocate(max_amount)?;
        self.reserved_by_milestones = self
            .reserved_by_milestones
            .checked_add(max_amount)
            .ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Books that milestones can be paid so much less, beside what else is booked for it.
    pub fn unreserve_milestone(&mut self, amount: u64) -> Result<()> {
        self.reserved_by_milestones = self
            .reserved_by_milestones
            .checked_sub(amount)
            .ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Books that a grant that was issued at `issued_ts` can be paid so much less, beside what else is booked for it.
    pub fn unreserve_grant(&mut self, amount: u64, issued_ts: i64) {
        self.recent_grants.subtract(amount, issued_ts, self.period_days);
    }

    /// The flags of a grant on who may claim, as it begins with each beneficiary. Others may send claims, except where members
    /// vote: a claim takes weight, so nobody else decides when it is made.
    pub fn claim_flags(&self) -> u8 {
        match self.has_governance {
            0 => 0,
            _ => super::FLAG_AUTO_CLAIM_OFF,
        }
    }

    /// What grants can still be paid, which is what they vote with.
    pub fn owed_to_grants(&self) -> Result<u64> {
        self.reserved
            .checked_sub(self.reserved_by_milestones)
            .ok_or_else(|| fail(VestingError::ArithmeticOverflow))
    }

    /// Gives back what a voided grant or milestone had reserved, as if it had never been issued.
    pub fn unallocate(&mut self, total: u64) -> Result<()> {
        self.allocated =
            self.allocated.checked_sub(total).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        self.reserved =
            self.reserved.checked_sub(total).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Returns what a termination left unvested, or a milestone will not pay.
    pub fn forfeit(&mut self, amount: u64) -> Result<()> {
        self.reserved =
            self.reserved.checked_sub(amount).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        self.forfeited =
            self.forfeited.checked_add(amount).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Books a claim: `gross` is no longer owed to the grant, `withheld` of it now to payroll.
    #[inline(always)]
    pub fn book_claim(&mut self, gross: u64, withheld: u64) -> Result<()> {
        self.reserved =
            self.reserved.checked_sub(gross).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        self.withheld =
            self.withheld.checked_add(withheld).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        self.claimed =
            self.claimed.checked_add(gross).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Counts what the operator issues against its cap: over the running block of four hours and the six before,
    /// which cover any 24 hours.
    pub fn count_operator_issue(&mut self, amount: u64, now: i64) -> Result<()> {
        let block = now.unsigned_abs() / OPERATOR_BLOCK_SECS;
        let passed = block.saturating_sub(self.operator_block).min(OPERATOR_BLOCKS as u64);
        for step in 1..=passed {
            *self.operator_slot(self.operator_block.saturating_add(step))? = 0;
        }
        self.operator_block = self.operator_block.max(block);
        let slot = self.operator_slot(self.operator_block)?;
        *slot = slot.checked_add(amount).ok_or_else(|| fail(VestingError::OperatorCapExceeded))?;
        let mut issued = 0u64;
        for amount in &self.operator_blocks {
            issued = issued.checked_add(*amount).ok_or_else(|| fail(VestingError::OperatorCapExceeded))?;
        }
        ensure!(issued <= self.operator_cap, VestingError::OperatorCapExceeded);
        Ok(())
    }

    fn operator_slot(&mut self, block: u64) -> Result<&mut u64> {
        let index = usize::try_from(block).unwrap_or_default().wrapping_rem(OPERATOR_BLOCKS);
        self.operator_blocks.get_mut(index).ok_or_else(|| fail(VestingError::ArithmeticOverflow))
    }

    /// What plan-wide releases keep of the unvested at `ts`, parts per billion.
    pub fn retained_at(&self, ts: i64) -> u32 {
        let made = self.accelerations.iter().take(usize::from(self.acceleration_count));
        made.rev()
            .find(|acceleration| acceleration.ts <= ts)
            .map_or(RETAIN_ALL, |acceleration| acceleration.retained)
    }

    /// What the first `count` plan-wide releases keep of the unvested, parts per billion.
    pub fn retained_after(&self, count: u8) -> u32 {
        let last = usize::from(count).checked_sub(1).and_then(|index| self.accelerations.get(index));
        last.map_or(RETAIN_ALL, |acceleration| acceleration.retained)
    }

    /// Releases `bps` of everything unvested in the plan. Where members can vote, roles can't use up the list.
    pub fn accelerate_by_role(&mut self, bps: u16, now: i64) -> Result<u32> {
        let most = if self.has_governance == 1 { MAX_ACCELERATIONS_BY_ROLES } else { MAX_ACCELERATIONS };
        self.accelerate(bps, most, now)
    }

    /// Releases `bps` of everything unvested in the plan, where fewer than `most` releases were made.
    pub fn accelerate(&mut self, bps: u16, most: u8, now: i64) -> Result<u32> {
        let retained = self.retained_after(self.acceleration_count);
        ensure!(retained > 0, VestingError::PlanFullyAccelerated);
        let slot = self
            .accelerations
            .get_mut(..usize::from(most))
            .and_then(|open| open.get_mut(usize::from(self.acceleration_count)))
            .ok_or_else(|| fail(VestingError::AccelerationsFull))?;
        let retained = vesting_math::retained_after(retained, bps);
        *slot = Acceleration { ts: now, retained, reserved: 0 };
        self.acceleration_count = self.acceleration_count.saturating_add(1);
        Ok(retained)
    }

    /// How much of a grant's `total` the unlock curve has let go at `now`, rounded down.
    #[inline(always)]
    pub fn unlocked(&self, total: u64, now: i64) -> u64 {
        let Some(segments @ [_, ..]) = self.unlock_segments.get(..usize::from(self.unlock_count)) else {
            return total;
        };
        let parts = vesting_math::curve(self.unlock_start_ts, Segment::as_math(segments), now);
        vesting_math::unlocked(total, parts)
    }

    /// Pauses claims from `now` for `secs`.
    pub fn pause_claims(&mut self, secs: u32, now: i64) -> Result<()> {
        ensure!((1..=MAX_CLAIMS_PAUSE_SECS).contains(&secs), VestingError::ClaimsPauseTooLong);
        let earliest = self.claims_paused_until_ts.saturating_add(i64::from(CLAIMS_PAUSE_COOLDOWN_SECS));
        ensure!(self.claims_paused_until_ts == 0 || now >= earliest, VestingError::ClaimsPauseTooSoon);
        self.claims_paused_until_ts = now.saturating_add(i64::from(secs));
        Ok(())
    }

    /// Whether the guardian's pause holds at `now`.
    pub fn claims_paused(&self, now: i64) -> bool {
        now < self.claims_paused_until_ts
    }
}

/// Who holds a role at `now`: the announced holder once their time has come.
fn holder_at(current: &Pubkey, next: &Pubkey, next_ts: i64, now: i64) -> Pubkey {
    match next_ts != 0 && now >= next_ts {
        true => *next,
        false => *current,
    }
}
