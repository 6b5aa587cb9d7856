/** Names of the errors that LiteSVM reports. */
import { LangErrorCode } from '@coral-xyz/anchor';
import { IDL } from '@tenure/sdk';
import type { FailedTransactionMetadata } from 'litesvm/dist/internal';

const FRAMEWORK = new Map(Object.entries(LangErrorCode).map(([name, code]) => [Number(code), name]));
const OURS = new Map<number, string>(
  IDL.errors.map(({ code, name }) => [code, name.charAt(0).toUpperCase() + name.slice(1)]),
);

/** Name of a program's own error number; numbers of other programs stay numbers. */
function customName(code: number): string {
  return OURS.get(code) ?? FRAMEWORK.get(code) ?? `Custom(${code})`;
}

/** Why a transaction failed: the name of this program's or the framework's error, or what the runtime says. */
export function failureName(failed: FailedTransactionMetadata): string {
  const error = failed.err();
  if (typeof error !== 'object' || !('err' in error)) return `transaction: ${String(error)}`;
  const inner = error.err();
  if (typeof inner !== 'object') return `instruction: ${String(inner)}`;
  return 'code' in inner ? customName(inner.code) : 'BorshIoError';
}
