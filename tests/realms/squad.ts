import * as squads from '@sqds/multisig';
import { PublicKey, TransactionMessage, type TransactionInstruction } from '@solana/web3.js';
import { everybody, members } from './members';
import { SQUADS } from './programs';

const { id: programId } = SQUADS;
/** Gets what Squads asks for a new multisig, which is nothing in the tests. */
const TREASURY = PublicKey.findProgramAddressSync([], programId)[0];

/**
 * Squads' own settings, which its makers set once on each cluster with a key that is written into the
 * program: no fee for a new multisig. Their address, and the account's data.
 */
export function programConfig(): { address: PublicKey; data: Buffer } {
  const config = squads.accounts.ProgramConfig.fromArgs({
    authority: TREASURY,
    multisigCreationFee: 0,
    treasury: TREASURY,
    reserved: Array<number>(64).fill(0),
  });
  return { address: squads.getProgramConfigPda({ programId })[0], data: config.serialize()[0] };
}

/** Instructions of a Squads multisig of three, two of whom decide, made by its own client. */
export class Squad {
  readonly address: PublicKey;
  /** Signs what is executed. */
  readonly vault: PublicKey;
  private count = 0n;

  constructor(private readonly createKey: PublicKey) {
    [this.address] = squads.getMultisigPda({ createKey, programId });
    [this.vault] = squads.getVaultPda({ multisigPda: this.address, index: 0, programId });
  }

  /** Founds it; the payer and the key that it is named by sign. */
  create(payer: PublicKey): TransactionInstruction {
    const permissions = squads.types.Permissions.all();
    return squads.instructions.multisigCreateV2({
      treasury: TREASURY,
      creator: payer,
      multisigPda: this.address,
      configAuthority: null,
      threshold: 2,
      members: everybody.map(({ publicKey: key }) => ({ key, permissions })),
      timeLock: 0,
      rentCollector: null,
      createKey: this.createKey,
      programId,
    });
  }

  /** The first member proposes to do something; the proposal's number, and what they sign. */
  propose(act: TransactionInstruction): { index: bigint; acts: TransactionInstruction[] } {
    const index = (this.count += 1n);
    const transactionMessage = new TransactionMessage({
      payerKey: this.vault,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: [act],
    });
    const of = {
      multisigPda: this.address,
      transactionIndex: index,
      creator: members.first.publicKey,
      programId,
    };
    const create = { ...of, vaultIndex: 0, ephemeralSigners: 0, transactionMessage };
    return {
      index,
      acts: [squads.instructions.vaultTransactionCreate(create), squads.instructions.proposalCreate(of)],
    };
  }

  /** A member approves or rejects, and signs. */
  vote(transactionIndex: bigint, member: PublicKey, approve: boolean): TransactionInstruction {
    const { proposalApprove, proposalReject } = squads.instructions;
    const cast = approve ? proposalApprove : proposalReject;
    return cast({ multisigPda: this.address, transactionIndex, member, programId });
  }

  /** Where a proposal's transaction is kept. */
  transactionOf(index: bigint): PublicKey {
    return squads.getTransactionPda({ multisigPda: this.address, index, programId })[0];
  }

  /** Carries an approved transaction out, whose account has this data; a member signs. */
  execute(index: bigint, data: Buffer, member: PublicKey): TransactionInstruction {
    const [{ message }] = squads.accounts.VaultTransaction.deserialize(data);
    const anchorRemainingAccounts = message.accountKeys.map((pubkey, at) => ({
      pubkey,
      isSigner: squads.utils.isSignerIndex(message, at) && !pubkey.equals(this.vault),
      isWritable: squads.utils.isStaticWritableIndex(message, at),
    }));
    const [proposal] = squads.getProposalPda({
      multisigPda: this.address,
      transactionIndex: index,
      programId,
    });
    const transaction = this.transactionOf(index);
    const accounts = { multisig: this.address, proposal, transaction, member, anchorRemainingAccounts };
    return squads.generated.createVaultTransactionExecuteInstruction(accounts, programId);
  }
}
