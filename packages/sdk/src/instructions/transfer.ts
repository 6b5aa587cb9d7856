/** Handing a grant to another wallet. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { transferAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import { build } from './build';
import { expiry, type Expiry } from './values';

export interface ProposeTransfer {
  /** Signs, and pays for the transfer's account: the beneficiary, or the authority (recovery of a lost wallet). */
  readonly proposer: PublicKey;
  /** Signs too where the authority proposes: the plan's guardian, who is not the authority. */
  readonly guardian?: PublicKey | undefined;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** The next beneficiary. */
  readonly to: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Proposes to hand a grant to another wallet. Signed by the beneficiary; or by the authority and the guardian, who then have
 * to wait as long as the plan says, and whose proposal any act ends that the beneficiary signs. Errors:
 * TransferAlreadyPending, TransferNotAllowed, RecoveryNotAllowed, RecoveryNeedsGuardian, NotTransferParty,
 * BeneficiaryInvalid, InstructionExpired, GrantOfAnotherPlan.
 */
export function proposeTransfer(input: ProposeTransfer, programId = PROGRAM_ID): TransactionInstruction {
  const { proposer, guardian, plan, grant, to, expiresTs } = input;
  const transfer = transferAddress(grant, programId);
  const accounts = { proposer, guardian, plan, grant, transfer };
  return build('proposeTransfer', accounts, { to, expiresTs: expiry(expiresTs) }, { programId });
}

export interface EndTransfer {
  /** See the instruction. */
  readonly signer: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** Who proposed the transfer, and gets its rent back. */
  readonly proposer: PublicKey;
}

export interface AcceptTransfer extends EndTransfer {
  /** The wallet that the signer agrees to: the pending transfer must still go there. */
  readonly to: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Completes a transfer. Signed by the other side, or by anybody once it is ready.
 * Errors: TransferNotReady, TransferIsStale, InstructionExpired, GrantOfAnotherPlan, WrongRentRecipient.
 */
export function acceptTransfer(input: AcceptTransfer, programId = PROGRAM_ID): TransactionInstruction {
  const { signer, plan, grant, proposer, to, expiresTs } = input;
  const transfer = transferAddress(grant, programId);
  const args = { to, expiresTs: expiry(expiresTs) };
  return build('acceptTransfer', { signer, plan, grant, transfer, proposer }, args, { programId });
}

/**
 * Ends a proposed transfer. Signed by the beneficiary (veto), the proposer (taken back) or the authority (refused).
 * Errors: NotTransferParty, GrantOfAnotherPlan, WrongRentRecipient.
 */
export function rejectTransfer(input: EndTransfer, programId = PROGRAM_ID): TransactionInstruction {
  const { signer, plan, grant, proposer } = input;
  const transfer = transferAddress(grant, programId);
  return build('rejectTransfer', { signer, plan, transfer, proposer }, undefined, { programId });
}
