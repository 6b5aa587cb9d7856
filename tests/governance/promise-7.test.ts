/** Promise 7: one grant or deposit counts once per proposal, and weight that arrived after it counts nothing. */
import { createTransferCheckedInstruction } from '@solana/spl-token';
import type { Keypair, PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { AGE, CAP, CAP_ALONE, hash, member, scenario, WEIGHT, type GovernanceScenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;

/** A grant goes to somebody else: its holder wishes it, and the authority agrees. */
function transfer(test: GovernanceScenario, grant: PublicKey, from: Keypair, to: Keypair = stranger): void {
  const move = { plan: test.plan.address, grant, to: to.publicKey, expiresTs: 'never' } as const;
  test.run(sdk.proposeTransfer({ ...move, proposer: from.publicKey }), from);
  test.run(sdk.acceptTransfer({ ...move, signer: authority.publicKey, proposer: from.publicKey }), authority);
}

describe('promise 7', () => {
  scenario('tokens borrowed for the vote count nothing', (test) => {
    test.found();
    const proposal = test.propose1();
    const loan = test.deposited(stranger, 1_000_000n);
    test.refuse(test.castVote(proposal, stranger, loan), 'TooYoungToVote', stranger);
    test.run(test.withdrawVotes(stranger), stranger);
    expect(test.proposalState(proposal)).to.deep.include({ eligible: 4n * WEIGHT, yes: 0n, no: 0n });
  });

  scenario('tokens borrowed just before the proposal neither vote nor raise the quorum', (test) => {
    test.found();
    const loan = test.deposited(stranger, 1_000_000n);
    test.world.chain.advance(AGE - DAY - 1);
    const proposal = test.propose1();
    expect(test.proposalState(proposal).eligible).to.equal(4n * WEIGHT);
    test.refuse(test.castVote(proposal, stranger, loan), 'TooYoungToVote', stranger);
  });

  scenario('of exactly the age they count', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 10n);
    test.world.chain.advance(AGE);
    const proposal = test.propose1();
    test.run(test.castVote(proposal, stranger, deposit), stranger);
    expect(test.proposalState(proposal).yes).to.equal(10n);
  });

  scenario('a deposit stays until the last vote that it was cast in has ended, and can vote in each once', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 500n);
    test.world.chain.advance(AGE + DAY);
    const first = test.propose1();
    test.world.chain.advance(DAY);
    const second = test.propose1();
    test.run([test.castVote(first, stranger, deposit), test.castVote(second, stranger, deposit)], stranger);
    test.refuse(test.castVote(first, stranger, deposit), 'AlreadyVoted', stranger);
    test.world.chain.setTime(test.proposalState(second).votingEndsTs - 1);
    test.refuse(test.withdrawVotes(stranger), 'DepositIsLocked', stranger);
    test.world.chain.advance(1);
    test.run(test.withdrawVotes(stranger), stranger);
    expect(test.world.tokens(test.walletOf(stranger))).to.equal(500n);
  });

  scenario('withdrawn and deposited again it is a new deposit, too young', (test) => {
    test.found();
    test.deposited(stranger, 500n);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.run([test.withdrawVotes(stranger), test.deposit(stranger, 500n)], stranger);
    test.refuse(test.castVote(proposal, stranger, test.depositAt(stranger)), 'TooYoungToVote', stranger);
  });

  scenario('a deposit split over many wallets weighs what it weighed in one', (test) => {
    test.found();
    const wallets = [1, 2, 3, 4, 5].map((number) => test.world.person(`wallet ${number}`));
    const parts = wallets.map((wallet) => [wallet, test.deposited(wallet, 100n)] as const);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    for (const [wallet, part] of parts) test.run(test.castVote(proposal, wallet, part), wallet);
    expect(test.proposalState(proposal)).to.deep.include({ yes: 500n, eligible: 4n * WEIGHT });
  });

  scenario(
    'where the share of a wallet is capped, more wallets count more, but never more than was deposited',
    (test) => {
      test.found({ maxVoterBps: 2_500 });
      const wallets = [1, 2, 3].map((number) => test.world.person(`wallet ${number}`));
      const parts = wallets.map((wallet) => [wallet, test.deposited(wallet, WEIGHT)] as const);
      const whole = test.deposited(stranger, 3n * WEIGHT);
      test.world.chain.advance(AGE + DAY);
      const proposal = test.propose1();
      const { voterCap } = test.proposalState(proposal);
      expect(voterCap, 'a quarter of four').to.equal(WEIGHT);
      test.run(test.castVote(proposal, stranger, whole, { capped: true }), stranger);
      expect(test.proposalState(proposal).yes).to.equal(voterCap);
      for (const [wallet, part] of parts) test.run(test.castVote(proposal, wallet, part, { capped: true }), wallet);
      expect(test.proposalState(proposal).yes, 'what design.md says of caps: tokens can be spread').to.equal(
        4n * WEIGHT,
      );
    },
  );

  scenario('a grant transferred while the vote runs votes once, for whoever held it then', (test) => {
    test.found();
    const proposal = test.propose1();
    const grant = test.addressOf(2n);
    test.run(test.castVote(proposal, member(2), grant), member(2));
    transfer(test, grant, member(2));
    test.refuse(test.castVote(proposal, stranger, grant), 'AlreadyVoted', stranger);
    test.refuse(test.castVote(proposal, member(2), grant), 'NotVoteHolder', member(2));
  });

  scenario('and before anybody voted with it, only its new holder can, once', (test) => {
    test.found();
    const proposal = test.propose1();
    const grant = test.addressOf(2n);
    transfer(test, grant, member(2));
    test.refuse(test.castVote(proposal, member(2), grant), 'NotVoteHolder', member(2));
    test.run(test.castVote(proposal, stranger, grant), stranger);
    transfer(test, grant, stranger, member(2));
    test.refuse(test.castVote(proposal, member(2), grant), 'AlreadyVoted', member(2));
    expect(test.proposalState(proposal).yes).to.equal(WEIGHT);
  });

  scenario('a deposit is never topped up: more tokens are another deposit, with an age of its own', (test) => {
    test.found();
    const old = test.deposited(stranger, 10n);
    test.world.chain.advance(AGE);
    test.tokensOf(stranger, 1_000n);
    test.refuse(test.deposit(stranger, 1_000n), 'DepositAlreadyExists', stranger);
    test.run(test.deposit(stranger, 1_000n, { depositId: 1n }), stranger);
    const proposal = test.propose1();
    test.refuse(test.castVote(proposal, stranger, test.depositAt(stranger, 1n)), 'TooYoungToVote', stranger);
    test.run(test.castVote(proposal, stranger, old), stranger);
    expect(test.proposalState(proposal)).to.deep.include({ yes: 10n, eligible: 4n * WEIGHT });
  });

  scenario('a deposit lent from wallet to wallet stays where it voted, and is young where it comes to', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 500n);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.run(test.castVote(proposal, stranger, deposit), stranger);
    test.refuse(test.withdrawVotes(stranger), 'DepositIsLocked', stranger);
    test.world.chain.setTime(test.proposalState(proposal).votingEndsTs - 1);
    const next = test.propose1();
    test.world.chain.advance(1);
    const destination = test.walletOf(stranger);
    test.run(test.withdrawVotes(stranger), stranger);
    test.world.open(test.plan.mintHandle, beneficiary.publicKey);
    const { address: mint, decimals, tokenProgram } = test.plan.mintHandle;
    const [to, owner] = [test.walletOf(beneficiary), stranger.publicKey];
    test.run(
      createTransferCheckedInstruction(destination, mint, to, owner, 500n, decimals, [], tokenProgram),
      stranger,
    );
    test.run(test.deposit(beneficiary, 500n), beneficiary);
    test.refuse(test.castVote(next, beneficiary, test.depositAt(beneficiary)), 'TooYoungToVote', beneficiary);
    test.refuse(test.castVote(proposal, beneficiary, test.depositAt(beneficiary)), 'VoteHasEnded', beneficiary);
  });

  scenario('grants issued for the occasion count nothing, and do not raise the quorum', (test) => {
    test.found();
    const proposal = test.propose1();
    const late = test.grantTo(beneficiary.publicKey, 60n, 1_000_000n);
    test.refuse(test.castVote(proposal, beneficiary, late), 'TooYoungToVote', beneficiary);
    test.world.chain.advance(DAY);
    const next = test.propose1();
    expect(test.proposalState(next).eligible, 'issued a day ago, thirty days are asked for').to.equal(4n * WEIGHT);
    test.refuse(test.castVote(next, beneficiary, late), 'TooYoungToVote', beneficiary);
  });

  scenario('milestones beside the grants are no votes and no quorum: issued, met and paid', (test) => {
    const by = { ...test.planAct(), payer: authority.publicKey };
    const attestors = [member(1), member(2)];
    test.run(
      sdk.createOracleSet({ ...by, attestors: attestors.map(({ publicKey }) => publicKey), threshold: 2 }),
      authority,
    );
    test.found();
    const times = { opensTs: test.now(), dueTs: test.now(), maxAgeSecs: DAY, challengeSecs: 3_600 };
    const definition = { definitionSha256: hash(1), definitionUri: 'https://example.org/r', exponent: 0 };
    test.run(sdk.createMetric({ ...by, key: 'revenue', better: 'higher', ...times, ...definition }), authority);
    const metric = sdk.metricAddress(test.plan.address, 'revenue');
    const grant = test.addressOf(1n);
    const curve = { threshold: 1n, target: 1n, maximum: 1n, thresholdBps: 0, maxBps: 10_000 };
    const issue = sdk.issueMilestone({
      ...{ issuer: operator.publicKey, payer: operator.publicKey, plan: test.plan.address, vault: test.plan.vault },
      ...{ grant, metric, index: 0, targetAmount: 1_000_000n, shape: [], expiresTs: 'never' },
      ...curve,
      deadlineTs: test.now() + 100 * DAY,
    });
    test.run(issue, operator);
    const expectOnlyGrants = (what: string): void => {
      expect(test.proposalState(test.propose1()).eligible, what).to.equal(4n * WEIGHT);
    };
    expectOnlyGrants('issued');
    for (const attestor of attestors) {
      const said = {
        value: 1n,
        exponent: 0,
        observedTs: test.now(),
        evidenceSha256: hash(2),
        expiresTs: 'never',
      } as const;
      test.run(sdk.attestMetric({ attestor: attestor.publicKey, plan: test.plan.address, metric, ...said }), attestor);
    }
    test.world.chain.advance(3_600);
    const place = { plan: test.plan.address, grant, metric, milestone: sdk.milestoneAddress(grant, 0) };
    test.run([sdk.finalizeMetric(metric), sdk.settleMilestone(place)]);
    expectOnlyGrants('met');
    const destination = test.world.open(test.plan.mintHandle, member(1).publicKey);
    test.run(
      sdk.claimMilestone({ ...place, claimant: member(1).publicKey, planState: test.plan, destination }),
      member(1),
    );
    expect(test.world.tokens(destination)).to.equal(1_000_000n);
    expectOnlyGrants('paid');
  });

  scenario(
    'who is terminated while the vote runs keeps the vote',
    (test) => {
      test.found(CAP_ALONE);
      const proposal = test.propose1(CAP);
      const terminate = (id: bigint) => sdk.terminateGrant({ ...test.act(test.addressOf(id)), cause: 'forCause' });
      test.run([terminate(2n), terminate(3n)], authority);
      test.world.chain.advance(1);
      test.run([2n, 3n].map((id) => sdk.settleTermination({ plan: test.plan.address, grant: test.addressOf(id) })));
      test.vote(proposal, true, true, true);
      test.due(proposal);
      test.run(test.execute(proposal));
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario(
    'who was terminated before it votes with what is left',
    (test) => {
      test.found(CAP_ALONE);
      const grant = test.addressOf(2n);
      test.run(sdk.terminateGrant({ ...test.act(grant), cause: 'withoutCause' }), authority);
      test.world.chain.advance(1);
      const proposal = test.propose1(CAP);
      test.run(test.castVote(proposal, member(2), grant), member(2));
      expect(test.proposalState(proposal).yes, 'a good leaver kept a quarter').to.equal(WEIGHT / 4n);
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario('the rules of a governance never change, so not while a vote runs either', (test) => {
    test.found();
    const nothing = { deposited: 0n, nextProposal: 0n };
    const rules = (): sdk.Governance => ({ ...test.governanceState(), ...nothing });
    const before = rules();
    test.deposited(stranger, 5n);
    const proposal = test.propose1();
    test.refuse(test.createGovernance({ quorumBps: 500 }), 'GovernanceExists', authority);
    test.refuse(test.closeGovernance(), 'PlanNotSealed');
    test.vote(proposal, true, true, true);
    test.run(test.withdrawVotes(stranger), stranger);
    test.due(proposal);
    test.run(test.execute(proposal));
    expect(rules()).to.deep.equal(before);
    const writers = sdk.IDL.instructions.filter(({ accounts }) =>
      accounts.some((account) => account.name === 'governance' && 'writable' in account),
    );
    expect(
      writers.map(({ name }) => name),
      'whatever else can write it, a test has to look at',
    ).to.have.members([...['createGovernance', 'depositVotes', 'withdrawVotes', 'openProposal', 'closeGovernance']]);
  });

  scenario('what was opened keeps its rules, whatever the plan does meanwhile', (test) => {
    test.found();
    const proposal = test.propose1();
    const fixed = (): sdk.Proposal => ({ ...test.proposalState(proposal), yes: 0n, no: 0n });
    const before = fixed();
    test.grantTo(stranger.publicKey, 9n, 9n * WEIGHT);
    test.deposited(stranger, 9n * WEIGHT);
    test.run(sdk.terminateGrant({ ...test.act(test.addressOf(3n)), cause: 'forCause' }), authority);
    test.vote(proposal, true, false);
    test.handOver(stranger);
    expect(fixed()).to.deep.equal(before);
  });
});
