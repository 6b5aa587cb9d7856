use anchor_lang::prelude::*;
use vesting_math::PayoutCurve;

use crate::{
    access, account,
    constants::{MILESTONE_SEED, MIN_REPORTING_SECS, MIN_RETAINED_TO_ISSUE},
    ensure,
    errors::{fail, VestingError},
    events::MilestoneIssued,
    state::*,
    token,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct IssueMilestoneArgs {
    /// What the target pays, base units, above zero.
    pub target_amount: u64,
    /// The least value that pays, in the metric's units.
    pub threshold: i64,
    /// The value that pays `target_amount`; as good as the threshold or better.
    pub target: i64,
    /// The value from which on the most is paid; as good as the target or better.
    pub maximum: i64,
    /// What the threshold pays, 0 to 10,000 bps of `target_amount`.
    pub threshold_bps: u16,
    /// What the maximum pays, 10,000 to 20,000 bps of `target_amount`; reserved until the milestone settles.
    pub max_bps: u16,
    /// A result that is not there by then pays nothing: in the future, and `MIN_REPORTING_SECS` after the metric is due at
    /// least, so that oracles have time to report.
    pub deadline_ts: i64,
    /// The schedule by which the payout vests once the metric is final: 0 to 24 segments, none for at once.
    pub shape: Vec<ShapeSegment>,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

impl IssueMilestoneArgs {
    fn curve(&self) -> PayoutCurve {
        PayoutCurve {
            threshold: self.threshold,
            target: self.target,
            maximum: self.maximum,
            threshold_bps: self.threshold_bps,
            max_bps: self.max_bps,
        }
    }
}

#[derive(Accounts)]
pub struct IssueMilestone<'info> {
    /// The plan's operator, within its cap, or its authority.
    pub issuer: Signer<'info>,
    /// Pays the rent of the milestone.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant that the tranche is for.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The metric that decides.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
    /// The new milestone: the address of the grant's next index.
    /// CHECK: compared with the derived address; it is new, so there is nothing else to check.
    #[account(mut)]
    pub milestone: UncheckedAccount<'info>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl IssueMilestone<'_> {
    fn validate(
        &self,
        plan: &Plan,
        grant: &Grant,
        metric: &Metric,
        args: &IssueMilestoneArgs,
    ) -> Result<i64> {
        ensure!(self.vault.key() == plan.vault, VestingError::WrongVault);
        access::check_issuer(plan, self.issuer.key)?;
        let now = access::check_fresh(args.expires_ts)?;
        ensure!(metric.plan == self.plan.key(), VestingError::MetricOfAnotherPlan);
        ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);
        let kept = plan.retained_after(plan.acceleration_count).min(grant.retained);
        ensure!(kept >= MIN_RETAINED_TO_ISSUE, VestingError::PlanFullyAccelerated);
        ensure!(grant.stop_ts().is_none(), VestingError::GrantAlreadyTerminated);
        let undecided = metric.status() == MetricStatus::Open && metric.reached_ts == 0;
        ensure!(undecided, VestingError::MetricHasResult);
        ensure!(args.target_amount > 0, VestingError::AmountIsZero);
        ensure!(args.curve().is_valid(metric.better()), VestingError::PayoutCurveInvalid);
        let reported_ts = metric.due_ts.saturating_add(i64::from(MIN_REPORTING_SECS));
        let in_time = args.deadline_ts > now && args.deadline_ts >= reported_ts;
        ensure!(in_time && args.deadline_ts <= vesting_math::MAX_TS, VestingError::DeadlineInvalid);
        Ok(now)
    }

    fn create_account(&self, index: u8, segments: usize) -> Result<u8> {
        let grant = self.grant.key();
        let (address, bump) =
            Pubkey::find_program_address(&[MILESTONE_SEED, grant.as_ref(), &[index]], &crate::ID);
        ensure!(self.milestone.key() == address, VestingError::MilestoneAddressMismatch);
        let seeds: [&[u8]; 4] = [MILESTONE_SEED, grant.as_ref(), &[index], &[bump]];
        account::create(&self.milestone, &self.payer, milestone_size(segments), &Rent::get()?, &seeds)?;
        Ok(bump)
    }
}

/// See `vesting::issue_milestone`.
pub fn issue_milestone(ctx: Context<IssueMilestone>, args: IssueMilestoneArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    let mut metric = accounts.metric.load_mut()?;
    let (index, now, retained_at_issue, beneficiary) = {
        let mut data = account::data_mut(accounts.grant.as_ref())?;
        let (grant, _) = Grant::of_plan(&mut data, &plan_key)?;
        let now = accounts.validate(&plan, grant, &metric, &args)?;
        (grant.add_milestone()?, now, grant.retained, grant.beneficiary)
    };
    metric.milestone_count =
        metric.milestone_count.checked_add(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    let max_amount = args.curve().max_amount(args.target_amount);
    plan.allocate_milestone(max_amount)?;
    if accounts.issuer.key() != plan.authority {
        plan.count_operator_issue(max_amount, now)?;
    }

    let header = Milestone {
        plan: plan_key,
        grant: accounts.grant.key(),
        metric: accounts.metric.key(),
        target_amount: args.target_amount,
        max_amount,
        payout: 0,
        claimed: 0,
        threshold: args.threshold,
        target: args.target,
        maximum: args.maximum,
        deadline_ts: args.deadline_ts,
        issued_ts: now,
        met_ts: 0,
        retained_at_issue,
        threshold_bps: args.threshold_bps,
        max_bps: args.max_bps,
        index,
        status: MilestoneStatus::Pending as u8,
        accelerations_at_issue: plan.acceleration_count,
        bump: accounts.create_account(index, args.shape.len())?,
        reserved_bytes: [0; 4],
    };
    let mut data = account::data_mut(&accounts.milestone)?;
    let segments = write_header(&header, &mut data, VestingError::NotAMilestone)?;
    header.write_schedule(&args.shape, segments)?;

    emit!(MilestoneIssued {
        plan: plan_key,
        grant: header.grant,
        milestone: accounts.milestone.key(),
        metric: header.metric,
        beneficiary,
        index,
        target_amount: args.target_amount,
        max_amount,
        deadline_ts: args.deadline_ts,
    });
    plan.invariant(token::amount(&accounts.vault)?)
}
