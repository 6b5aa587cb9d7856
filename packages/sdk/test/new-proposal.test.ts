/** What a new proposal or deposit is numbered, and how the oracles that it names are seated. */
import { PublicKey } from '@solana/web3.js';
import { assignSeats, disputersAt, freeDepositId, freeProposalId, sameOracles, type ProposalAction } from '../src';
import { expect } from 'chai';

const key = (byte: number) => new PublicKey(new Uint8Array(32).fill(byte));
const current = { attestors: [key(1), key(2), null], threshold: 2 };
const replace = (...attestors: PublicKey[]): ProposalAction => ({
  ...{ kind: 'replaceOracles', oracles: { attestors, threshold: 2 } },
});

describe('SDK: the number of a new proposal', () => {
  it('is the lowest that the proposer has not in use; those of others do not count', () => {
    const of = (proposer: number, proposalId: bigint) => ({ proposer: key(proposer), proposalId });
    expect(freeProposalId([], key(1))).to.equal(0n);
    expect(freeProposalId([of(1, 0n), of(1, 1n), of(1, 3n), of(2, 2n)], key(1))).to.equal(2n);
    expect(freeProposalId([of(1, 5n)], key(1))).to.equal(0n);
    expect(freeProposalId([of(2, 0n)], key(1))).to.equal(0n);
  });
});

describe('SDK: the number of a new deposit', () => {
  it('is the one after the highest of its owner', () => {
    const of = (owner: number, depositId: bigint) => ({ owner: key(owner), depositId });
    expect(freeDepositId([], key(1))).to.equal(0n);
    expect(freeDepositId([of(1, 4n), of(1, 0n), of(2, 9n)], key(1))).to.equal(5n);
  });
});

describe('SDK: oracles that a proposal names in any order', () => {
  it('keep their seats where they stay; others take the free ones', () => {
    expect(assignSeats(replace(key(3), key(2)), current)).to.deep.equal({
      ...{ kind: 'replaceOracles', oracles: { attestors: [key(3), key(2), null], threshold: 2 } },
    });
  });

  it('stay as named where the plan has none', () => {
    expect(assignSeats(replace(key(2), key(1)), null)).to.deep.equal(replace(key(2), key(1)));
  });

  it('are left alone by other actions', () => {
    const release = { kind: 'acceleratePlan', accelerationBps: 1 } as const;
    expect(assignSeats(release, current)).to.equal(release);
  });

  it('are the same in whatever seats, but not by another threshold', () => {
    expect(sameOracles(current, { attestors: [key(2), key(1)], threshold: 2 })).to.equal(true);
    expect(sameOracles(current, { attestors: [key(2), key(1)], threshold: 1 })).to.equal(false);
    expect(sameOracles(current, { attestors: [key(2), key(3)], threshold: 2 })).to.equal(false);
    expect(sameOracles(current, { attestors: [key(1), key(2), key(3)], threshold: 2 })).to.equal(false);
  });
});

describe('SDK: who may still dispute a result', () => {
  const plan = { guardian: key(8), nextGuardian: { holder: key(9), fromTs: 100 } };
  const metric = { panel: null, disputedSeats: [], disputedByGuardian: false };
  const names = (...keys: readonly number[]) => keys.map((byte) => key(byte).toBase58());
  const disputers = (change: Partial<Parameters<typeof disputersAt>[2]>, ts: number) =>
    disputersAt(plan, current, { ...metric, ...change }, ts).map((each) => each.toBase58());

  it('is each oracle and the guardian of that time, once', () => {
    expect(disputers({}, 99)).to.deep.equal(names(1, 2, 8));
    expect(disputers({}, 100)).to.deep.equal(names(1, 2, 9));
    expect(disputers({ disputedSeats: [0], disputedByGuardian: true }, 100)).to.deep.equal(names(2));
  });

  it('is for the oracles of the moment when the result was there', () => {
    const panel = { attestors: [key(4), null, key(2)], threshold: 2 };
    expect(disputers({ panel, disputedSeats: [2] }, 99)).to.deep.equal(names(4, 8));
  });
});
