// Bugs that milestones could have.
const PROGRAM = "programs/vesting/src";
const GRANT = `${PROGRAM}/state/grant.rs`;
const MILESTONE = `${PROGRAM}/state/milestone.rs`;
const ON_GRANTS = `${PROGRAM}/instructions/grant`;
const ON_MILESTONES = `${PROGRAM}/instructions/milestone`;
const MATH = "crates/vesting-math/src";

export const MILESTONE_MUTANTS = [
  {
    name: "milestone-claims-forgotten",
    why: "a milestone pays again and again",
    file: MILESTONE,
    find: "self.claimed.checked_add(gross)",
    replace: "self.claimed.checked_add(0)",
  },
  {
    name: "settles-twice",
    why: "a milestone stays pending when it is settled, and gives up what it owes each time",
    file: MILESTONE,
    find: "        self.status = status as u8;\n",
    replace: "",
  },
  {
    name: "forfeits-nothing",
    why: "what a milestone does not pay stays reserved for good",
    file: `${ON_MILESTONES}/settle_milestone.rs`,
    find: "plan.forfeit(returned)?;",
    replace: "plan.forfeit(0)?;",
  },
  {
    name: "forfeits-twice",
    why: "the plan takes back double what a milestone does not pay, from other people",
    file: `${ON_MILESTONES}/settle_milestone.rs`,
    find: "plan.forfeit(returned)?;",
    replace:
      "let again = returned.min(plan.reserved.saturating_sub(returned));\n    plan.forfeit(returned)?;\n    plan.forfeit(again)?;",
  },
  {
    name: "deadline-ignored",
    why: "a result after the deadline pays",
    file: MILESTONE,
    find: "if !metric.reached_by(self.deadline_ts) {",
    replace: "if metric.reached_ts == 0 {",
  },
  {
    name: "retry-ignored",
    why: "a dispute shortly before the deadline ends the milestone",
    file: MILESTONE,
    find: "self.deadline_ts.max(metric.retry_until_ts)",
    replace: "self.deadline_ts",
  },
  {
    name: "termination-outruns",
    why: "a termination takes a milestone whose result was there",
    file: MILESTONE,
    find: "stopped.is_some_and(|stop_ts| !metric.reached_by(stop_ts))",
    replace: "stopped.is_some_and(|stop_ts| !metric.reached_by(stop_ts) || metric.status() != MetricStatus::Final)",
  },
  {
    name: "void-window-ignored",
    why: "a milestone pays while it can still be voided",
    file: MILESTONE,
    find: "        if self.in_void_window(plan, now) {\n            return 0;\n        }\n",
    replace: "",
  },
  {
    name: "stop-ignored",
    why: "a milestone goes on vesting after its grant has stopped",
    file: MILESTONE,
    find: "Timeline { stop_ts, ..Timeline::default() }",
    replace: "Timeline::default()",
  },
  {
    name: "keep-at-issue-ignored",
    why: "a release from before the milestone counts for it",
    file: MILESTONE,
    find: "grant_at_issue: self.retained_at_issue,",
    replace: "grant_at_issue: vesting_math::RETAIN_ALL,",
  },
  {
    name: "payout-rounds-up",
    why: "a payout between two points of the curve is a unit too much",
    file: `${MATH}/payout.rs`,
    find: "mul_div_floor(rise, ",
    replace: "crate::fraction::mul_div_ceil(rise, ",
  },
  {
    name: "index-lives-twice",
    why: "after a milestone was closed, another is set at the address of one that lives or lived",
    file: GRANT,
    find: "self.milestone_count().saturating_sub(1) | MILESTONES_ENDED",
    replace: "self.milestone_count().saturating_sub(1)",
  },
  {
    name: "grant-closed-too-early",
    why: "a grant is closed although its milestones still pay",
    file: `${ON_GRANTS}/close_grant.rs`,
    find: "ensure!(grant.milestone_count() == 0, VestingError::MilestonesRemain);",
    replace: "",
  },
  {
    name: "observed-after-the-stop",
    why: "the same for whoever had left before",
    file: MILESTONE,
    find: "stopped.is_some_and(|stop_ts| !metric.reached_by(stop_ts))",
    replace: "stopped.is_some_and(|stop_ts| metric.reached_ts == 0 || metric.reached_ts > stop_ts)",
  },
  {
    name: "missed-deadline-stays-open",
    why: "a dispute keeps open a deadline by which there was nothing",
    file: MILESTONE,
    find: "if in_time { self.deadline_ts.max(metric.retry_until_ts) } else { self.deadline_ts };",
    replace: "self.deadline_ts.max(metric.retry_until_ts);",
  },
  {
    name: "no-time-to-report",
    why: "a deadline falls on the second in which its metric is due",
    file: `${ON_MILESTONES}/issue_milestone.rs`,
    find: "args.deadline_ts >= reported_ts;",
    replace: "args.deadline_ts >= reported_ts.min(metric.due_ts);",
  },
  {
    name: "milestone-settled-while-voidable",
    why: "whoever settles a milestone in its void window keeps it from being voided",
    file: MILESTONE,
    find: "ensure!(!self.in_void_window(plan, now), VestingError::VoidWindowIsRunning);",
    replace: "",
  },
  {
    name: "milestone-unlock-ignored",
    why: "a plan's unlock curve locks no milestone",
    file: MILESTONE,
    find: "vesting_math::claimable(vested, plan.unlocked(self.payout, now), self.claimed)",
    replace: "vesting_math::claimable(vested, self.payout, self.claimed)",
  },
];
