/** Errors of the Anchor framework, numbers 100 to 5000: accounts or data that don't fit the program. */
import { LangErrorCode, LangErrorMessage } from '@coral-xyz/anchor';
import type { ErrorEntry } from './program';

/** Name of an error of Anchor's; the last is newer than the client library. */
export type FrameworkErrorName = keyof typeof LangErrorCode | 'ConstraintDuplicateMutableAccount';

const GENERAL = 'Build the instruction with this package: its accounts or data do not fit the deployed program.';

const REMEDIES: Partial<Record<FrameworkErrorName, string>> = {
  AccountNotInitialized: 'Check the address and the cluster: there is no such account, or it was closed.',
  AccountDiscriminatorMismatch: 'Check the address: the account is of another kind, or closed.',
  AccountDiscriminatorNotFound: 'Check the address: the account is of another kind, or closed.',
  AccountOwnedByWrongProgram:
    'Check the address and the cluster: the account does not exist or is not of this program.',
  AccountNotSigner: 'Have the account that the message names sign the transaction.',
  ConstraintSigner: 'Have the account that the message names sign the transaction.',
  ConstraintMut: 'Pass the account that the message names as writable.',
  AccountNotMutable: 'Pass the account that the message names as writable.',
  ConstraintSeeds: 'Derive the address with this package; it is not the one that belongs to these accounts.',
  ConstraintDuplicateMutableAccount: 'Pass different accounts: one was given twice.',
  InvalidProgramId: 'Pass the program that the instruction names.',
  DeclaredProgramIdMismatch: "Check the program's address: another program's binary is deployed there.",
  InstructionFallbackNotFound: 'Update this package: the deployed program does not know the instruction.',
  InstructionDidNotDeserialize: 'Update this package: the deployed program expects other arguments.',
};

function isFrameworkErrorName(name: string): name is keyof typeof LangErrorCode {
  return Object.hasOwn(LangErrorCode, name);
}

function entry(name: FrameworkErrorName, message: string): ErrorEntry<FrameworkErrorName> {
  return { name, message, remedy: REMEDIES[name] ?? GENERAL };
}

/** Every error of the framework by its number. */
export const FRAMEWORK_ERRORS: ReadonlyMap<number, ErrorEntry<FrameworkErrorName>> = new Map([
  [2040, entry('ConstraintDuplicateMutableAccount', 'A duplicate mutable account constraint was violated')],
  ...Object.entries(LangErrorCode).flatMap(([name, code]): [number, ErrorEntry<FrameworkErrorName>][] =>
    isFrameworkErrorName(name) ? [[code, entry(name, LangErrorMessage.get(code) ?? name)]] : [],
  ),
]);
