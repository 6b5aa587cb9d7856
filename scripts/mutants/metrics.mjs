// Bugs that metrics and their attestors could have.
const PROGRAM = "programs/vesting/src";
const METRIC = `${PROGRAM}/state/metric.rs`;
const ORACLES = `${PROGRAM}/state/oracle_set.rs`;
const MATH = "crates/vesting-math/src";

export const METRIC_MUTANTS = [
  {
    name: "dispute-outruns",
    why: "a dispute takes back when the result was there, so that a deadline or a termination comes first",
    file: METRIC,
    find: "self.retry_until_ts = now.saturating_add(i64::from(DISPUTE_RETRY_SECS));",
    replace: "self.retry_until_ts = now.saturating_add(i64::from(DISPUTE_RETRY_SECS));\n        self.reached_ts = 0;",
  },
  {
    name: "freshness-forgotten",
    why: "an attestation counts however old it is",
    file: METRIC,
    find: "said.round == self.round && since_ts >= oldest",
    replace: "said.round == self.round && since_ts >= oldest.min(0)",
  },
  {
    name: "round-forgotten",
    why: "what was disputed counts again",
    file: METRIC,
    find: "said.round == self.round && since_ts >= oldest",
    replace: "said.round != 0 && since_ts >= oldest",
  },
  {
    name: "median-of-all",
    why: "what is stale or was disputed goes into the median",
    file: METRIC,
    find: "self.attestations.iter().filter(move |_| {",
    replace:
      "self.attestations.iter().filter(|said| said.round != 0).filter(move |_| {\n            if seats != 0 { return true; }",
  },
  {
    name: "better-of-the-middle-two",
    why: "of an even number of attestations the better one of the middle two decides",
    file: `${MATH}/metric.rs`,
    find: "Better::Higher => last / 2,\n        Better::Lower => last.div_ceil(2),",
    replace: "Better::Lower => last / 2,\n        Better::Higher => last.div_ceil(2),",
  },
  {
    name: "counted-twice",
    why: "who changed seats counts in both",
    file: METRIC,
    find: "            *said = Attestation::default();\n",
    replace: "            said.evidence_sha256 = [0; 32];\n",
  },
  {
    name: "counted-may-change",
    why: "who is counted in a challenge attests again, without a dispute",
    file: METRIC,
    find: "ensure!(!counted, VestingError::AlreadyCounted);",
    replace: "ensure!(!counted || now != 0, VestingError::AlreadyCounted);",
  },
  {
    name: "window-not-renewed",
    why: "a value that came in at the end of the window becomes final at once",
    file: METRIC,
    find: "self.challenge_ends_ts = now.saturating_add(i64::from(self.challenge_secs));",
    replace:
      "let ends_ts = now.saturating_add(i64::from(self.challenge_secs));\n        self.challenge_ends_ts = if self.challenge_ends_ts > 0 { self.challenge_ends_ts } else { ends_ts };",
  },
  {
    name: "disputes-without-end",
    why: "one person holds a metric open for good",
    file: METRIC,
    find: "ensure!(unused != 0, VestingError::AlreadyDisputed);",
    replace: "let unused = if unused == 0 { rights } else { unused };",
  },
  {
    name: "minority-after-a-dispute",
    why: "after a dispute the same few decide again",
    file: ORACLES,
    find: "threshold.max(self.majority())",
    replace: "threshold.min(self.majority())",
  },
  {
    name: "one-denial-is-enough",
    why: "a single low report takes back an early result, and whoever left in between loses it",
    file: METRIC,
    find: "self.denials(now) >= self.panel(oracles).majority()",
    replace: "self.denials(now) > 0",
  },
  {
    name: "early-result-stays",
    why: "what came early, and turned out lower when it was due, pays whoever left before that",
    file: METRIC,
    find: "if self.reached_early() && !self.is_early_result(self.value) {",
    replace: "if now < 0 && self.reached_early() && !self.is_early_result(self.value) {",
  },
  {
    name: "panel-not-frozen",
    why: "attestors who were put in after a result was seen decide it anew",
    file: METRIC,
    find: "match self.threshold {\n            0 => oracles.panel(),",
    replace: "match self.threshold.min(0) {\n            0 => oracles.panel(),",
  },
  {
    name: "panel-dropped-on-dispute",
    why: "a guardian's dispute hands a result to other attestors",
    file: METRIC,
    find: "        self.observed_ts = 0;\n        self.status = MetricStatus::Open as u8;\n",
    replace:
      "        self.observed_ts = 0;\n        self.threshold = 0;\n        self.status = MetricStatus::Open as u8;\n",
  },
  {
    name: "announced-oracles-wait",
    why: "an authority keeps attestors of its own ready for the second in which a result comes",
    file: ORACLES,
    find: "ensure!(!self.next_is_void(now), VestingError::OracleChangeExpired);",
    replace: "let _ = self.next_is_void(now);",
  },
  {
    name: "observed-after-the-deadline",
    why: "a value that was reached after the deadline pays, because a false report came in time",
    file: METRIC,
    find: "reported && (self.status() != MetricStatus::Final || self.observed_ts <= ts)",
    replace: "reported",
  },
  {
    name: "dated-by-a-minority",
    why: "what came true after the deadline pays, because two of five who report it backdate it",
    file: METRIC,
    find: "let observed_ts = self.median_observed_ts(median);",
    replace:
      "let first = if self.observed_ts == 0 { i64::MAX } else { self.observed_ts };\n" +
      "        let observed_ts = self.median_observed_ts(median).min(first);",
  },
  {
    name: "dated-without-a-challenge",
    why: "a report in the last second of a challenge makes the result a late one, and nobody can answer",
    file: METRIC,
    find: "            && self.observed_ts == observed_ts\n        {\n",
    replace: "        {\n            self.observed_ts = observed_ts;\n",
  },
  {
    name: "confirmed-too-late",
    why: "who confirms a disputed value is taken to have seen it only then",
    file: METRIC,
    find: "                new.observed_ts = new.observed_ts.min(said.observed_ts);\n",
    replace: "",
  },
  {
    name: "denied-without-retry",
    why: "a few who report low a second before the deadline end the milestone",
    file: METRIC,
    find: "        self.retry_until_ts = now.saturating_add(i64::from(DISPUTE_RETRY_SECS));\n",
    replace: "        self.retry_until_ts = now.min(0);\n",
  },
];
