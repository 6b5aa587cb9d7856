// Bugs that programs of this kind had. `find` occurs exactly once in the file; `why` says what goes wrong for whom.
const PROGRAM = "programs/vesting/src";
const GRANT = `${PROGRAM}/state/grant.rs`;
const ON_GRANTS = `${PROGRAM}/instructions/grant`;
const ON_PLANS = `${PROGRAM}/instructions/plan`;
const MATH = "crates/vesting-math/src";

export const MONEY_MUTANTS = [
  {
    name: "redirected-refund",
    why: "whoever withdraws the surplus sends it to anybody's account",
    file: `${ON_PLANS}/withdraw_surplus.rs`,
    find: "token::check_owned(&self.destination, &plan.authority, plan)?;",
    replace: "",
  },
  {
    name: "revived-account",
    why: "a tombstone goes while its plan still issues, so the id is free again",
    file: `${ON_GRANTS}/sweep_tombstone.rs`,
    find: "ensure!(plan.is_sealed(), VestingError::PlanNotSealed);",
    replace: "",
  },
  {
    name: "double-payout",
    why: "what was claimed is not remembered, so it can be claimed again",
    file: GRANT,
    find: "self.claimed.checked_add(gross)",
    replace: "self.claimed.checked_add(0)",
  },
  {
    name: "merged-roles",
    why: "the operator's hot key has the authority's powers",
    file: `${PROGRAM}/access.rs`,
    find: "ensure!(plan.authority == *signer, VestingError::NotAuthority);",
    replace: "ensure!(plan.authority == *signer || plan.operator == *signer, VestingError::NotAuthority);",
  },
  {
    name: "fee-rounding",
    why: "what is withheld is rounded anew with each claim, so many small claims escape it",
    file: `${MATH}/withholding.rs`,
    find: "u16::try_from(next).unwrap_or(0))",
    replace: "u16::try_from(next.min(0)).unwrap_or(0))",
  },
  {
    name: "operator-cap-reset",
    why: "the operator's cap starts anew with each block of four hours",
    file: `${PROGRAM}/state/plan.rs`,
    find: ".min(OPERATOR_BLOCKS as u64);",
    replace: ".min(1).saturating_mul(OPERATOR_BLOCKS as u64);",
  },
  {
    name: "early-settle",
    why: "a termination settles in the second in which it stops, before a release in that second counts",
    file: GRANT,
    find: "self.stop_ts().is_some_and(|stop_ts| now > stop_ts)",
    replace: "self.has_stopped(now)",
  },
  {
    name: "withheld-overpaid",
    why: "payroll collects more than was withheld, out of what is owed to beneficiaries",
    file: `${ON_PLANS}/collect_withheld.rs`,
    find: "ensure!(args.amount <= plan.withheld, VestingError::WithheldTooSmall);",
    replace: "",
  },
  {
    name: "pause-of-vested",
    why: "a pause counts in full from its first second, and takes back what had vested",
    file: `${MATH}/timeline.rs`,
    find: "u32::try_from(elapsed).unwrap_or(u32::MAX).min(self.limit_secs)",
    replace: "u32::try_from(elapsed).map_or(u32::MAX, |_| self.limit_secs)",
  },
  {
    name: "tombstone-skipped",
    why: "a closed grant leaves nothing behind, and its id can be issued again",
    file: `${ON_GRANTS}/close_grant.rs`,
    find: "if plan.is_sealed() {",
    replace: "if plan.tombstone_count == 0 {",
  },
];
