/** A call's bytes. Accounts' order and flags are the interface's. */
import { IDL } from '@tenure/sdk';
import { addressOf, VESTING } from './addresses';
import type { Call, CallOf, InstructionName } from './calls';
import type { Instruction, Meta } from './chain';
import { INSTRUCTIONS } from './instructions';
import { Writer } from './writer';

function argumentBytes<N extends InstructionName>(call: CallOf<N>): Buffer {
  const { encode: write, expires } = INSTRUCTIONS[call.instruction];
  const writer = new Writer();
  if (expires === 'first') writer.expiry(call.expiresTs);
  write(writer, call.args);
  if (expires === 'last') writer.expiry(call.expiresTs);
  return writer.done();
}

interface Slot {
  readonly name: string;
  readonly writable?: boolean;
  readonly signer?: boolean;
  readonly address?: string;
}
const INTERFACE = new Map<string, { slots: readonly Slot[]; discriminator: Uint8Array }>(
  IDL.instructions.map(({ name, accounts, discriminator }) => [
    name,
    { slots: accounts, discriminator: Uint8Array.from(discriminator) },
  ]),
);
const FIXED = new Map(
  ['system program', 'associated token program'].map((name) => [addressOf(name).key.toBase58(), name]),
);

/** Names of all instructions that the program has. */
export function instructionNames(): string[] {
  return [...INTERFACE.keys()];
}

/** The account places of an instruction that have to sign. */
export function signerSlots(instruction: InstructionName): string[] {
  return (INTERFACE.get(instruction)?.slots ?? []).filter(({ signer }) => signer === true).map(({ name }) => name);
}

/** The instruction that a call stands for. */
export function encode(call: Call): Instruction {
  const found = INTERFACE.get(call.instruction);
  if (found === undefined) throw new Error(`The program has no instruction ${call.instruction}.`);
  const named = found.slots.map(({ name, writable, signer, address }): Meta => {
    const given = address === undefined ? call.accounts[name] : FIXED.get(address);
    // An optional account that is left out is the program itself.
    if (given === undefined) return { name: VESTING, signer: false, writable: false };
    return { name: given, signer: signer === true && call.unsigned !== name, writable: writable === true };
  });
  const more = (call.remaining ?? []).map((name): Meta => ({ name, signer: false, writable: true }));
  const data = Buffer.concat([found.discriminator, argumentBytes(call)]);
  return { program: VESTING, accounts: [...named, ...more], data };
}
