/** Why a grant or deposit does not vote, in words. */
import type { Ballot, Proposal } from '@tenure/sdk';
import { date } from './values';

/** Undefined where it can vote. */
export function whyNot({ no, vote }: Ballot, { agedBeforeTs }: Proposal): string | undefined {
  switch (no) {
    case 'voted':
      return `it has voted ${vote?.approve === true ? 'yes' : 'no'}`;
    case 'atCap':
      return "the wallet's votes count as much as one wallet's can";
    case 'tooYoung':
      return `it came after ${date(agedBeforeTs)}: too late for this vote`;
    case 'ownGrant':
      return 'the proposal is about it, and the rules then give it no vote';
    case 'isDeposit':
      return 'deposits have no vote on this';
    case 'noWeight':
      return 'nothing of it is left to be paid';
    case null:
      return undefined;
  }
}
