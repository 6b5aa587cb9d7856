use anchor_lang::prelude::*;

use crate::{
    access,
    constants::*,
    ensure,
    errors::{fail, VestingError},
    events::{
        GrantAccelerated, GrantTerminated, IssueCapSet, OracleSetProposed, PlanAccelerated, ProposalExecuted,
    },
    state::*,
};

#[derive(Accounts)]
pub struct ExecuteProposal<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The proposal.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// The grant that it is about, where it is about one.
    #[account(mut)]
    pub grant: Option<AccountLoader<'info, Grant>>,
    /// The plan's oracle set, where that is to be replaced.
    #[account(mut)]
    pub oracle_set: Option<AccountLoader<'info, OracleSet>>,
}

impl ExecuteProposal<'_> {
    fn accelerate_plan(&self, plan: &mut Plan, proposal: &Proposal, now: i64) -> Result<()> {
        if plan.retained_after(plan.acceleration_count) == 0 {
            // Everything was released since: nothing is left to do, and nobody has kept it from being done.
            return Ok(());
        }
        let retained = plan.accelerate(proposal.acceleration_bps, proposal.max_accelerations(), now)?;
        emit!(PlanAccelerated {
            plan: self.plan.key(),
            accelerated_by: self.proposal.key(),
            acceleration_bps: proposal.acceleration_bps,
            retained,
        });
        Ok(())
    }

    fn act_on_grant(&self, plan: &Plan, proposal: &Proposal, now: i64) -> Result<()> {
        let account = self.grant.as_ref().filter(|grant| grant.key() == proposal.grant);
        let account = account.ok_or_else(|| fail(VestingError::WrongProposalTarget))?;
        let mut data = account.as_ref().try_borrow_mut_data()?;
        let (grant, _) = Grant::of_plan(&mut data, self.plan.as_ref().key)?;
        if proposal.action == ACTION_ACCELERATE_GRANT {
            grant.accelerate(proposal.acceleration_bps, now)?;
            emit!(GrantAccelerated {
                plan: grant.plan,
                grant: proposal.grant,
                accelerated_by: self.proposal.key(),
                acceleration_bps: proposal.acceleration_bps,
            });
            return Ok(());
        }
        let cause = proposal.cause();
        let stop_ts = grant.terminate_by_vote(cause, plan, now)?;
        emit!(GrantTerminated { plan: grant.plan, grant: proposal.grant, cause, stop_ts });
        Ok(())
    }

    /// The cap is what was voted, also below what is allocated: nothing is issued then. If it were raised to that, the
    /// authority could issue up to the old cap before, void it after, and keep the old cap.
    fn set_issue_cap(&self, plan: &mut Plan, proposal: &Proposal) -> Result<()> {
        supersede(&mut plan.min_cap_proposal, proposal.number)?;
        let issue_cap = proposal.issue_cap;
        let from = std::mem::replace(&mut plan.issue_cap, issue_cap);
        emit!(IssueCapSet { plan: self.plan.key(), from, to: issue_cap });
        Ok(())
    }

    fn announce_oracles(&self, plan: &mut Plan, proposal: &Proposal, now: i64) -> Result<()> {
        supersede(&mut plan.min_oracles_proposal, proposal.number)?;
        let account = self.oracle_set.as_ref().ok_or_else(|| fail(VestingError::WrongProposalTarget))?;
        let mut oracles = account.load_mut()?;
        ensure!(oracles.plan == self.plan.key(), VestingError::MetricOfAnotherPlan);
        let seats = Proposal::read_seats(self.proposal.as_ref())?;
        oracles.propose_by_vote(seats, proposal.oracle_threshold, now);
        emit!(OracleSetProposed {
            plan: oracles.plan,
            attestors: seats,
            threshold: proposal.oracle_threshold,
            ready_ts: oracles.next_ts,
        });
        Ok(())
    }
}

/// Fails where a newer proposal on the same was carried out: the members have decided anew since.
#[inline(never)]
fn supersede(least: &mut u64, number: u64) -> Result<()> {
    ensure!(number >= *least, VestingError::ProposalSuperseded);
    *least = number.saturating_add(1);
    Ok(())
}

/// See `vesting::execute_proposal`.
pub fn execute_proposal(ctx: Context<ExecuteProposal>) -> Result<()> {
    let accounts = ctx.accounts;
    let now = access::now()?;
    let proposal = {
        let mut proposal = accounts.proposal.load_mut()?;
        ensure!(proposal.plan == accounts.plan.key(), VestingError::GovernanceOfAnotherPlan);
        proposal.execute(now)?;
        *proposal
    };
    let mut plan = accounts.plan.load_mut()?;
    match proposal.action {
        ACTION_ACCELERATE_PLAN => accounts.accelerate_plan(&mut plan, &proposal, now)?,
        ACTION_SET_ISSUE_CAP => accounts.set_issue_cap(&mut plan, &proposal)?,
        ACTION_REPLACE_ORACLES => accounts.announce_oracles(&mut plan, &proposal, now)?,
        _ => accounts.act_on_grant(&plan, &proposal, now)?,
    }

    emit!(ProposalExecuted { plan: proposal.plan, proposal: accounts.proposal.key() });
    Ok(())
}
