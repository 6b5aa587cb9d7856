/** Brings the deposits and proposals of a scene with governances into being, and the votes on them: all of them alike. */
import { associatedAddress, castVote, depositVotes, type NewAction, openProposal } from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { AGE, DELAY, VOTING } from './governances';
import type { Scene, Subject } from './scene';

const DEPOSIT = 1_000_000n;

/** Everybody gets half of what is unvested. */
export const RELEASE: NewAction = { kind: 'acceleratePlan', accelerationBps: 5_000 };

/** A beneficiary's associated token account. */
function associated({ plan, beneficiary }: Subject): PublicKey {
  return associatedAddress(beneficiary, plan.mint, plan.tokenProgram);
}

export function depositOf(subject: Subject): TransactionInstruction {
  const { plan, beneficiary, depositId } = subject;
  return depositVotes({
    owner: beneficiary,
    plan: plan.address,
    planState: plan,
    depositId,
    source: associated(subject),
    amount: DEPOSIT,
  });
}

/** A subject's proposal, by its beneficiary with a grant or deposit of theirs. */
export function proposalOf(
  { plan, beneficiary, proposalId }: Subject,
  source: PublicKey,
  action: NewAction,
  documentUri = 'https://example.org/why.md',
): TransactionInstruction {
  return openProposal({
    proposer: beneficiary,
    plan: plan.address,
    proposalId,
    source,
    action,
    reason: 'projectFailure',
    documentSha256: new Uint8Array(32).fill(7),
    documentUri,
    expiresTs: 'never',
  });
}

/** The vote of a subject's beneficiary on the subject's proposal. */
export function voteOf(
  { plan, beneficiary, proposal, proposalId }: Subject,
  source: PublicKey,
  capped = false,
): TransactionInstruction {
  const proposalNumber = proposalId;
  return castVote({ voter: beneficiary, plan: plan.address, proposal, proposalNumber, source, approve: true, capped });
}

/** Gives every beneficiary tokens to deposit. */
export function openWallets(scene: Scene): void {
  scene.open(({ beneficiary }) => beneficiary, DEPOSIT);
}

/** Everybody deposits in the governances of a scene, and grants and deposits become old enough to vote. */
export function makeDeposits(scene: Scene): void {
  openWallets(scene);
  scene.forGrants(depositOf);
  scene.world.chain.advance(AGE);
}

/** Every beneficiary opens a proposal. */
export function openProposals(scene: Scene, action: (subject: Subject) => NewAction = () => RELEASE): void {
  makeDeposits(scene);
  scene.forGrants((subject) => proposalOf(subject, subject.grant, action(subject)));
}

/** Every proposal passes by the vote of its opener's grant, and waits until it can be executed. */
export function passProposals(scene: Scene, action?: (subject: Subject) => NewAction): void {
  openProposals(scene, action);
  scene.forGrants((subject) => voteOf(subject, subject.grant));
  scene.world.chain.advance(VOTING + DELAY);
}
