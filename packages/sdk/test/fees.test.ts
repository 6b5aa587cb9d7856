import { expect } from 'chai';
import * as sdk from '../src';

describe('SDK: what a transaction costs', () => {
  it('prices priority by the upper quartile, never above the cap', () => {
    expect(sdk.priorityPrice([], 100n)).to.equal(0n);
    expect(sdk.priorityPrice([0n, 0n, 0n, 8n], 100n)).to.equal(8n);
    expect(sdk.priorityPrice([8n, 0n, 0n, 0n], 100n)).to.equal(8n);
    expect(sdk.priorityPrice([0n, 0n, 0n, 800n], 100n)).to.equal(100n);
  });

  it('is a fee for each signature and one for priority, part of a lamport as a whole one', () => {
    expect(sdk.transactionFee(2, 100_000, 15n)).to.equal(10_002n);
    expect(sdk.transactionFee(1, 1_000_000, 7n)).to.equal(5_007n);
    expect(sdk.transactionFee(1, 1_400_000, 0n)).to.equal(5_000n);
  });

  it('is limited above what a simulation used, within what the network allows', () => {
    expect(sdk.computeLimit(10_001)).to.equal(13_002);
    expect(sdk.computeLimit(1_400_000)).to.equal(1_400_000);
  });
});
