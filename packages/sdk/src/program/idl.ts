/** The program's interface, as generated. Everything about seeds, accounts and layouts is read from here. */
import type { Idl } from '@coral-xyz/anchor';
import { PublicKey } from '@solana/web3.js';
import type { Vesting } from '../../../../artifacts/vesting';
import generated from '../../../../artifacts/vesting.json';

export type { Vesting };

/** Keys whose values are names, as Anchor's own conversion has them. */
const NAME_KEYS = new Set(['name', 'path', 'account', 'relations', 'generic']);

function camelCase(name: string): string {
  const words = /[a-z]/.test(name) ? name : name.toLowerCase();
  const joined = words.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

function camelCaseNames(value: unknown, isName: boolean): unknown {
  if (typeof value === 'string') return isName ? value.split('.').map(camelCase).join('.') : value;
  if (Array.isArray(value)) return value.map((item: unknown) => camelCaseNames(item, isName));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, camelCaseNames(item, NAME_KEYS.has(key))]),
  );
}

/** An IDL with camelCase names. A unit test compares each with its generated type, which is what the cast relies on. */
export function interfaceOf<I extends Idl>(idl: unknown): I {
  return camelCaseNames(idl, false) as I;
}

/** The program's IDL. */
export const IDL = interfaceOf<Vesting>(generated);

/** The same, typed as any program's, for code that walks it. */
export const ANY_IDL: Idl = IDL;

/** Address of the deployed program. Functions that depend on it take another one as their last parameter. */
export const PROGRAM_ID = new PublicKey(IDL.address);

type Constants = Vesting['constants'][number];
/** Name of a constant of the program, such as `planSeed`. */
export type ConstantName = Constants['name'];
type NumberName = Exclude<Constants, { type: 'bytes' }>['name'];
type BytesName = Extract<Constants, { type: 'bytes' }>['name'];

function constantText(idl: Idl, name: string): string {
  const found = idl.constants?.find((constant) => constant.name === name);
  if (found === undefined) throw new Error(`The program's interface has no constant ${name}.`);
  return found.value;
}

/** The bytes of a constant of a program. */
export function constantBytes(idl: Idl, name: string): Uint8Array {
  const bytes: unknown = JSON.parse(constantText(idl, name));
  if (!Array.isArray(bytes)) throw new Error(`The constant ${name} holds no bytes.`);
  return Uint8Array.from(bytes, Number);
}

/** A whole number that the program defines. */
export function numberConstant(name: NumberName): number {
  return Number(constantText(ANY_IDL, name));
}

/** A seed that the program defines. */
export function bytesConstant(name: BytesName): Uint8Array {
  return constantBytes(ANY_IDL, name);
}
