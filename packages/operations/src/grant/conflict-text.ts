/** How a row of a file stands on the chain, in words; values are written as the file writes them, times in UTC. */
import { formatAmount, type RowConflict, type TermDifference } from '@tenure/sdk';

/** What is there instead of a row's grant. `decimals` is of the plan's mint. */
export function conflictText(status: RowConflict, decimals: number): string {
  return status.kind === 'taken'
    ? status.error.message
    : status.differences.map((difference) => differenceText(difference, decimals)).join(', ');
}

/** What a grant has in place of a term of its row. */
function differenceText(difference: TermDifference, decimals: number): string {
  switch (difference.term) {
    case 'beneficiary':
      return `its beneficiary is ${difference.onChain.toBase58()}`;
    case 'total':
      return `its amount is ${formatAmount(difference.onChain, decimals)}`;
    case 'startTs':
      return `it starts ${new Date(difference.onChain * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    case 'segments':
      return 'its schedule is another';
    case 'withholdingBps':
      return `its withholding is ${difference.onChain} bps`;
  }
}
