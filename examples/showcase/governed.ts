/** The showcase's governance: deposits, a proposal that can be executed, one that is voted on. */
import type { PublicKey } from '@solana/web3.js';
import {
  ACTION_NAMES,
  castVote,
  createGovernance,
  DEPOSIT_ACTION_NAMES,
  depositAddress,
  depositVotes,
  governanceAddress,
  grantAddress,
  openProposal,
  proposalAddress,
  type NewAction,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import type { Plan } from './plans';
import { DAY, tokens, type Name, type Stage } from './stage';

/** Gives a plan its governance, before its first grant. */
export async function govern(stage: Stage, { address, token, vault }: Plan): Promise<void> {
  const authority = stage.address('Authority');
  const planState = { ...token, vault };
  const settings = {
    ...{ proposalThreshold: tokens(1_000), votingSecs: 4 * DAY, executionDelaySecs: DAY },
    ...{ executionWindowSecs: 14 * DAY, minAgeSecs: 30 * DAY, quorumBps: 2_000, approvalBps: 5_000 },
    ...{ maxVoterBps: 10_000, excludeOwnGrant: true, actions: ACTION_NAMES, depositActions: DEPOSIT_ACTION_NAMES },
  };
  const create = { authority, payer: authority, plan: address, planState, settings };
  await stage.send([createGovernance({ ...create, expiresTs: 'never' })], 'Authority');
}

/** The members' deposits. */
export async function deposit(stage: Stage, { address, token, vault }: Plan): Promise<void> {
  const planState = { ...token, vault };
  for (const [name, amount] of [
    ['Member 1', 150_000],
    ['Member 2', 90_000],
  ] as const) {
    const owner = stage.address(name);
    const source = await stage.give(token, name, tokens(amount * 2));
    const input = { owner, plan: address, planState, depositId: 1n, source, amount: tokens(amount) };
    await stage.send([depositVotes(input)], name);
  }
}

interface Opened {
  readonly proposal: PublicKey;
  /** Its number in the governance. */
  readonly proposalNumber: bigint;
}

/** A member's first proposal, opened with the own deposit. */
async function propose(
  stage: Stage,
  plan: PublicKey,
  by: Name,
  proposalNumber: bigint,
  action: NewAction,
): Promise<Opened> {
  const proposer = stage.address(by);
  const governance = governanceAddress(plan);
  const document = `reasons for proposal ${proposalNumber}`;
  const open = openProposal({
    ...{ proposer, plan, proposalId: 0n, action, source: depositAddress(governance, proposer, 1n) },
    ...{ reason: proposalNumber === 0n ? 'hardship' : 'ethicalDisagreement', expiresTs: 'never' },
    documentSha256: createHash('sha256').update(document).digest(),
    documentUri: `https://example.org/proposals/${proposalNumber}.md`,
  });
  await stage.send([open], by);
  return { proposal: proposalAddress(governance, proposer, 0n), proposalNumber };
}

async function approve(stage: Stage, plan: PublicKey, opened: Opened, by: Name, source: PublicKey): Promise<void> {
  const ballot = castVote({ voter: stage.address(by), plan, ...opened, source, approve: true, capped: false });
  await stage.send([ballot], by);
}

/** A plan-wide release that both members want: it passes, and waits for somebody to execute it. */
export async function passAcceleration(stage: Stage, { address }: Plan): Promise<void> {
  const opened = await propose(stage, address, 'Member 1', 0n, { kind: 'acceleratePlan', accelerationBps: 1_000 });
  await approve(stage, address, opened, 'Member 1', grantAddress(address, 1011n));
  await approve(stage, address, opened, 'Member 2', grantAddress(address, 1012n));
}

/** One that is voted on while the showcase is looked at: a release of one grant. */
export async function openAcceleration(stage: Stage, { address }: Plan): Promise<void> {
  const grant = grantAddress(address, 1002n);
  const action = { kind: 'accelerateGrant', grant, accelerationBps: 2_500 } as const;
  const opened = await propose(stage, address, 'Member 2', 1n, action);
  await approve(stage, address, opened, 'Member 2', grantAddress(address, 1012n));
}
