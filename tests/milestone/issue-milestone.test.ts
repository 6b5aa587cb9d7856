import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, people, START_TS } from '../support/world';
import { CURVE, DEADLINE, HUNDRED_SECS, RESERVED, scenario, TARGET } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
const HEADER = 200;
const SEGMENT = 16;

describe('issue_milestone', () => {
  scenario('keeps its terms, reserves its maximum, and tells of it; the payer pays the rent', (test) => {
    const { chain } = test.world;
    const before = {
      plan: test.planState(),
      payer: chain.balance(stranger.publicKey),
      metric: test.metricState(test.mmlu),
    };
    const vault = test.vault();
    test.at(77);
    const shape = [...AT_ONCE, { weight: 2n, span: 3, steps: 3, unit: 'months' }] as const;
    const outcome = test.run(test.issueMilestone({ payer: stranger.publicKey, shape }), operator, stranger);

    const address = sdk.milestoneAddress(test.grant, 0);
    const whom = { plan: test.plan.address, grant: test.grant, milestone: address, metric: test.mmlu };
    const amounts = { index: 0, targetAmount: TARGET, maxAmount: RESERVED };
    const told = { ...whom, beneficiary: beneficiary.publicKey, ...amounts, deadlineTs: BigInt(test.start + DEADLINE) };
    expectEvents(outcome, ['milestoneIssued', told]);
    expect(test.milestoneState(address)).to.deep.equal({
      address,
      plan: test.plan.address,
      grant: test.grant,
      metric: test.mmlu,
      ...CURVE,
      ...amounts,
      status: 'pending',
      payout: 0n,
      claimed: 0n,
      deadlineTs: test.start + DEADLINE,
      issuedTs: test.start + 77,
      metTs: null,
      retainedAtIssue: sdk.RETAIN_ALL,
      accelerationsAtIssue: 0,
      segments: [
        { amount: 333_333_333n, span: 0, steps: 1, unit: 'seconds' },
        { amount: 666_666_667n, span: 3, steps: 3, unit: 'months' },
      ],
    });
    const size = HEADER + 2 * SEGMENT;
    expect(chain.account(address)?.data.length).to.equal(size);
    expect(before.payer - chain.balance(stranger.publicKey)).to.equal(chain.rent(size));
    const { reserved, allocated, operatorBlocks, operatorBlock } = test.planState();
    expect([reserved - before.plan.reserved, allocated - before.plan.allocated]).to.deep.equal([RESERVED, RESERVED]);
    const counted = {
      ...before.plan,
      reserved,
      reservedByMilestones: RESERVED,
      allocated,
      operatorBlocks,
      operatorBlock,
    };
    expect(test.planState(), 'nothing else of the plan').to.deep.equal(counted);
    expect(test.metricState(test.mmlu)).to.deep.equal({ ...before.metric, milestoneCount: 1 });
    expect(test.grantState(test.grant).milestones).to.deep.equal({ live: 1, ended: false });
    expect(test.vault()).to.equal(vault);
  });

  scenario('numbers the milestones of each grant, on whichever metrics', (test) => {
    const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
    const helm = test.metric({ key: 'helm' });
    const [first, second, third] = [
      test.milestone(),
      test.milestone({ metric: helm }),
      test.milestone({ grant: other }),
    ];
    expect([first, second, third].map((each) => test.milestoneState(each).index)).to.deep.equal([0, 1, 0]);
    expect([test.mmlu, helm].map((each) => test.metricState(each).milestoneCount)).to.deep.equal([2, 1]);
    expect([test.grant, other].map((each) => test.grantState(each).milestones.live)).to.deep.equal([2, 1]);
  });

  scenario(
    'by the authority, above the cap of the operator',
    (test) => {
      const by = { issuer: authority.publicKey, payer: authority.publicKey };
      test.run(test.issueMilestone(by), authority);
      expect(test.planState().reserved).to.equal(RESERVED + 1n);
    },
    { policy: { operatorCap: 1n } },
  );

  scenario('24 parts of a schedule', (test) => {
    const shape = Array.from({ length: 24 }, () => ({ weight: 1n, span: 1, steps: 1, unit: 'seconds' }) as const);
    const by = { issuer: authority.publicKey, payer: authority.publicKey };
    test.run(test.issueMilestone({ ...by, shape }), authority);
    const { segments } = test.milestoneState(sdk.milestoneAddress(test.grant, 0));
    expect(segments.length).to.equal(24);
    expect(segments.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(1_000_000_000n);
  });

  scenario('to a grant that is paused, paid out, or whose termination was withdrawn', (test) => {
    test.collect(test.grant);
    test.run(test.pause(test.grant, 60), authority);
    test.milestone();
    test.stop();
    test.run(test.withdrawTermination(test.grant), authority);
    test.milestone();
    expect(test.grantState(test.grant).milestones.live).to.equal(2);
  });

  scenario('works where somebody sent lamports to the address before', (test) => {
    test.world.chain.airdrop(sdk.milestoneAddress(test.grant, 0), 1n);
    expect(test.milestoneState(test.milestone()).status).to.equal('pending');
  });

  scenario('on a metric that is due, while too few have attested it', (test) => {
    test.at(DEADLINE - 1);
    test.attest(test.mmlu, 0, 90n);
    expect(test.milestoneState(test.milestone()).status).to.equal('pending');
  });

  describe('reserves', () => {
    for (const [what, targetAmount, maxBps, reserved] of [
      ['the target, where the maximum is no more', 999n, 10_000, 999n],
      ['twice the target at the most', 999n, 20_000, 1_998n],
      ['a part of a base unit less, rounded down', 3n, 13_333, 3n],
      ['one base unit', 1n, 19_999, 1n],
    ] as const) {
      scenario(what, (test) => {
        const milestone = test.milestone({ targetAmount, maxBps });
        expect(test.milestoneState(milestone).maxAmount).to.equal(reserved);
        expect(test.planState().reserved).to.equal(reserved + 1n);
      });
    }

    scenario(
      'exactly what the vault has free, and not one more',
      (test) => {
        test.refuse(test.issueMilestone({ targetAmount: 667n }), 'PlanNotFunded', operator);
        test.milestone({ targetAmount: 666n });
        expect(test.planState().reserved).to.equal(1_000n);
        test.refuse(test.issueMilestone({ targetAmount: 1n }), 'PlanNotFunded', operator);
      },
      { funding: 1_000n },
    );

    scenario(
      'exactly what the issue cap leaves, and not one more',
      (test) => {
        test.refuse(test.issueMilestone({ targetAmount: 667n }), 'IssueCapExceeded', operator);
        test.milestone({ targetAmount: 666n });
        test.refuse(test.issueMilestone({ targetAmount: 1n, maxBps: 10_000 }), 'IssueCapExceeded', operator);
      },
      { policy: { issueCap: 1_000n } },
    );

    scenario(
      "exactly what the operator's cap leaves, grants included, and not one more",
      (test) => {
        test.refuse(test.issueMilestone({ targetAmount: 667n }), 'OperatorCapExceeded', operator);
        test.milestone({ targetAmount: 666n });
        test.refuse(test.issueMilestone({ targetAmount: 1n, maxBps: 10_000 }), 'OperatorCapExceeded', operator);
        test.refuse(
          test.issueGrants({ grants: [test.newGrant({ grantId: 2n, total: 1n })] }),
          'OperatorCapExceeded',
          operator,
        );
      },
      { policy: { operatorCap: 1_000n } },
    );
  });

  describe('notes what was released before: a milestone does not gain by it', () => {
    scenario("the plan's releases and the grant's own", (test) => {
      test.run([test.acceleratePlan(2_500), test.accelerate(test.grant, 5_000)], authority);
      const milestone = test.milestone({ shape: HUNDRED_SECS });
      expect(test.milestoneState(milestone)).to.deep.include({ retainedAtIssue: 500_000_000, accelerationsAtIssue: 1 });
    });

    scenario('not where less than a thousandth is kept: what comes later could not be told apart', (test) => {
      test.run(test.accelerate(test.grant, 9_990), authority);
      test.milestone();
      test.run(test.accelerate(test.grant, 1), authority);
      test.refuse(test.issueMilestone(), 'PlanFullyAccelerated', operator);
      const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
      test.run(test.acceleratePlan(9_991), authority);
      test.refuse(test.issueMilestone({ grant: other }), 'PlanFullyAccelerated', operator);
    });
  });

  scenario(
    'a milestone of a plan that unlocks later is reserved like any other',
    (test) => {
      test.milestone();
      expect(test.planState().reserved).to.equal(RESERVED + 1n);
    },
    { unlock: { startTs: START_TS, shape: [{ weight: 1_000_000_000n, span: 10, steps: 1, unit: 'seconds' }] } },
  );
});
