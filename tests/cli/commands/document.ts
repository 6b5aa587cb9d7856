/** What a command's JSON document says. */
import { expect } from 'chai';
import type { Change } from '@tenure/cli';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The acts of a document: itself, or those that it lists. */
function actsOf(document: Record<string, unknown>): Record<string, unknown>[] {
  return 'acts' in document ? list(document.acts).filter(isRecord) : [document];
}

function isChange(value: unknown): value is Pick<Change, 'account' | 'field'> {
  return isRecord(value) && typeof value.account === 'string' && typeof value.field === 'string';
}

export function changesIn(document: Record<string, unknown>): Pick<Change, 'account' | 'field'>[] {
  return actsOf(document).flatMap(({ changes }) => list(changes).filter(isChange));
}

/** Lamports of all acts together. */
export function costsIn(document: Record<string, unknown>): { fee: bigint; rent: bigint; returned: bigint } {
  const costs = actsOf(document).flatMap((act) => (isRecord(act.costs) ? [act.costs] : []));
  const sum = (name: string) =>
    costs.reduce((total, { [name]: value }) => total + BigInt(typeof value === 'string' ? value : 0), 0n);
  return { fee: sum('feeLamports'), rent: sum('rentLamports'), returned: sum('returnedLamports') };
}

/** Transactions in base58. */
export function transactionsIn(document: Record<string, unknown>): string[] {
  return actsOf(document).flatMap(({ transactions }) => list(transactions).map(String));
}

const AMOUNT = new RegExp(
  '^(total|amount|claimed|claimable|net|gross|vested|unlocked|due|withheld|reserved|allocated|forfeited|surplus|' +
    'issueCap|operatorCap|vault|vaultAmount|before|after|(fee|rent|returned)Lamports)$',
);

/** That amounts are strings, base units whole numbers in them, and no number is one that readers round. */
export function expectExact(value: unknown, path = 'document'): void {
  if (typeof value === 'number') {
    expect(AMOUNT.test(path.split('.').at(-1) ?? ''), `${path} is a number`).to.equal(false);
    if (Number.isInteger(value)) expect(Number.isSafeInteger(value), path).to.equal(true);
  } else if (Array.isArray(value)) {
    value.forEach((each, index) => expectExact(each, `${path}[${index}]`));
  } else if (isRecord(value)) {
    for (const [name, each] of Object.entries(value)) expectExact(each, `${path}.${name}`);
    if (isRecord(value.baseUnits)) {
      for (const each of Object.values(value.baseUnits)) if (each !== null) expect(each).to.match(/^\d+$/);
    }
  }
}
