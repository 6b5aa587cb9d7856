/** What each attack must lead to. Nearly all follows from the interface; the tables hold the rest, each with its reason. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID, type TenureErrorName } from '@tenure/sdk';
import type { Attack, Case } from './attacks';
import { ACCOUNT_DISCRIMINATORS, type AccountName, type Slot, slotsOf } from './idl';
import { answerOf, isPerson, kindOf } from './roles';
import type { Scene } from './scene';

/** The error that must come, or why success is right: then the same must happen as in the valid call. */
export type Verdict = { readonly error: TenureErrorName } | { readonly harmless: string };

function all(error: TenureErrorName, ...places: string[]): [string, Verdict][] {
  return places.map((place) => [place, { error }]);
}

/** Keys are `instruction.account attack`, `... what` for one substitute, and `... (title)` for one fixture. */
const SPECIAL: ReadonlyMap<string, Verdict> = new Map([
  // The beneficiary alone chooses the destination; to others' claims only the associated account is open.
  ...['claim', 'claimMilestone'].flatMap((claim) =>
    all(
      'NotAssociatedAccount',
      `${claim}.claimant person (by the beneficiary)`,
      `${claim}.claimant sibling (by the beneficiary)`,
      `${claim}.destination copy (by anyone)`,
    ),
  ),
  // The handler reads what it closes; Anchor would write its discriminator back.
  ...['closeGrant', 'voidGrant'].flatMap((instruction) =>
    ['absent', 'wrongOwner', 'blank', 'wrongType', 'duplicate'].flatMap((attack) =>
      all('NotAGrant', `${instruction}.grant ${attack}`),
    ),
  ),
  // A transfer can be ended when its plan is gone, so the plan is known by its address alone.
  ...['absent', 'wrongOwner', 'blank', 'wrongType', 'duplicate'].flatMap((attack) =>
    all('GrantOfAnotherPlan', `rejectTransfer.plan ${attack}`),
  ),
  // A closed account's rent may not go to the account itself: Anchor looks first.
  ...all('ConstraintClose', 'acceptTransfer.proposer duplicate transfer', 'rejectTransfer.proposer duplicate transfer'),
  // A mint belongs to the token program ...
  ...['sibling foreign', 'duplicate', 'absent', 'wrongOwner', 'wrongType a plan'].flatMap((rest) =>
    all('WrongTokenProgram', `createPlan.mint ${rest}`),
  ),
  // ... and another one that does has another vault.
  ...all('WrongVault', 'createPlan.mint blank', 'createPlan.mint wrongType', 'createPlan.mint copy'),
  // The system program is read-only in every transaction.
  ...all(
    'ConstraintMut',
    'createPlan.vault duplicate systemProgram',
    'createGovernance.vault duplicate systemProgram',
    'depositVotes.vault duplicate systemProgram',
    'depositVotes.source duplicate systemProgram',
    'issueMilestone.milestone duplicate systemProgram',
    'openProposal.source duplicate systemProgram',
    'castVote.source duplicate systemProgram',
    'castVote.voteRecord duplicate systemProgram',
    'castVote.voterRecord duplicate systemProgram',
  ),
  // Each may spend its own account only.
  ...all('OwnerMismatch', 'depositVotes.source sibling other'),
  // The vault is the governance's, and so not the owner's.
  ...all('TokenAccountNotOwned', 'withdrawVotes.destination duplicate vault'),
  ['openProposal.source duplicate grant', { harmless: 'any grant or deposit of the proposer will do' }],
  ...['person (by anyone, of a plan at its end)', 'duplicate owner'].map((attack): [string, Verdict] => [
    `withdrawVotes.signer ${attack}`,
    { harmless: "anybody may give a deposit back to its owner, so that nobody's keeps a plan from closing" },
  ]),
  // The authority may propose too, together with the guardian.
  ...all('RecoveryNeedsGuardian', 'proposeTransfer.proposer person authority', 'proposeTransfer.guardian leftOut'),
  // Accounts that belong to a proposal or to a vote by their contents.
  ...all('WrongRentRecipient', 'closeVoteRecord.voteRecord sibling', 'closeVoterRecord.voterRecord sibling'),
  ...all('WrongProposalTarget', 'openProposal.grant sibling', 'executeProposal.grant sibling'),
  ...all('MetricOfAnotherPlan', 'executeProposal.oracleSet sibling'),
  // An optional account that the call needs.
  ...all('PauseTooLong', 'pauseGrant.beneficiary leftOut'),
  ...all('VoterRecordMissing', 'castVote.voterRecord leftOut'),
  ...['openProposal.grant', 'executeProposal.grant', 'executeProposal.oracleSet'].flatMap((place) =>
    all('WrongProposalTarget', `${place} leftOut`),
  ),
  // An optional account that the call does without.
  ...all('WrongProposalTarget', 'openProposal.grant uncalledFor'),
  ...all('AccountDiscriminatorMismatch', 'executeProposal.oracleSet uncalledFor'),
  ...['castVote.voterRecord', 'executeProposal.grant'].map((place): [string, Verdict] => [
    `${place} uncalledFor`,
    { harmless: 'only what the proposal is about, or a cap, makes it count' },
  ]),
]);

/** What a source is: only the token program looks at it, and at nothing before it has its right size. */
const SOURCE: Partial<Record<Attack, Verdict>> = {
  copy: { harmless: 'tokens may come from any account that the funder may spend' },
  strangers: { error: 'OwnerMismatch' },
  otherMint: { error: 'MintMismatch' },
  blank: { error: 'UninitializedAccount' },
  // It would pass for a token account, but the runtime lets the token program write only its own accounts.
  wrongOwner: { error: 'ExternalAccountDataModified' },
};

/** The verdict on a case of an instruction's fixture (`title` tells which). */
export function verdictOn(found: Case, scene: Scene, title = ''): Verdict {
  const { slot, attack, what } = found;
  const place = `${slot.instruction}.${slot.account} ${attack}`;
  const keys = [`${place} ${what}`, `${place} (${title})`, place];
  const special = keys.flatMap((key) => SPECIAL.get(key) ?? [])[0];
  return special ?? general(found, scene);
}

function general(found: Case, scene: Scene): Verdict {
  const { slot, attack, what, substitute } = found;
  if (attack === 'unsigned') return { error: 'AccountNotSigner' };
  if (attack === 'readonly') return { error: 'ConstraintMut' };
  if (attack === 'occupied') return { error: occupiedError(slot) };
  if (slot.signer) return signed(slot, substitute, scene);
  if (slot.address?.startsWith('Sysvar') === true) return { error: 'AccountSysvarMismatch' };
  if (slot.address !== undefined) return { error: 'InvalidProgramId' };
  if (slot.created) return { error: createdError(slot) };
  const kind = kindOf(slot);
  switch (kind.is) {
    case 'stored':
      return { error: kind.error };
    case 'own':
      return { error: ownError(found, scene) };
    case 'destination':
      return destinationVerdict(attack, what);
    case 'voteSource':
      return { error: voteSourceError(found, scene) };
    case 'source':
      if (attack === 'duplicate' && what === 'vault') return { error: 'VaultIsCounterparty' };
      return SOURCE[attack] ?? { error: 'InvalidAccountData' };
  }
}

/** Another address than that of the new account. */
function createdError({ account }: Slot): TenureErrorName {
  if (account === 'milestone') return 'MilestoneAddressMismatch';
  return account === 'voteRecord' || account === 'voterRecord' ? 'VoteAddressMismatch' : 'ConstraintSeeds';
}

function occupiedError({ account, instruction }: Slot): TenureErrorName {
  if (account === 'plan') return 'PlanAlreadyExists';
  if (account === 'transfer') return 'TransferAlreadyPending';
  if (account === 'oracleSet') return 'OracleSetExists';
  if (account === 'metric') return 'MetricAlreadyExists';
  if (account === 'governance') return 'GovernanceExists';
  if (account === 'deposit') return 'DepositAlreadyExists';
  if (account === 'voteRecord') return 'AlreadyVoted';
  // A wallet that has voted has one.
  if (account === 'voterRecord') return 'AccountDiscriminatorMismatch';
  if (account === 'proposal') return 'ProposalAlreadyExists';
  // The grant counts its milestones, so there is never one at the next address: only the system program looks.
  if (account === 'milestone') return 'AccountAlreadyInUse';
  throw new Error(`say what the ${account} of ${instruction} being there already is called`);
}

function signed(slot: Slot, substitute: PublicKey | undefined, scene: Scene): Verdict {
  if (substitute === undefined || !isPerson(substitute, scene)) return { error: 'AccountNotSigner' };
  const answer = answerOf(slot);
  return answer === 'anybody' ? { harmless: 'anybody may sign here' } : { error: answer };
}

function ownError({ slot, attack, what, substitute }: Case, scene: Scene): TenureErrorName {
  if (attack === 'sibling') return siblingError(slot, what);
  if (attack === 'wrongType' || attack === 'blank') return 'AccountDiscriminatorMismatch';
  const account = substitute && scene.world.chain.account(substitute);
  const isOwn = attack === 'duplicate' && account?.owner.equals(PROGRAM_ID) === true;
  return isOwn ? 'AccountDiscriminatorMismatch' : 'AccountOwnedByWrongProgram';
}

/** A genuine account of this program, but not the one that the others of the call belong to. */
function siblingError(slot: Slot, subject: string): TenureErrorName {
  const { account, instruction } = slot;
  const slots = slotsOf(instruction);
  const created = slots.find((other) => other.created);
  if (created?.seeds.includes(account) === true) return 'ConstraintSeeds';
  const has = (name: AccountName) => slots.some((other) => other.account === name && !other.created);
  if (account === 'plan' && (has('governance') || has('proposal'))) return 'GovernanceOfAnotherPlan';
  if (account === 'governance') return 'GovernanceOfAnotherPlan';
  if (account === 'deposit') return 'NotYourDeposit';
  if (account === 'proposal') return proposalError(slot, subject);
  if (account === 'plan') {
    if (has('grant') || has('transfer') || has('tombstone')) return 'GrantOfAnotherPlan';
    if (has('metric') || has('oracleSet')) return 'MetricOfAnotherPlan';
    if (has('milestone')) return 'MilestoneOfAnotherGrant';
    return has('vault') ? 'WrongVault' : signersError(slots);
  }
  if (account === 'oracleSet') return 'MetricOfAnotherPlan';
  if (account === 'metric') return has('milestone') ? 'WrongMetric' : 'MetricOfAnotherPlan';
  if (account === 'milestone') return 'MilestoneOfAnotherGrant';
  if (account === 'transfer' && has('grant')) return 'TransferIsStale';
  const isOfAnotherPlan = subject === 'twin' || subject === 'foreign';
  if (isOfAnotherPlan && has('plan')) return 'GrantOfAnotherPlan';
  if (has('transfer') && has('grant')) return 'TransferIsStale';
  if (has('milestone')) return 'MilestoneOfAnotherGrant';
  if (created !== undefined) return createdError(created);
  return has('destination') ? 'TokenAccountNotOwned' : signersError(slots);
}

/** A genuine proposal, but of another plan, of another proposer, or about something else. */
function proposalError({ instruction }: Slot, subject: string): TenureErrorName {
  if (instruction === 'withdrawProposal') return 'NotProposer';
  if (instruction === 'closeProposal') return 'WrongRentRecipient';
  if (subject === 'twin' || subject === 'foreign') return 'GovernanceOfAnotherPlan';
  return instruction === 'executeProposal' ? 'WrongProposalTarget' : 'VoteAddressMismatch';
}

/** A grant or deposit must be of this plan, the signer's, and, where it votes, the one whose vote the record is. */
function voteSourceError({ slot, attack, what, substitute }: Case, scene: Scene): TenureErrorName {
  if (attack !== 'sibling') return attack === 'blank' || attack === 'wrongType' ? 'NotAGrant' : 'NotAVoteSource';
  if (what === 'twin' || what === 'foreign') {
    const { data } = (substitute && scene.world.chain.account(substitute)) ?? { data: Buffer.alloc(0) };
    return ACCOUNT_DISCRIMINATORS.get('grant')?.every((byte, index) => byte === data[index]) === true
      ? 'GrantOfAnotherPlan'
      : 'GovernanceOfAnotherPlan';
  }
  return slot.instruction === 'castVote' && what === 'second' ? 'VoteAddressMismatch' : 'NotVoteHolder';
}

/** Where nothing else ties an account to the call, its signer does: the beneficiary, if that is one. */
function signersError(slots: readonly Slot[]): TenureErrorName {
  const signers = slots.filter(({ signer }) => signer);
  const signer = signers.find(({ account }) => account === 'beneficiary') ?? signers[0];
  const answer = signer === undefined ? 'anybody' : answerOf(signer);
  if (answer === 'anybody') throw new Error('nothing ties the account to the call');
  return answer;
}

function destinationVerdict(attack: Attack, what: string): Verdict {
  if (attack === 'copy') return { harmless: 'any token account of that person will do' };
  if (attack === 'strangers' || (attack === 'sibling' && what !== 'foreign')) return { error: 'TokenAccountNotOwned' };
  if (attack === 'duplicate' && what === 'vault') return { error: 'VaultIsCounterparty' };
  return { error: 'NotATokenAccount' };
}
