import { createHarvestWithheldTokensToMintInstruction, createTransferCheckedInstruction } from '@solana/spl-token';
import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { people } from '../support/world';
import { member, scenario, type GovernanceScenario } from './scenario';

const { authority, beneficiary, rentRecipient, stranger } = people;

/** Sends tokens to the governance's vault without depositing them. */
function donate(test: GovernanceScenario, amount: bigint): void {
  const { address: mint, decimals, tokenProgram } = test.plan.mintHandle;
  const source = test.tokensOf(stranger, amount);
  const { vault } = test.governanceState();
  test.run(
    createTransferCheckedInstruction(source, mint, vault, stranger.publicKey, amount, decimals, [], tokenProgram),
    stranger,
  );
}

describe('close_governance', () => {
  scenario('of a sealed plan without grants and deposits; its rent goes where the plan says', (test) => {
    test.run(test.createGovernance(), authority);
    test.seal();
    const before = test.world.chain.balance(rentRecipient.publicKey);
    const outcome = test.run(test.closeGovernance());
    expectEvents(outcome, ['governanceClosed', { plan: test.plan.address, governance: test.governance() }]);
    const rent = test.world.chain.rent(128) + test.world.chain.rent(165);
    expect(test.world.chain.balance(rentRecipient.publicKey) - before).to.equal(rent);
    expect(test.planState().hasGovernance).to.equal(false);
    test.run(test.closePlan(), authority);
  });

  scenario('what somebody sent to its vault becomes surplus of the plan', (test) => {
    test.run(test.createGovernance(), authority);
    donate(test, 77n);
    test.seal();
    const before = test.vault();
    test.run(test.closeGovernance());
    expect(test.vault() - before).to.equal(77n);
  });

  scenario('not while the plan issues, has grants or deposits, and the plan not before it', (test) => {
    test.run(test.createGovernance(), authority);
    test.deposited(stranger, 5n);
    test.refuse(test.closeGovernance(), 'PlanNotSealed');
    const grant = test.issue({ grantId: 1n, total: 5n, shape: [{ weight: 1n, span: 0, steps: 1, unit: 'seconds' }] });
    test.seal();
    test.refuse(test.closeGovernance(), 'PlanNotEmpty');
    test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
    test.refuse(test.closeGovernance(), 'DepositsRemain');
    test.refuse(test.closePlan(), 'GovernanceRemains', authority);
    test.run(test.withdrawVotes(stranger), stranger);
    test.refuse(test.closeGovernance({ rentRecipient: stranger.publicKey }), 'WrongRentRecipient');
    test.run(test.closeGovernance());
    test.run(test.closePlan(), authority);
  });

  scenario('it never comes back, so neither do the numbers of its proposals', (test) => {
    test.run(test.createGovernance(), authority);
    test.seal();
    test.run(test.closeGovernance());
    test.refuse(test.createGovernance(), 'PlanIsSealed', authority);
    test.refuse(test.deposit(stranger, 1n), 'AccountOwnedByWrongProgram', stranger);
    expect(test.world.chain.account(test.governance())).to.equal(null);
  });

  scenario('a passed proposal of it can still be carried out, which changes nothing', (test) => {
    test.found();
    const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 10_000 });
    test.due(proposal);
    test.run(test.acceleratePlan(10_000), authority);
    for (const number of [1, 2, 3, 4]) {
      const [who, grant] = [member(number), test.addressOf(BigInt(number))];
      const wallet = test.world.open(test.plan.mintHandle, who.publicKey);
      test.run(test.claim(grant, { claimant: who.publicKey, destination: wallet }), who);
      test.run(test.closeGrant(grant, { signer: who.publicKey }), who);
    }
    test.seal();
    test.run(test.closeGovernance());
    const before = test.planState();
    test.run(test.execute(proposal));
    expect(test.planState()).to.deep.equal(before);
  });

  scenario(
    'fees that wait in its vault keep it from closing, until anybody sends them to the mint',
    (test) => {
      test.run(test.createGovernance(), authority);
      test.deposited(stranger, 1_000n);
      test.run(test.withdrawVotes(stranger), stranger);
      test.seal();
      test.refuse(test.closeGovernance(), 'AccountHasWithheldTransferFees');
      const { vault } = test.governanceState();
      test.run([
        createHarvestWithheldTokensToMintInstruction(test.plan.mint, [vault], test.plan.tokenProgram),
        test.closeGovernance(),
      ]);
      expect(test.world.chain.account(vault)).to.equal(null);
    },
    { mint: { extensions: [{ kind: 'transferFee', bps: 100, maximum: 1_000n, authority: null }] } },
  );
});
