import { expect } from 'chai';
import * as sdk from '../src';

describe('SDK: what a transaction costs', () => {
  it('is a fee for each signature and one for priority, part of a lamport as a whole one', () => {
    expect(sdk.transactionFee(2, 100_000, 15n)).to.equal(10_002n);
    expect(sdk.transactionFee(1, 1_000_000, 7n)).to.equal(5_007n);
    expect(sdk.transactionFee(1, 1_400_000, 0n)).to.equal(5_000n);
  });
});
