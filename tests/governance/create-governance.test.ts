import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { DAY, people, World } from '../support/world';
import { CAP_ALONE, DELAY, GovernanceScenario, MOST_BY_ROLES, scenario, SETTINGS, VOTING, WINDOW } from './scenario';

const { authority, operator, stranger } = people;

/** A notice that no vote is longer than. */
const LONG_NOTICE = { policy: { noticeSecs: 90 * DAY } };

/** The least and the most of each setting, and what lies just outside. */
const RANGES: [keyof sdk.GovernanceSettings, least: number, most: number, refused: number[]][] = [
  ['votingSecs', DAY, 30 * DAY, [0, DAY - 1, 30 * DAY + 1]],
  ['executionDelaySecs', 0, 30 * DAY, [30 * DAY + 1]],
  ['executionWindowSecs', DAY, 30 * DAY, [0, DAY - 1, 30 * DAY + 1]],
  ['minAgeSecs', 30 * DAY, 365 * DAY, [0, 30 * DAY - 1, 365 * DAY + 1]],
  ['quorumBps', 500, 10_000, [0, 499, 10_001]],
  ['approvalBps', 5_000, 10_000, [0, 4_999, 10_001]],
  ['maxVoterBps', 1, 10_000, [0, 10_001]],
];

describe('create_governance', () => {
  scenario('keeps its rules, opens its vault and marks the plan', (test) => {
    const settings: sdk.GovernanceSettings = {
      proposalThreshold: 7n,
      votingSecs: 2 * DAY,
      executionDelaySecs: 60,
      executionWindowSecs: 4 * DAY,
      minAgeSecs: 33 * DAY,
      quorumBps: 1_234,
      approvalBps: 6_789,
      maxVoterBps: 2_500,
      excludeOwnGrant: true,
      actions: ['acceleratePlan', 'terminateGrant'],
      depositActions: ['acceleratePlan'],
    };
    expect(test.planState().hasGovernance).to.equal(false);
    const [told] = eventsOf(test.run(test.createGovernance(settings), authority));
    const governance = test.governance();
    const vault = sdk.associatedAddress(governance, test.plan.mint, test.plan.tokenProgram);
    expect(test.governanceState()).to.deep.equal({
      ...settings,
      address: governance,
      plan: test.plan.address,
      vault,
      deposited: 0n,
      nextProposal: 0n,
    });
    expect(test.planState().hasGovernance).to.equal(true);
    expect(test.planState().recentGrants, '33 days are seven periods of five').to.deep.equal({
      ...{ days: 5, period: 0, totals: new Array<bigint>(8).fill(0n) },
    });
    expect(test.world.tokens(vault)).to.equal(0n);
    expect(told).to.deep.include({ name: 'governanceCreated' });
    expect(told?.data).to.deep.include({ plan: test.plan.address.toBase58(), governance: governance.toBase58() });
    expect(told?.data).to.have.nested.property('settings.quorumBps', 1_234);
    expect(told?.data).to.have.nested.property('settings.actions', 0b101);
    expect(told?.data).to.have.nested.property('settings.depositActions', 0b1);
  });

  scenario('whoever pays the rent', (test) => {
    const before = test.world.chain.balance(stranger.publicKey);
    test.run(test.createGovernance({}, { payer: stranger.publicKey }), authority, stranger);
    const rent = test.world.chain.rent(128) + test.world.chain.rent(165);
    expect(before - test.world.chain.balance(stranger.publicKey)).to.equal(rent);
  });

  scenario('takes a vault that somebody opened before', (test) => {
    test.world.open(test.plan.mintHandle, test.governance(), 5n);
    test.run(test.createGovernance(), authority);
    expect(test.governanceState().deposited, 'what lies in it is no deposit').to.equal(0n);
  });

  scenario('is the act of the authority alone, in time, once, and while the plan issues', (test) => {
    const by = (authorityOf: typeof operator) => test.createGovernance({}, { authority: authorityOf.publicKey });
    test.refuse(by(operator), 'NotAuthority', operator, authority);
    test.refuse(test.createGovernance({}, { expiresTs: test.now() - 1 }), 'InstructionExpired', authority);
    test.run(test.createGovernance({}, { expiresTs: test.now() }), authority);
    test.refuse(test.createGovernance(), 'GovernanceExists', authority);
  });

  scenario('not for a sealed plan', (test) => {
    test.seal();
    test.refuse(test.createGovernance(), 'PlanIsSealed', authority);
  });

  for (const [setting, least, most, refused] of RANGES) {
    for (const value of [least, most]) {
      scenario(
        `${setting} may be ${value}`,
        (test) => {
          test.run(test.createGovernance({ [setting]: value }), authority);
          expect(test.governanceState()).to.deep.include({ ...SETTINGS, [setting]: value });
        },
        LONG_NOTICE,
      );
    }
    scenario(
      `${setting} may not be ${refused.join(' or ')}`,
      (test) => {
        for (const value of refused) {
          test.refuse(test.createGovernance({ [setting]: value }), 'GovernanceOutOfRange', authority);
        }
      },
      LONG_NOTICE,
    );
  }

  scenario('allows one action at least', (test) => {
    test.refuse(test.createGovernance({ actions: [], depositActions: [] }), 'GovernanceOutOfRange', authority);
    test.run(test.createGovernance({ actions: ['replaceOracles'], depositActions: [] }), authority);
    expect(test.governanceState().actions).to.deep.equal(['replaceOracles']);
  });

  scenario('lets deposits vote on early release alone, and only where that can be proposed', (test) => {
    for (const action of ['terminateGrant', 'setIssueCap', 'replaceOracles'] as const) {
      test.refuse(test.createGovernance({ depositActions: [action] }), 'GovernanceOutOfRange', authority);
    }
    const release: sdk.ActionName[] = ['acceleratePlan'];
    const both = { actions: release, depositActions: sdk.DEPOSIT_ACTION_NAMES };
    test.refuse(test.createGovernance(both), 'GovernanceOutOfRange', authority);
    test.run(test.createGovernance({ actions: release, depositActions: release }), authority);
    expect(test.governanceState().depositActions).to.deep.equal(release);
  });

  for (const action of ['terminateGrant', 'setIssueCap', 'replaceOracles'] as const) {
    scenario(`asks for an age of 30 days where members decide on themselves: ${action}`, (test) => {
      const rules = { actions: ['acceleratePlan', action], depositActions: [] } as const;
      test.refuse(test.createGovernance({ ...rules, minAgeSecs: 30 * DAY - 1 }), 'GovernanceOutOfRange', authority);
      test.run(test.createGovernance({ ...rules, minAgeSecs: 30 * DAY }), authority);
    });
  }

  scenario('and for two days where they decide on early release alone', (test) => {
    const release = { actions: sdk.DEPOSIT_ACTION_NAMES, depositActions: [] };
    test.refuse(test.createGovernance({ ...release, minAgeSecs: 2 * DAY - 1 }), 'GovernanceOutOfRange', authority);
    test.run(test.createGovernance({ ...release, minAgeSecs: 2 * DAY }), authority);
  });

  for (const [voidDays, leastDays, periodDays] of [
    [5, 6, 1],
    [6, 7, 1],
    [7, 9, 2],
  ] as const) {
    scenario(
      `lets nothing vote, or raise a quorum, that can still be voided: ${voidDays} days long`,
      (test) => {
        const release = { actions: sdk.DEPOSIT_ACTION_NAMES, depositActions: [] };
        test.refuse(
          test.createGovernance({ ...release, minAgeSecs: leastDays * DAY - 1 }),
          'GovernanceOutOfRange',
          authority,
        );
        test.run(test.createGovernance({ ...release, minAgeSecs: leastDays * DAY }), authority);
        expect(test.planState().recentGrants.days, 'so much further the quorum looks back').to.equal(periodDays);
      },
      { policy: { voidSecs: voidDays * DAY } },
    );
  }

  it('refuses a plan whose rents come back to the governance or its vault, which could never be closed', () => {
    for (const place of ['governance', 'vault'] as const) {
      const world = new World();
      const mint = world.mint();
      const governance = sdk.governanceAddress(sdk.planAddress(people.creator.publicKey, 0n));
      const rentRecipient =
        place === 'governance' ? governance : sdk.associatedAddress(governance, mint.address, mint.tokenProgram);
      const test = new GovernanceScenario({ mint, roles: { rentRecipient } }, world);
      test.refuse(test.createGovernance(), 'PolicyOutOfRange', authority);
      expect(test.planState().hasGovernance).to.equal(false);
    }
  });

  for (const actions of [['acceleratePlan'], ['accelerateGrant'], ['terminateGrant']] as const) {
    scenario(
      `needs a notice that is no shorter than a vote, its delay and its window: ${actions[0]}`,
      (test) => {
        const create = (secs: number) =>
          test.createGovernance({ actions, depositActions: [], executionWindowSecs: secs });
        test.refuse(create(WINDOW + 1), 'NoticeShorterThanVote', authority);
        test.run(create(WINDOW), authority);
      },
      { policy: { noticeSecs: VOTING + DELAY + WINDOW } },
    );
  }

  scenario(
    'whatever the notice is, where no termination could defeat a vote',
    (test) => {
      test.run(test.createGovernance({ actions: ['setIssueCap', 'replaceOracles'], depositActions: [] }), authority);
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario(
    'and where nothing can be terminated, which nobody votes on then',
    (test) => {
      test.refuse(test.createGovernance(), 'NotCancellable', authority);
      test.run(
        test.createGovernance({ actions: sdk.ACTION_NAMES.filter((name) => name !== 'terminateGrant') }),
        authority,
      );
    },
    { policy: { noticeSecs: 0, cancellable: false } },
  );

  scenario(
    'comes before the first grant, or never: not after one that was voided either',
    (test) => {
      const grant = test.issue({ grantId: 1n });
      test.refuse(test.createGovernance(), 'PlanHasIssued', authority);
      test.run(test.voidGrant(grant), authority);
      expect(test.planState()).to.deep.include({ allocated: 0n, grantCount: 0, tombstoneCount: 1 });
      test.refuse(test.createGovernance(), 'PlanHasIssued', authority);
    },
    { policy: { voidSecs: DAY } },
  );

  scenario('nor after one that was paid and closed', (test) => {
    test.spent(1n);
    test.refuse(test.createGovernance(), 'PlanHasIssued', authority);
  });

  scenario('nor where the authority has used up the releases that are for votes', (test) => {
    for (let made = 0; made < MOST_BY_ROLES; made += 1) test.run(test.acceleratePlan(1), authority);
    test.run(test.createGovernance(), authority);
    test.refuse(test.acceleratePlan(1), 'AccelerationsFull', authority);
  });

  scenario('one more is too many', (test) => {
    for (let made = 0; made <= MOST_BY_ROLES; made += 1) test.run(test.acceleratePlan(1), authority);
    test.refuse(test.createGovernance(), 'AccelerationsFull', authority);
    test.run(test.createGovernance(CAP_ALONE), authority);
  });
});
