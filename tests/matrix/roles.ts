/** What the accounts of the interface are, by their names: all that the matrix has to be told about them. */
import type { PublicKey } from '@solana/web3.js';
import type { InstructionName, TenureErrorName } from '@tenure/sdk';
import type { Slot, SignerName, StateName } from './idl';
import type { Scene } from './scene';

/** What an account is, and how the program knows it. */
export type Kind =
  /** An account of this program: owner and discriminator say so; its plan is compared with the plan of the call. */
  | { readonly is: 'own' }
  /** The one address that the plan, or another account of the call, stores. */
  | { readonly is: 'stored'; readonly error: TenureErrorName }
  /** Any token account of the plan's mint that belongs to the right person. */
  | { readonly is: 'destination' }
  /** A token account that the signer may spend: the token program decides. */
  | { readonly is: 'source' }
  /** A grant or a deposit, which the program tells apart by what is in it. */
  | { readonly is: 'voteSource' };

/** Every account that does not sign. A new name does not compile before it says what it is. */
const KINDS: Record<StateName, Kind | Partial<Record<InstructionName, Kind>>> = {
  plan: { is: 'own' },
  grant: { is: 'own' },
  transfer: { is: 'own' },
  tombstone: { is: 'own' },
  oracleSet: { is: 'own' },
  metric: { is: 'own' },
  milestone: { is: 'own' },
  governance: { is: 'own' },
  deposit: { is: 'own' },
  proposal: { is: 'own' },
  voteRecord: { is: 'own' },
  voterRecord: { is: 'own' },
  vault: { is: 'stored', error: 'WrongVault' },
  mint: { is: 'stored', error: 'WrongMint' },
  tokenProgram: { is: 'stored', error: 'WrongTokenProgram' },
  rentRecipient: { is: 'stored', error: 'WrongRentRecipient' },
  proposer: { is: 'stored', error: 'WrongRentRecipient' },
  voter: { is: 'stored', error: 'WrongRentRecipient' },
  owner: { is: 'stored', error: 'NotYourDeposit' },
  planVault: { is: 'stored', error: 'WrongVault' },
  destination: { is: 'destination' },
  source: {
    fundPlan: { is: 'source' },
    depositVotes: { is: 'source' },
    openProposal: { is: 'voteSource' },
    castVote: { is: 'voteSource' },
  },
};

/** What the wrong person's signature is answered with; `anybody` may sign where nobody is wrong. */
type Answer = TenureErrorName | 'anybody';

/** Every account that signs. A new name does not compile before it says who it is for. */
const ANSWERS: Record<SignerName, Answer | Partial<Record<InstructionName, Answer>>> = {
  authority: 'NotAuthority',
  pendingAuthority: 'NotPendingAuthority',
  issuer: 'NotIssuer',
  payroll: 'NotPayroll',
  guardian: { pauseClaims: 'NotGuardian', proposeTransfer: 'RecoveryNeedsGuardian' },
  accelerator: 'NotAccelerator',
  beneficiary: 'NotBeneficiary',
  // The proposer is part of a new proposal's address.
  proposer: { proposeTransfer: 'NotTransferParty', openProposal: 'ConstraintSeeds', withdrawProposal: 'NotProposer' },
  voter: 'NotVoteHolder',
  // The owner is part of a new deposit's address.
  owner: 'ConstraintSeeds',
  attestor: 'NotAttestor',
  disputer: 'NotDisputer',
  // The creator is part of the plan's address.
  creator: 'ConstraintSeeds',
  // The token program refuses a signer who may not spend the source.
  funder: 'OwnerMismatch',
  payer: 'anybody',
  claimant: 'anybody',
  signer: {
    resumeClaims: 'NotGuardian',
    acceptTransfer: 'TransferNotReady',
    rejectTransfer: 'NotTransferParty',
    closeGrant: 'NotBeneficiary',
    closeMilestone: 'NotBeneficiary',
    withdrawVotes: 'NotYourDeposit',
  },
};

function isStateName(name: string): name is StateName {
  return name in KINDS;
}

function isSignerName(name: string): name is SignerName {
  return name in ANSWERS;
}

/** What an account that does not sign is. */
export function kindOf({ account, instruction }: Slot): Kind {
  if (!isStateName(account)) throw new Error(`${account} is no account that the matrix knows`);
  const kind = KINDS[account];
  const found = 'is' in kind ? kind : kind[instruction];
  if (found === undefined) throw new Error(`say in KINDS what ${account} of ${instruction} is`);
  return found;
}

/** What the wrong signer of an account is answered with. */
export function answerOf({ account, instruction }: Slot): Answer {
  const answer = isSignerName(account) ? ANSWERS[account] : undefined;
  const found = typeof answer === 'object' ? answer[instruction] : answer;
  if (found === undefined) throw new Error(`say in ANSWERS who may sign as ${account} of ${instruction}`);
  return found;
}

/** Whether an address is somebody's, who could sign. */
export function isPerson(key: PublicKey, scene: Scene): boolean {
  return [...scene.persons().values()].some((person) => person.equals(key));
}
