import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { DAY, people } from '../support/world';
import { scenario, SETTINGS } from './scenario';

const { authority, operator, stranger } = people;

/** The least and the most of each setting, and what lies just outside. */
const RANGES: [keyof sdk.GovernanceSettings, least: number, most: number, refused: number[]][] = [
  ['votingSecs', DAY, 30 * DAY, [0, DAY - 1, 30 * DAY + 1]],
  ['executionDelaySecs', 0, 30 * DAY, [30 * DAY + 1]],
  ['executionWindowSecs', DAY, 30 * DAY, [0, DAY - 1, 30 * DAY + 1]],
  ['minAgeSecs', 2 * DAY, 7 * DAY, [0, 2 * DAY - 1, 7 * DAY + 1]],
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
      minAgeSecs: 3 * DAY,
      quorumBps: 1_234,
      approvalBps: 6_789,
      maxVoterBps: 2_500,
      excludeOwnGrant: true,
      actions: ['acceleratePlan', 'terminateGrant'],
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
      depositsBefore: { day: 0, totals: new Array<bigint>(8).fill(0n) },
      nextProposal: 0n,
    });
    expect(test.planState().hasGovernance).to.equal(true);
    expect(test.world.tokens(vault)).to.equal(0n);
    expect(told).to.deep.include({ name: 'governanceCreated' });
    expect(told?.data).to.deep.include({ plan: test.plan.address.toBase58(), governance: governance.toBase58() });
    expect(told?.data).to.have.nested.property('settings.quorumBps', 1_234);
    expect(told?.data).to.have.nested.property('settings.actions', 0b101);
  });

  scenario('whoever pays the rent', (test) => {
    const before = test.world.chain.balance(stranger.publicKey);
    test.run(test.createGovernance({}, { payer: stranger.publicKey }), authority, stranger);
    const rent = test.world.chain.rent(200) + test.world.chain.rent(165);
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
      scenario(`${setting} may be ${value}`, (test) => {
        test.run(test.createGovernance({ [setting]: value }), authority);
        expect(test.governanceState()).to.deep.include({ ...SETTINGS, [setting]: value });
      });
    }
    scenario(`${setting} may not be ${refused.join(' or ')}`, (test) => {
      for (const value of refused) {
        test.refuse(test.createGovernance({ [setting]: value }), 'GovernanceOutOfRange', authority);
      }
    });
  }

  scenario('allows one action at least', (test) => {
    test.refuse(test.createGovernance({ actions: [] }), 'GovernanceOutOfRange', authority);
    test.run(test.createGovernance({ actions: ['replaceOracles'] }), authority);
    expect(test.governanceState().actions).to.deep.equal(['replaceOracles']);
  });

  scenario('lets nothing vote that can still be voided', (test) => {
    test.refuse(test.createGovernance({ minAgeSecs: 5 * DAY - 1 }), 'GovernanceOutOfRange', authority);
    test.run(test.createGovernance({ minAgeSecs: 5 * DAY }), authority);
  }, { policy: { voidSecs: 5 * DAY } });
});
