/**
 * In a plan's first weeks only those vote whose grants are old enough. Dust decides nothing for others; whoever has a part of what is
 * owed that counts decides until the next are old enough, which is said wherever a governance is founded.
 */
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { AGE, member, MEMBERS, scenario } from '../governance/scenario';
import { DAY, people } from '../support/world';

const { authority } = people;
const FIRST = 1_000n;
const OTHERS = 333_000n;

describe('the first grant of a plan', () => {
  scenario(
    'decides alone on an early release, where it is a thousandth of what is owed, until the next are old enough',
    (test) => {
      test.run(test.createGovernance({ proposalThreshold: 1n, quorumBps: 10_000, approvalBps: 10_000 }), authority);
      test.grantTo(member(1).publicKey, 1n, FIRST);
      // The others are hired five days later, for ten years each.
      test.world.chain.advance(5 * DAY);
      for (const number of [2, 3, 4]) test.grantTo(member(number).publicKey, BigInt(number), OTHERS);
      test.world.chain.advance(AGE - 5 * DAY);

      const proposal = test.propose1({ kind: 'acceleratePlan', accelerationBps: 10_000 });
      expect(test.proposalState(proposal).eligible).to.equal(FIRST);
      test.run(test.castVote(proposal, member(1), test.addressOf(1n)), member(1));
      for (const number of [2, 3, 4]) {
        const by = member(number);
        const against = test.castVote(proposal, by, test.addressOf(BigInt(number)), { approve: false });
        test.refuse(against, 'TooYoungToVote', by);
      }
      test.due(proposal);
      test.run(test.execute(proposal));
      MEMBERS.forEach((_, index) => {
        const grant = test.grantState(test.addressOf(BigInt(index + 1)));
        expect(sdk.vestedAt(test.planState(), grant, test.now())).to.equal(grant.total);
      });
    },
  );

  scenario('decides nothing where it is less: one base unit of the authority, five days before the others', (test) => {
    test.run(test.createGovernance({ proposalThreshold: 1n, quorumBps: 10_000, approvalBps: 10_000 }), authority);
    const own = test.grantTo(authority.publicKey, 1n, 1n);
    test.world.chain.advance(5 * DAY);
    for (const number of [2, 3, 4]) test.grantTo(member(number).publicKey, BigInt(number), OTHERS);
    test.world.chain.advance(AGE - 5 * DAY);

    const action = { kind: 'setIssueCap', issueCap: 2n ** 64n - 1n } as const;
    const open = () => test.openProposal(authority, own, { proposalId: 0n, action });
    test.refuse(open(), 'ElectorateTooSmall', authority);
    // Once the others are old enough it is one of many.
    test.world.chain.advance(2 * AGE);
    test.run(open(), authority);
    const proposal = sdk.proposalAddress(test.governance(), authority.publicKey, 0n);
    test.run(test.castVote(proposal, authority, own), authority);
    test.due(proposal);
    test.refuse(test.execute(proposal), 'ProposalFailed');
  });
});
