/** Builds any instruction from a program's interface: data, and accounts in their order with their flags. */
import { BorshInstructionCoder, type Idl, type IdlTypes } from '@coral-xyz/anchor';
import { PublicKey, TransactionInstruction, type AccountMeta } from '@solana/web3.js';
import { ANY_IDL, type Vesting } from '../program/idl';

type Instructions<I extends Idl> = I['instructions'][number];
/** Name of an instruction of the program, such as `issueGrants`. */
export type InstructionName<I extends Idl = Vesting> = Instructions<I>['name'];
type Named<N, I extends Idl> = Extract<Instructions<I>, { name: N }>;
type Item<N, I extends Idl> = Named<N, I>['accounts'][number];
type Fixed = { readonly address: string };
type Optional = { readonly optional: true };

/** The accounts that a caller gives; those at a fixed address are filled in. */
export type InstructionAccounts<N extends InstructionName<I>, I extends Idl = Vesting> = {
  readonly [A in Exclude<Item<N, I>, Fixed | Optional>['name']]: PublicKey;
} & {
  readonly [A in Extract<Item<N, I>, Optional>['name']]?: PublicKey | undefined;
};

/** The argument as Anchor's coder wants it; undefined where the instruction has none. */
export type InstructionArgs<N extends InstructionName<I>, I extends Idl = Vesting> = Named<N, I>['args'] extends [
  { type: { defined: { name: infer T extends keyof IdlTypes<I> } } },
]
  ? IdlTypes<I>[T]
  : undefined;

/** What is not in the interface: accounts after the named ones, and a program at another address. */
export interface InstructionExtras {
  readonly remaining?: readonly AccountMeta[] | undefined;
  readonly programId?: PublicKey | undefined;
}

/** Makes one instruction of a program. An optional account that is left out becomes the program's address. */
type Build<I extends Idl> = <N extends InstructionName<I>>(
  name: N,
  accounts: InstructionAccounts<N, I>,
  args: InstructionArgs<N, I>,
  extra?: InstructionExtras,
) => TransactionInstruction;

/** What builds the instructions of the program with an interface, at its address unless told otherwise. */
export function builderOf<I extends Idl>(idl: Idl): Build<I>;
export function builderOf(idl: Idl): (...input: never) => TransactionInstruction {
  const coder = new BorshInstructionCoder(idl);
  const address = new PublicKey(idl.address);
  return (
    name: string,
    accounts: Record<string, PublicKey | undefined>,
    args: unknown,
    { remaining = [], programId = address }: InstructionExtras = {},
  ): TransactionInstruction => {
    const definition = idl.instructions.find((instruction) => instruction.name === name);
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
    const data = coder.encode(name, definition.args.length === 0 ? {} : { args });
    return new TransactionInstruction({ programId, keys: [...keys, ...remaining], data });
  };
}

/** One instruction of the vesting program. */
export const build = builderOf<Vesting>(ANY_IDL);
