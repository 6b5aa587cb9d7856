/** Instructions as plain values by name. */
import type { Arguments } from './instructions';
import type { Name } from './state';

/** The last second at which a call may run; undefined for never expiring. */
export type Expiry = number | undefined;

export const CAUSES = ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'] as const;
export type Cause = (typeof CAUSES)[number];

export type InstructionName = keyof Arguments;

/** Who stands where in a call, and whose signature is missing. */
export interface CallAccounts {
  readonly accounts: Readonly<Record<string, Name>>;
  readonly unsigned?: string;
}

/** A call with arguments of that type. */
export interface CallWith<A> extends CallAccounts {
  readonly args: A;
  readonly remaining?: readonly Name[];
  /** Of those instructions that expire. */
  readonly expiresTs?: Expiry;
}

/** A call of that instruction. */
export interface CallOf<N extends InstructionName> extends CallWith<Arguments[N]> {
  readonly instruction: N;
}
export type Call = { [N in InstructionName]: CallOf<N> }[InstructionName];

/** Every byte of the hash of every terms document, definition and reason. */
export const HASH_BYTE = 7;

/** The name in an account's place. */
export function at(call: { readonly accounts: Readonly<Record<string, Name>> }, slot: string): Name {
  const name = call.accounts[slot];
  if (name === undefined) throw new Error(`Nothing stands in the place of ${slot}.`);
  return name;
}
