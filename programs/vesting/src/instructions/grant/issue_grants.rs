use anchor_lang::prelude::*;

use crate::{
    access, account,
    constants::{GRANT_SEED, MIN_RETAINED_TO_ISSUE},
    ensure,
    errors::{fail, VestingError},
    events::GrantIssued,
    state::*,
    token,
};

/// Several grants of one shape. Ten of a cliff-and-monthly shape fit one transaction beside a compute limit and a
/// priority fee, so the encoding is tight: one start for all, and an offset for each.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct IssueGrantsArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
    /// Earliest start of these grants, unix seconds.
    pub base_start_ts: i64,
    /// Withheld of each claim until payroll changes it, bps, at most the plan's maximum.
    pub withholding_bps: u16,
    /// 1 to 24 segments.
    pub shape: Vec<ShapeSegment>,
    /// One entry for each remaining account, in the same order.
    pub grants: Vec<GrantArgs>,
}

/// What differs from grant to grant.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct GrantArgs {
    /// Not the zero address, not the plan.
    pub beneficiary: Pubkey,
    /// The issuer's own number; never used before in this plan.
    pub grant_id: u64,
    /// What vests in the end, base units, above zero.
    pub total: u64,
    /// The grant starts at `base_start_ts` plus this many seconds.
    pub start_offset_secs: u32,
}

#[derive(Accounts)]
pub struct IssueGrants<'info> {
    /// The plan's operator, within its cap, or its authority.
    pub issuer: Signer<'info>,
    /// Pays the rent of the grants.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
    // Remaining accounts: the new grants, writable, one for each entry; each is compared with its derived address.
}

impl IssueGrants<'_> {
    fn validate(&self, plan: &Plan, args: &IssueGrantsArgs) -> Result<i64> {
        ensure!(self.vault.key() == plan.vault, VestingError::WrongVault);
        access::check_issuer(plan, self.issuer.key)?;
        let now = access::check_fresh(args.expires_ts)?;
        ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);
        ensure!(
            plan.retained_after(plan.acceleration_count) >= MIN_RETAINED_TO_ISSUE,
            VestingError::PlanFullyAccelerated
        );
        ensure!(!args.grants.is_empty(), VestingError::NoGrants);
        ensure!(args.withholding_bps <= plan.max_withholding_bps, VestingError::WithholdingTooHigh);
        Ok(now)
    }
}

/// See `vesting::issue_grants`.
pub fn issue_grants<'info>(ctx: Context<'info, IssueGrants<'info>>, args: IssueGrantsArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    let now = accounts.validate(&plan, &args)?;
    let by_operator = accounts.issuer.key() != plan.authority;
    let weight_sum = ShapeSegment::weight_sum(&args.shape)?;
    let rent = Rent::get()?;
    let template = Grant {
        issued_ts: u32::try_from(now).map_err(|_| fail(VestingError::StartOutOfRange))?,
        withholding_bps: args.withholding_bps,
        ..Grant::new(plan_key, &plan)
    };

    ensure!(ctx.remaining_accounts.len() == args.grants.len(), VestingError::GrantAddressMismatch);
    for (grant, info) in args.grants.iter().zip(ctx.remaining_accounts) {
        plan.allocate_grant(grant.total, now)?;
        if by_operator {
            plan.count_operator_issue(grant.total, now)?;
        }
        let invalid = grant.beneficiary == Pubkey::default() || grant.beneficiary == plan_key;
        ensure!(!invalid, VestingError::BeneficiaryInvalid);

        create_grant_account(info, &accounts.payer, &plan_key, grant, args.shape.len(), &rent)?;
        let start_ts = args.base_start_ts.saturating_add(i64::from(grant.start_offset_secs));
        let header = Grant {
            grant_id: grant.grant_id,
            beneficiary: grant.beneficiary,
            total: grant.total,
            start_ts,
            ..template
        };
        let mut data = account::data_mut(info)?;
        let segments = write_header(&header, &mut data, VestingError::NotAGrant)?;
        ShapeSegment::apportion(&args.shape, weight_sum, grant.total, segments)?;
        let end_ts = vesting_math::check_schedule(start_ts, Segment::as_math(segments), grant.total)
            .map_err(|error| fail(error.into()))?;

        emit!(GrantIssued {
            plan: plan_key,
            grant: info.key(),
            grant_id: grant.grant_id,
            beneficiary: grant.beneficiary,
            total: grant.total,
            start_ts,
            end_ts,
        });
    }
    plan.invariant(token::amount(&accounts.vault)?)
}

/// Creates the account at the grant's address, which must be new: an id lives once, closed grants leave a tombstone.
fn create_grant_account<'info>(
    info: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    plan: &Pubkey,
    grant: &GrantArgs,
    segments: usize,
    rent: &Rent,
) -> Result<()> {
    let id = grant.grant_id.to_le_bytes();
    let (address, bump) = Pubkey::find_program_address(&[GRANT_SEED, plan.as_ref(), &id], &crate::ID);
    ensure!(*info.key == address, VestingError::GrantAddressMismatch);
    ensure!(*info.owner != crate::ID, VestingError::GrantAlreadyExists);
    let seeds: [&[u8]; 4] = [GRANT_SEED, plan.as_ref(), &id, &[bump]];
    account::create(info, payer, grant_size(segments), rent, &seeds)
}
