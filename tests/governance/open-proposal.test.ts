import { type PublicKey, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { eventsOf } from '../support/events';
import { AT_ONCE, DAY, people, POLICY } from '../support/world';
import { AGE, DELAY, hash, member, scenario, VOTING, WEIGHT, WINDOW } from './scenario';

const { beneficiary, stranger } = people;

describe('open_proposal', () => {
  scenario('fixes who may vote and what it needs', (test) => {
    test.found();
    const now = test.now();
    const governance = test.governance();
    const proposal = sdk.proposalAddress(governance, member(1).publicKey, 0n);
    const outcome = test.run(test.openProposal(member(1), test.addressOf(1n)), member(1));
    const state = test.proposalState(proposal);
    expect(state).to.deep.equal({
      address: proposal,
      governance,
      plan: test.plan.address,
      number: 0n,
      proposalId: 0n,
      proposer: member(1).publicKey,
      action: { kind: 'acceleratePlan', accelerationBps: 5_000 },
      reason: 'projectFailure',
      documentSha256: hash(3),
      documentUri: 'https://example.org/why.md',
      status: 'open',
      createdTs: now,
      agedBeforeTs: now - AGE,
      votingEndsTs: now + VOTING,
      executableTs: now + VOTING + DELAY,
      expiresTs: now + VOTING + DELAY + WINDOW,
      eligible: 4n * WEIGHT,
      quorum: 2n * WEIGHT,
      voterCap: 4n * WEIGHT,
      yes: 0n,
      no: 0n,
      approvalBps: 6_000,
      excludeOwnGrant: false,
      depositsVote: true,
      ...{ depositsYes: 0n, depositsNo: 0n },
    });
    expect(test.governanceState().nextProposal).to.equal(1n);
    expectEvents(outcome, [
      'proposalOpened',
      {
        plan: test.plan.address,
        proposal,
        number: 0n,
        proposalId: 0n,
        proposer: member(1).publicKey,
        action: 1,
        grant: '11111111111111111111111111111111',
        reason: 'projectFailure',
        documentSha256: [...hash(3)],
        eligible: 4n * WEIGHT,
        quorum: 2n * WEIGHT,
        votingEndsTs: BigInt(now + VOTING),
      },
    ]);
  });

  scenario('with a deposit that reaches the threshold, where deposits have a vote; it is not eligible', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 500n);
    test.refuse(test.openProposal(stranger, deposit), 'TooYoungToVote', stranger);
    test.world.chain.advance(AGE + DAY);
    test.run(test.openProposal(stranger, deposit), stranger);
    const proposal = sdk.proposalAddress(test.governance(), stranger.publicKey, 0n);
    expect(test.proposalState(proposal)).to.deep.include({ eligible: 4n * WEIGHT, depositsVote: true });
  });

  scenario('refuses who may not, each by name', (test) => {
    test.found({ actions: ['acceleratePlan', 'accelerateGrant'] });
    test.propose1();
    const grant = test.addressOf(1n);
    const open = (override: Partial<sdk.OpenProposal>, source = grant) =>
      test.openProposal(member(1), source, override);
    test.refuse(test.openProposal(stranger, grant), 'NotVoteHolder', stranger);
    test.refuse(open({ expiresTs: test.now() - 1 }), 'InstructionExpired', member(1));
    test.refuse(open({ proposalId: 0n }), 'ProposalAlreadyExists', member(1));
    test.refuse(open({ documentUri: '' }), 'TermsUriInvalid', member(1));
    test.refuse(open({ action: { kind: 'setIssueCap', issueCap: 1n } }), 'ActionNotAllowed', member(1));
    for (const accelerationBps of [0, 10_001]) {
      test.refuse(open({ action: { kind: 'acceleratePlan', accelerationBps } }), 'BpsOutOfRange', member(1));
    }
    test.refuse(open({}, test.plan.vault), 'NotAVoteSource', member(1));
    const small = test.grantTo(beneficiary.publicKey, 9n, 499n);
    test.world.chain.advance(AGE);
    test.refuse(test.openProposal(beneficiary, small), 'BelowThreshold', beneficiary);
  });

  scenario('refuses one for which nobody was there long enough', (test) => {
    test.found({ excludeOwnGrant: true });
    const grant = test.addressOf(1n);
    const about = { kind: 'accelerateGrant', grant, accelerationBps: 1 } as const;
    for (const id of [2n, 3n, 4n])
      test.run(sdk.terminateGrant({ ...test.act(test.addressOf(id)), cause: 'forCause' }), people.authority);
    test.world.chain.advance(POLICY.noticeSecs + 1);
    test.run([2n, 3n, 4n].map((id) => sdk.settleTermination({ plan: test.plan.address, grant: test.addressOf(id) })));
    test.refuse(test.openProposal(member(1), grant, { action: about }), 'NobodyCanVote', member(1));
  });

  scenario('refuses a grant of which nothing is left to pay', (test) => {
    test.found();
    const spent = test.issue({ beneficiary: beneficiary.publicKey, grantId: 9n, total: 600n, shape: AT_ONCE });
    test.world.chain.advance(AGE);
    test.run(test.claim(spent), beneficiary);
    test.refuse(test.openProposal(beneficiary, spent), 'NoWeight', beneficiary);
  });

  scenario('with exactly the threshold, and not with one base unit less', (test) => {
    test.found();
    const enough = test.deposited(stranger, 500n);
    const less = test.deposited(beneficiary, 499n);
    test.world.chain.advance(AGE + DAY);
    test.refuse(test.openProposal(beneficiary, less), 'BelowThreshold', beneficiary);
    test.run(test.openProposal(stranger, enough), stranger);
  });

  scenario('tells its action and its grant', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const action = { kind: 'terminateGrant', grant, cause: 'forCause' } as const;
    const opened = test.run(
      test.openProposal(member(1), test.addressOf(1n), { action, reason: 'ethicalDisagreement' }),
      member(1),
    );
    const [told] = eventsOf(opened);
    expect(told?.data).to.deep.include({ action: 4, grant: grant.toBase58(), reason: 'ethicalDisagreement' });
    const state = test.proposalState(sdk.proposalAddress(test.governance(), member(1).publicKey, 0n));
    expect(state).to.deep.include({ action, reason: 'ethicalDisagreement' });
  });

  scenario('refuses an oracle set that could not be, and a grant that is not the one it names', (test) => {
    test.createOracles();
    test.found();
    const grant = test.addressOf(1n);
    const open = (action: sdk.NewAction) => test.openProposal(member(1), grant, { action });
    const alone = { attestors: [stranger.publicKey], threshold: 1 };
    test.refuse(open({ kind: 'replaceOracles', oracles: alone }), 'OracleSetInvalid', member(1));
    const about = open({ kind: 'accelerateGrant', grant: test.addressOf(2n), accelerationBps: 1 });
    const other = new TransactionInstruction({
      ...about,
      keys: about.keys.map((meta) =>
        meta.pubkey.equals(test.addressOf(2n)) ? { ...meta, pubkey: test.addressOf(3n) } : meta,
      ),
    });
    test.refuse(other, 'WrongProposalTarget', member(1));
    const foreign = test.issueForeign(test.foreignPlan());
    test.refuse(open({ kind: 'accelerateGrant', grant: foreign, accelerationBps: 1 }), 'GrantOfAnotherPlan', member(1));
  });

  for (const kind of ['accelerateGrant', 'terminateGrant'] as const) {
    const about = (grant: PublicKey): sdk.NewAction =>
      kind === 'accelerateGrant' ? { kind, grant, accelerationBps: 1 } : { kind, grant, cause: 'forCause' };

    scenario(
      `${kind} refuses a grant that can still be voided, to the last second`,
      (test) => {
        test.found();
        const young = test.grantTo(beneficiary.publicKey, 9n);
        const open = () => test.openProposal(member(1), test.addressOf(1n), { action: about(young) });
        test.world.chain.advance(7 * DAY - 1);
        test.refuse(open(), 'VoidWindowIsRunning', member(1));
        test.world.chain.advance(1);
        test.run(open(), member(1));
        test.refuse(test.voidGrant(young), 'VoidWindowOver', people.authority);
      },
      { policy: { voidSecs: 7 * DAY } },
    );

    scenario(`${kind} takes a grant under notice as long as it could be carried out before the stop`, (test) => {
      test.found();
      const grant = test.addressOf(2n);
      test.run(test.terminate(grant), people.authority);
      const { statusTs } = test.grantState(grant);
      const open = () => test.openProposal(member(1), test.addressOf(1n), { action: about(grant) });
      test.world.chain.setTime(statusTs - VOTING - DELAY - 1);
      test.run(open(), member(1));
      test.world.chain.advance(1);
      test.refuse(open(), 'GrantHasStopped', member(1));
      test.world.chain.setTime(statusTs + 1);
      test.refuse(open(), 'GrantHasStopped', member(1));
      test.run(test.settle(grant));
      test.refuse(open(), 'GrantHasStopped', member(1));
    });
  }

  scenario('terminateGrant refuses a grant that a vote has ended', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const action = { kind: 'terminateGrant', grant, cause: 'forCause' } as const;
    const first = test.passed(action);
    test.due(first);
    test.run(test.execute(first, { grant }));
    test.refuse(test.openProposal(member(1), test.addressOf(1n), { action }), 'GrantAlreadyTerminated', member(1));
    const release = { kind: 'accelerateGrant', grant, accelerationBps: 1 } as const;
    test.run(test.openProposal(member(1), test.addressOf(1n), { action: release }), member(1));
  });

  scenario('refuses a grant that was closed, and one of which only a tombstone is left', (test) => {
    test.found();
    const spent = test.issue({ beneficiary: beneficiary.publicKey, grantId: 9n, total: 5n, shape: AT_ONCE });
    test.run([test.claim(spent), test.closeGrant(spent)], beneficiary);
    const action = { kind: 'terminateGrant', grant: spent, cause: 'forCause' } as const;
    test.refuse(
      test.openProposal(member(1), test.addressOf(1n), { action }),
      'AccountDiscriminatorMismatch',
      member(1),
    );
  });
});
