// Bugs that votes could have, to be found like those of mutant-list.mjs.
const PROGRAM = "programs/vesting/src";
const ON_VOTES = `${PROGRAM}/instructions/governance`;
const PROPOSAL = `${PROGRAM}/state/proposal.rs`;

export const VOTE_MUTANTS = [
  {
    name: "votes-twice",
    why: "a grant or deposit votes as often as it likes",
    file: `${ON_VOTES}/cast_vote.rs`,
    find: "ensure!(*self.vote_record.owner != crate::ID, VestingError::AlreadyVoted);",
    replace: "if *self.vote_record.owner == crate::ID {\n            return Ok(());\n        }",
  },
  {
    name: "age-ignored",
    why: "what came for the occasion votes",
    file: `${ON_VOTES}/weight.rs`,
    find: "ensure!(self.since_ts <= aged_before_ts, VestingError::TooYoungToVote);",
    replace: "let _ = aged_before_ts;",
  },
  {
    name: "quorum-shifted",
    why: "grants that are issued before a proposal put its quorum out of reach",
    file: `${PROGRAM}/state/governance.rs`,
    find: "plan.grants_before.there_by(plan.owed_to_grants()?, by)",
    replace: "plan.owed_to_grants()?",
  },
  {
    name: "executed-twice",
    why: "one vote releases or terminates again and again",
    file: PROPOSAL,
    find: "        self.status = ProposalStatus::Executed as u8;\n",
    replace: "",
  },
  {
    name: "votes-in-the-last-second",
    why: "a vote is taken in the second in which the vote has ended, and a deposit is free",
    file: PROPOSAL,
    find: "ensure!(now < self.voting_ends_ts, VestingError::VoteHasEnded);",
    replace: "ensure!(now <= self.voting_ends_ts, VestingError::VoteHasEnded);",
  },
  {
    name: "own-grant-votes",
    why: "who is to be released or terminated votes on it, although the rules exclude it",
    file: `${ON_VOTES}/cast_vote.rs`,
    find: "ensure!(!own, VestingError::OwnGrantExcluded);",
    replace: "let _ = own;",
  },
  {
    name: "cap-for-each-source",
    why: "one wallet has the capped share with each of its grants and deposits",
    file: `${ON_VOTES}/cast_vote.rs`,
    find: "weight.min(proposal.voter_cap.saturating_sub(state.weight))",
    replace: "weight.min(proposal.voter_cap)",
  },
  {
    name: "deposit-not-locked",
    why: "a deposit leaves after its vote, and votes again from another wallet later",
    file: `${ON_VOTES}/cast_vote.rs`,
    find: "deposit.lock_until(voting_ends_ts);",
    replace: "deposit.lock_until(0);\n            let _ = voting_ends_ts;",
  },
  {
    name: "termination-takes-the-vote",
    why: "whoever holds the authority decides a running vote by terminating those who would vote",
    file: `${ON_VOTES}/weight.rs`,
    find: "announced_before && grant.has_stopped(now)",
    replace: "(announced_before || created_ts > 0) && grant.has_stopped(now)",
  },
];
