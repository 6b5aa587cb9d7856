// Bugs that roles and their notices could have: hand-over, transfer and recovery, guardian, payroll, accelerations; and what
// a grant alone has vested.
const PROGRAM = "programs/vesting/src";
const PLAN = `${PROGRAM}/state/plan.rs`;
const GRANT = `${PROGRAM}/state/grant.rs`;
const TRANSFER = `${PROGRAM}/state/transfer.rs`;
const ON_GRANTS = `${PROGRAM}/instructions/grant`;
const MATH = "crates/vesting-math/src";

export const ROLE_MUTANTS = [
  {
    name: "recovery-outlives-authority",
    why: "a recovery that an authority proposed before it left is good again once it is back",
    file: TRANSFER,
    find: "self.authority_changes == plan.authority_changes && ",
    replace: "self.proposer == plan.authority && ",
  },
  {
    name: "recovery-outlives-signature",
    why: "a beneficiary who has answered loses the grant all the same",
    file: TRANSFER,
    find: " && grant.flags & FLAG_RECOVERY != 0;",
    replace: " && grant.flags & FLAG_RECOVERY <= FLAG_RECOVERY;",
  },
  {
    name: "claim-is-no-answer",
    why: "a beneficiary who claims is not known to be there",
    file: `${ON_GRANTS}/claim.rs`,
    find: "            grant.note_beneficiary();\n",
    replace: "",
  },
  {
    name: "recovery-without-guardian",
    why: "the authority alone takes grants to wallets of its own",
    file: `${ON_GRANTS}/propose_transfer.rs`,
    find: "ensure!(agreed, VestingError::RecoveryNeedsGuardian);",
    replace: "let _ = agreed;",
  },
  {
    name: "guardian-is-the-authority",
    why: "one key is both signatures of a recovery",
    file: `${ON_GRANTS}/propose_transfer.rs`,
    find: " && guardian != Some(plan.authority);",
    replace: ";",
  },
  {
    name: "recovery-where-never",
    why: "grants of a plan that promises no recovery are recovered",
    file: `${ON_GRANTS}/propose_transfer.rs`,
    find: "ensure!(plan.recovery_secs != 0, VestingError::RecoveryNotAllowed);",
    replace: "",
  },
  {
    name: "recovery-never-expires",
    why: "a recovery that nobody completed waits for years, and the beneficiary does not see it coming",
    file: TRANSFER,
    find: "ensure!(now <= self.expires_ts, VestingError::TransferIsStale);",
    replace: "",
  },
  {
    name: "recovery-at-once",
    why: "a grant is recovered before its beneficiary can object",
    file: TRANSFER,
    find: "|| now >= self.ready_ts,",
    replace: "|| now >= self.ready_ts.min(now),",
  },
  {
    name: "offer-never-expires",
    why: "whoever was offered the authority once takes it when nobody expects it any more",
    file: PLAN,
    find: "ensure!(now <= self.pending_authority_until_ts, VestingError::AuthorityOfferExpired);",
    replace: "let _ = now;",
  },
  {
    name: "offer-to-anybody",
    why: "an offered authority is taken by somebody else",
    file: PLAN,
    find: "ensure!(self.pending_authority == signer, VestingError::NotPendingAuthority);",
    replace: "",
  },
  {
    name: "role-at-once",
    why: "the authority makes itself payroll or guardian and acts as such in the same second",
    file: PLAN,
    find: "let at_once = holder == Pubkey::default() || holder == from;",
    replace: "let at_once = true;",
  },
  {
    name: "role-change-not-called-off",
    why: "a holder who was named again is replaced all the same",
    file: PLAN,
    find: "let at_once = holder == Pubkey::default() || holder == from;",
    replace: "let at_once = holder == Pubkey::default();",
  },
  {
    name: "withholding-raised-at-once",
    why: "payroll withholds more of what had vested before anybody knew",
    file: GRANT,
    find: "if bps <= self.withholding_bps {",
    replace: "if bps <= plan.max_withholding_bps {",
  },
  {
    name: "notice-while-nothing-pays",
    why: "the notice of a higher withholding runs while a beneficiary can't claim",
    file: GRANT,
    find: "now.max(self.void_ends_ts(plan)).max(plan.claims_paused_until_ts)",
    replace: "now.max(self.void_ends_ts(plan).min(0))",
  },
  {
    name: "guardian-without-rest",
    why: "the guardian stops claims for good, 72 hours after 72 hours",
    file: PLAN,
    find: "ensure!(self.claims_paused_until_ts == 0 || now >= earliest, VestingError::ClaimsPauseTooSoon);",
    replace: "let _ = earliest;",
  },
  {
    name: "pause-budget-forgotten",
    why: "the authority pauses a grant for as long as it likes, one pause after another",
    file: GRANT,
    find: "plan.max_pause_secs.saturating_sub(self.imposed_pause_secs)",
    replace: "plan.max_pause_secs",
  },
  {
    name: "expiry-ignored",
    why: "what was signed for last month runs today",
    file: `${PROGRAM}/access.rs`,
    find: "ensure!(now <= expires_ts, VestingError::InstructionExpired);",
    replace: "let _ = expires_ts;",
  },
  {
    name: "accelerations-overwritten",
    why: "a full list loses its last entry to a new one, and with it what that released",
    file: PLAN,
    find: ".get_mut(usize::from(self.acceleration_count))\n            .ok_or_else(|| fail(VestingError::AccelerationsFull))?;\n        let retained = vesting_math::retained_after(retained, bps);\n        *slot = Acceleration { ts: now, retained, reserved: 0 };\n        self.acceleration_count = self.acceleration_count.saturating_add(1);",
    replace:
      ".get_mut(usize::from(self.acceleration_count.min(MAX_ACCELERATIONS.saturating_sub(1))))\n            .ok_or_else(|| fail(VestingError::AccelerationsFull))?;\n        let retained = vesting_math::retained_after(retained, bps);\n        *slot = Acceleration { ts: now, retained, reserved: 0 };\n        self.acceleration_count = self.acceleration_count.saturating_add(1).min(MAX_ACCELERATIONS);",
  },
  {
    name: "roles-use-all-accelerations",
    why: "roles fill the list, so that no vote releases anything any more",
    file: PLAN,
    find: "self.acceleration_count >= MAX_ACCELERATIONS_BY_ROLES;",
    replace: "self.acceleration_count >= MAX_ACCELERATIONS;",
  },
  {
    name: "factor-rounds-down",
    why: "each acceleration releases a little more than it says",
    file: `${MATH}/acceleration.rs`,
    find: "u32::try_from(mul_div_ceil(u64::from(retained), u64::from(kept_bps), u64::from(BPS)))",
    replace: "u32::try_from(crate::fraction::mul_div_floor(u64::from(retained), u64::from(kept_bps), u64::from(BPS)))",
  },
  {
    name: "released-rounds-up",
    why: "what is accelerated of a grant is a unit too much",
    file: `${MATH}/acceleration.rs`,
    find: "(false, true) => mul_div_ceil(unreached, plan.0, plan.1),",
    replace: "(false, true) => crate::fraction::mul_div_floor(unreached, plan.0, plan.1),",
  },
  {
    name: "good-leaver-twice",
    why: "each announced termination releases the good leaver's share again",
    file: GRANT,
    find: "has_share && self.flags & FLAG_GOOD_LEAVER == 0",
    replace: "cause.is_good_leaver()",
  },
  {
    name: "month-runs-over",
    why: "a month after the 31st of January is in March",
    file: `${MATH}/calendar.rs`,
    find: "let day = self.day.min(days_in_month(month));",
    replace: "let day = self.day;",
  },
  {
    name: "month-end-waits",
    why: "what vests at the end of a shorter month waits for the next",
    file: `${MATH}/calendar.rs`,
    find: "other.day < self.day && other.day < days_in_month(other.month)",
    replace: "other.day < self.day",
  },
  {
    name: "unlock-ignored",
    why: "a plan's unlock curve locks nothing",
    file: GRANT,
    find: "vesting_math::claimable(vested, plan.unlocked(self.total, now), self.claimed)",
    replace: "vesting_math::claimable(vested, self.total, self.claimed)",
  },
  {
    name: "settled-while-voidable",
    why: "whoever settles a termination in the void window keeps the grant from being voided",
    file: GRANT,
    find: "ensure!(!self.in_void_window(plan, now), VestingError::VoidWindowIsRunning);",
    replace: "",
  },
];
