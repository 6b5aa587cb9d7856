import type { JsonObject } from '../json';

/** An amount of tokens as the API has it: base units, and the number that people read. */
export type UiAmount = JsonObject & { readonly amount: string };

export function uiAmount(amount: bigint, decimals: number): UiAmount {
  return {
    uiAmount: Number(amount) / 10 ** decimals,
    decimals,
    amount: amount.toString(),
    uiAmountString: decimalText(amount, decimals),
  };
}

function decimalText(amount: bigint, decimals: number): string {
  if (decimals === 0) return amount.toString();
  const digits = amount.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0+$/, '');
}
