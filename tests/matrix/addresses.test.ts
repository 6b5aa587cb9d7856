/** Addresses are part of the interface for good: golden values, and the seeds written out once more. */
import { PublicKey } from '@solana/web3.js';
import {
  depositAddress,
  governanceAddress,
  grantAddress,
  metricAddress,
  milestoneAddress,
  oracleSetAddress,
  planAddress,
  PROGRAM_ID,
  proposalAddress,
  transferAddress,
  U64_MAX,
  voteRecordAddress,
  voterRecordAddress,
} from '@tenure/sdk';
import { expect } from 'chai';

const CREATOR = new PublicKey(new Uint8Array(32).fill(7));

/** Plans by id, their grants by id, and the transfers of those. */
const GOLDEN: [bigint, string, [bigint, string, string][]][] = [
  [
    0n,
    'B8ZKAzZ57AU7Kph7R1DiuxPk7vXeGbBJw6o3veSsdy43',
    [
      [0n, 'JBzaqLKV3Z3jZFMHmGKqYUuCKXGomMV7utBXW2QzMoVE', '9Xktuxhtrm7PRgP2khuzbtwv4WLCYRoptX45kKKD9chw'],
      [1n, '598mpkvjrQeGh7XyoVV4hVYJT5rDikWP585rTPoPPQCo', 'ACPxiWeY7xZiFDFDoH5ZYJKC8svusyT7G5x4Vos5JQvS'],
      [U64_MAX, 'Htb13PG3qZ7m6Jx737FXqesb2RXR7ccH6H9j1H2Kkcah', 'HrDsnbMvfuibSN9FhHvExzh1dSYuLxBFGJVVSwsAG1Wo'],
    ],
  ],
  [
    1n,
    '6cABVbd2T5pRzo8oQZ4cNCAiCZbe25rTJCMK3Rto3Yee',
    [
      [0n, 'CVwn9Wm6E7ykRDrPWAgiuNZNF2nSWXjQ48URm4PcjsZR', '9V1v1dELPVDtDA2Wro3LpyExbQjyrGmv5yrzZXGWDGdQ'],
      [1n, '8KurgymRvAezj2K9KCDadgh7dBXc6dmtcs8YGzwg28CC', '51hsnxEvHFP6wJbPwMGd9d6UZcKHH5g68KbTgcNjhW4x'],
    ],
  ],
  [
    U64_MAX,
    '7ZwFJ1ofrBwhmpSXG9oJttfV93gfaZR322SiVG2j8MBz',
    [[U64_MAX, 'B5L9ttU71sWbHNzyyZEwgPfY5A23G7CAgCZVYxcH8nGu', '3ndVgZL6QAV8yiygm2HbdzSbm32iavG9xncUemsvDB1y']],
  ],
];

/** Metrics of the first plan by key, and milestones of its second grant by index. */
const METRICS: [string, string][] = [
  ['a', 'ASBdUTjQgJnnMqAcePLkxQdJvQEVc3PHuVbGqVT4SoAi'],
  ['mmlu', '6Xvb5b3c2xcFWoaTy6QgbRXhWoLB6V5EY1hAVSca1BkQ'],
  ['x'.repeat(32), '99QAdJQ4DJs1EaqzMxF7EuydgRNJWVPuV5yNvP53V2Da'],
];
const MILESTONES: [number, string][] = [
  [0, 'G38m2dqjwgwvcQFVfKhC5sia5vn9a4yiZpACcusrTfuk'],
  [1, '7nVdvkuFcRfBCWrTqCj7ur2h1DxAohisLPNoeq1wXJLv'],
  [63, '9bk3bhRSzRSJFz64PD7Rk2v24tvXU6GLtZRqn7rML1ZR'],
];

/** Of the first plan: its governance, the creator's seventh deposit and last proposal there can be, and votes on the last of all. */
const GOVERNANCE = {
  governance: 'Anj6Cs7Z1GAwDybR3dwqu5L17xxaYK2r8BaxXPtDTGYX',
  deposit: 'BV2qb9BEQyYkHL4ewZEHYfbH5mfZNWYpPzjqyYEkCXMn',
  proposal: 'A27rp2oSofF8bgVjNVUmxEZv1VCtRWohW8qu3rQj6X5g',
  vote: 'CBpuGbHFQhEC1BUZoDWK637he92o4JVqEjUxk382zRAJ',
  voter: '9GqyrqWGm6d89kwE7QbcHga1n36BwsvtUToMfM1iaaWk',
};

function id(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function derived(...seeds: Uint8Array[]): string {
  return PublicKey.findProgramAddressSync(seeds, PROGRAM_ID)[0].toBase58();
}

describe('addresses', () => {
  for (const [planId, planText, grants] of GOLDEN) {
    it(`plan ${planId} of a creator, its grants and their transfers`, () => {
      const plan = planAddress(CREATOR, planId);
      expect(plan.toBase58()).to.equal(planText);
      expect(derived(Buffer.from('plan'), CREATOR.toBytes(), id(planId))).to.equal(planText);
      for (const [grantId, grantText, transferText] of grants) {
        const grant = grantAddress(plan, grantId);
        expect(grant.toBase58()).to.equal(grantText);
        expect(derived(Buffer.from('grant'), plan.toBytes(), id(grantId))).to.equal(grantText);
        expect(transferAddress(grant).toBase58()).to.equal(transferText);
        expect(derived(Buffer.from('transfer'), grant.toBytes())).to.equal(transferText);
      }
    });
  }

  it('oracle set and metrics of a plan, and milestones of a grant', () => {
    const plan = planAddress(CREATOR, 0n);
    const grant = grantAddress(plan, 1n);
    const oracles = '75z85jbpZm6NzNKJHiiG2Ba9urRNujBS16Nu6r9Yo1Mf';
    expect(oracleSetAddress(plan).toBase58()).to.equal(oracles);
    expect(derived(Buffer.from('oracles'), plan.toBytes())).to.equal(oracles);
    for (const [key, text] of METRICS) {
      expect(metricAddress(plan, key).toBase58()).to.equal(text);
      expect(derived(Buffer.from('metric'), plan.toBytes(), Buffer.from(key.padEnd(32, '\0')))).to.equal(text);
    }
    for (const [index, text] of MILESTONES) {
      expect(milestoneAddress(grant, index).toBase58()).to.equal(text);
      expect(derived(Buffer.from('milestone'), grant.toBytes(), Buffer.of(index))).to.equal(text);
    }
  });

  it('governance of a plan, deposits, proposals and votes', () => {
    const governance = governanceAddress(planAddress(CREATOR, 0n));
    expect(governance.toBase58()).to.equal(GOVERNANCE.governance);
    expect(derived(Buffer.from('governance'), planAddress(CREATOR, 0n).toBytes())).to.equal(GOVERNANCE.governance);
    const deposit = depositAddress(governance, CREATOR, 7n);
    expect(deposit.toBase58()).to.equal(GOVERNANCE.deposit);
    expect(derived(Buffer.from('deposit'), governance.toBytes(), CREATOR.toBytes(), id(7n))).to.equal(
      GOVERNANCE.deposit,
    );
    const proposal = proposalAddress(governance, CREATOR, U64_MAX);
    expect(proposal.toBase58()).to.equal(GOVERNANCE.proposal);
    const ofProposal = [Buffer.from('proposal'), governance.toBytes(), CREATOR.toBytes(), id(U64_MAX)];
    expect(derived(...ofProposal)).to.equal(GOVERNANCE.proposal);
    expect(voteRecordAddress(deposit, U64_MAX).toBase58()).to.equal(GOVERNANCE.vote);
    expect(derived(Buffer.from('vote'), deposit.toBytes(), id(U64_MAX))).to.equal(GOVERNANCE.vote);
    expect(voterRecordAddress(proposal, CREATOR).toBase58()).to.equal(GOVERNANCE.voter);
    expect(derived(Buffer.from('voter'), proposal.toBytes(), CREATOR.toBytes())).to.equal(GOVERNANCE.voter);
  });

  it('keys are printable ASCII that fits, and indices one byte', () => {
    for (const key of ['', 'a b', 'x'.repeat(33), 'é', 'a\0']) {
      expect(() => metricAddress(CREATOR, key), JSON.stringify(key)).to.throw(RangeError);
    }
    for (const index of [-1, 256, 0.5]) expect(() => milestoneAddress(CREATOR, index)).to.throw(RangeError);
  });

  it('ids are those of 64 bits', () => {
    expect(() => planAddress(CREATOR, -1n)).to.throw(RangeError);
    expect(() => planAddress(CREATOR, U64_MAX + 1n)).to.throw(RangeError);
    expect(() => grantAddress(CREATOR, U64_MAX + 1n)).to.throw(RangeError);
    expect(() => proposalAddress(CREATOR, CREATOR, -1n)).to.throw(RangeError);
    expect(() => voteRecordAddress(CREATOR, U64_MAX + 1n)).to.throw(RangeError);
    expect(() => depositAddress(CREATOR, CREATOR, U64_MAX + 1n)).to.throw(RangeError);
  });
});
