/** The program's interface as the matrix walks it: every instruction, and every account that it takes. */
import { IDL, type InstructionName, type Vesting } from '@tenure/sdk';

type Item = Vesting['instructions'][number]['accounts'][number];

/** Accounts that sign; the same name may stand for an account that doesn't in another instruction. */
export type SignerName = Extract<Item, { signer: true }>['name'];
/** Accounts that are neither signers nor programs at a fixed address. */
export type StateName = Exclude<Item, { signer: true } | { address: string }>['name'];
/** Name of any account of any instruction. */
export type AccountName = Item['name'];

/** Accounts of an instruction that are new, where the interface can't say so: the seeds count what another account has. */
const CREATED: Partial<Record<InstructionName, readonly AccountName[]>> = {
  issueMilestone: ['milestone'],
  castVote: ['voteRecord', 'voterRecord'],
};

/** One account of one instruction, with what the interface says about it. */
export interface Slot {
  readonly instruction: InstructionName;
  readonly account: AccountName;
  readonly index: number;
  readonly signer: boolean;
  readonly writable: boolean;
  readonly optional: boolean;
  /** At an address that follows from seeds, because the instruction creates it. */
  readonly created: boolean;
  /** Accounts of the call that are among those seeds. */
  readonly seeds: readonly string[];
  /** Base58, where only one address will do. */
  readonly address: string | undefined;
}

/** Names of all instructions, in the order of the interface. */
export const INSTRUCTIONS: readonly InstructionName[] = IDL.instructions.map(({ name }) => name);

/** The accounts of an instruction in their order. */
export function slotsOf(instruction: InstructionName): Slot[] {
  const definition = IDL.instructions.find(({ name }) => name === instruction);
  if (definition === undefined) throw new Error(`the interface has no instruction ${instruction}`);
  return definition.accounts.map((item: Item, index) => ({
    instruction,
    account: item.name,
    index,
    signer: 'signer' in item,
    writable: 'writable' in item,
    optional: 'optional' in item,
    created: 'pda' in item || CREATED[instruction]?.includes(item.name) === true,
    seeds: 'pda' in item ? item.pda.seeds.flatMap((seed) => (seed.kind === 'account' ? [seed.path] : [])) : [],
    address: 'address' in item ? item.address : undefined,
  }));
}

/** Discriminators of the account types that the interface names. */
export const ACCOUNT_DISCRIMINATORS: ReadonlyMap<string, Uint8Array> = new Map(
  IDL.accounts.map(({ name, discriminator }) => [name, Uint8Array.from(discriminator)]),
);

/** Numbers that select an instruction: the first byte of its data. */
export const INSTRUCTION_NUMBERS: ReadonlySet<number> = new Set(
  IDL.instructions.flatMap(({ discriminator }) => [...discriminator]),
);
