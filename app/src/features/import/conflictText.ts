/** How a row of a file stands on the chain, in words. */
import type { RowConflict, TermDifference } from '@tenure/sdk';
import { exactTokens, percent, utc } from '@/shared/format';

/** What is there instead of a row's grant. */
export function conflictText(status: RowConflict, decimals: number): string {
  return status.kind === 'taken'
    ? status.error.message
    : status.differences.map((difference) => differenceText(difference, decimals)).join(', ');
}

/** What a grant has in place of a term of its row. */
export function differenceText(difference: TermDifference, decimals: number): string {
  switch (difference.term) {
    case 'beneficiary':
      return `its beneficiary is ${difference.onChain.toBase58()}`;
    case 'total':
      return `its amount is ${exactTokens(difference.onChain, decimals)}`;
    case 'startTs':
      return `it starts ${utc(difference.onChain)}`;
    case 'segments':
      return 'its schedule is another';
    case 'withholdingBps':
      return `its withholding is ${percent(difference.onChain)}`;
  }
}
