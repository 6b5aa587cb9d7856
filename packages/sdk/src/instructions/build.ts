/** Builds any instruction from the program's interface: data, and accounts in their order with their flags. */
import { BorshInstructionCoder, type IdlTypes } from '@coral-xyz/anchor';
import { PublicKey, TransactionInstruction, type AccountMeta } from '@solana/web3.js';
import { ANY_IDL, PROGRAM_ID, type Vesting } from '../idl';

type Instructions = Vesting['instructions'][number];
/** Name of an instruction of the program, such as `issueGrants`. */
export type InstructionName = Instructions['name'];
type Named<N extends InstructionName> = Extract<Instructions, { name: N }>;
type Item<N extends InstructionName> = Named<N>['accounts'][number];
type Fixed = { readonly address: string };
type Optional = { readonly optional: true };

/** The accounts that a caller gives; those at a fixed address are filled in. */
export type Accounts<N extends InstructionName> = {
  readonly [A in Exclude<Item<N>, Fixed | Optional>['name']]: PublicKey;
} & {
  readonly [A in Extract<Item<N>, Optional>['name']]?: PublicKey | undefined;
};

/** The argument as Anchor's coder wants it; undefined where the instruction has none. */
export type Args<N extends InstructionName> = Named<N>['args'] extends [
  { type: { defined: { name: infer T extends keyof IdlTypes<Vesting> } } },
]
  ? IdlTypes<Vesting>[T]
  : undefined;

/** What is not in the interface: accounts after the named ones, and a program at another address. */
export interface Extra {
  readonly remaining?: readonly AccountMeta[] | undefined;
  readonly programId?: PublicKey | undefined;
}

const CODER = new BorshInstructionCoder(ANY_IDL);

/** One instruction of the program. An optional account that is left out becomes the program's address. */
export function build<N extends InstructionName>(
  name: N,
  accounts: Accounts<N>,
  args: Args<N>,
  extra?: Extra,
): TransactionInstruction;
export function build(
  name: string,
  accounts: Record<string, PublicKey | undefined>,
  args: unknown,
  { remaining = [], programId = PROGRAM_ID }: Extra = {},
): TransactionInstruction {
  const definition = ANY_IDL.instructions.find((instruction) => instruction.name === name);
  if (definition === undefined) throw new Error(`The program has no instruction ${name}.`);
  const keys = definition.accounts.map((item): AccountMeta => {
    if ('accounts' in item) throw new Error(`${name} groups accounts under ${item.name}, which is not supported.`);
    const given = item.address === undefined ? accounts[item.name] : new PublicKey(item.address);
    if (given === undefined) {
      if (item.optional !== true) throw new Error(`${name} needs the account ${item.name}.`);
      return { pubkey: programId, isSigner: false, isWritable: false };
    }
    return { pubkey: given, isSigner: item.signer === true, isWritable: item.writable === true };
  });
  const data = CODER.encode(name, definition.args.length === 0 ? {} : { args });
  return new TransactionInstruction({ programId, keys: [...keys, ...remaining], data });
}
