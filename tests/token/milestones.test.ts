import {
  createInitializeTransferHookInstruction,
  ExtensionType,
  getTransferFeeAmount,
  TOKEN_2022_PROGRAM_ID,
  unpackAccount,
} from '@solana/spl-token';
import { ComputeBudgetProgram, PublicKey } from '@solana/web3.js';
import { riskBits, type Risk } from '@tenure/sdk';
import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { MilestoneScenario } from '../milestone/scenario';
import type { Extension } from '../support/mints';
import { expectPromises } from '../support/promises';
import { AT_ONCE, people, World } from '../support/world';

const { beneficiary, stranger } = people;
/** Takes whatever it is called with and changes nothing: a hook that lets every transfer pass. */
const WILLING = ComputeBudgetProgram.programId;
/** Refuses unless every account signed: a hook that lets none pass. */
const REFUSING = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const FUNDED = 10_000n;

/** A test with milestones in a plan for a mint; the vault's tokens are minted into it, without any transfer. */
function scenario(
  title: string,
  extension: Extension,
  risks: readonly Risk[],
  body: (test: MilestoneScenario) => void,
): void {
  it(title, () => {
    const world = new World();
    const mint = world.mint({ extensions: [extension] });
    const test = new Funded(
      { mint, funding: 0n, policy: { acceptedRisks: riskBits([...risks, 'mintAuthority']) } },
      world,
    );
    body(test);
    expectPromises(world);
  });
}

/** Fills the vault before the first grant is issued. */
class Funded extends MilestoneScenario {
  override oracles(): PublicKey {
    this.world.open(this.plan.mintHandle, this.plan.address, FUNDED);
    return super.oracles();
  }
}

function hook(program: PublicKey): Extension {
  const initialize = (mint: PublicKey) =>
    createInitializeTransferHookInstruction(mint, stranger.publicKey, program, TOKEN_2022_PROGRAM_ID);
  return { kind: 'other', type: ExtensionType.TransferHook, initialize };
}

describe('milestones of unusual mints', () => {
  scenario(
    'a mint with a transfer fee: the claim tells what it took, what payroll keeps and what arrived',
    { kind: 'transferFee', bps: 100, maximum: 1_000n, authority: null },
    [],
    (test) => {
      const grant = test.issue({ grantId: 5n, total: 1n, shape: AT_ONCE, withholdingBps: 2_500 });
      const milestone = test.met(80n, { grant });
      const outcome = test.run(test.claimMilestone(milestone), beneficiary);
      const whom = { plan: test.plan.address, grant, milestone, beneficiary: beneficiary.publicKey };
      expectEvents(outcome, ['milestoneClaimed', { ...whom, gross: 1_000n, withheld: 250n, received: 742n }]);
      // 1 % of 750, rounded up, waits in the beneficiary's account for the mint.
      const account = unpackAccount(test.wallet, test.world.chain.account(test.wallet), TOKEN_2022_PROGRAM_ID);
      expect([test.paid(), getTransferFeeAmount(account)?.withheldAmount]).to.deep.equal([742n, 8n]);
      expect(test.planState()).to.deep.include({ claimed: 1_000n, withheld: 250n, reserved: 2n });
      expect(test.vault()).to.equal(FUNDED - 750n);
    },
  );

  scenario(
    'a mint whose hook lets transfers pass: given its program, it pays',
    hook(WILLING),
    ['transferHook'],
    (test) => {
      const milestone = test.met(80n);
      test.refuse(test.claimMilestone(milestone), 'MissingAccount', beneficiary);
      const claim = test.claimMilestone(milestone);
      claim.keys.push({ pubkey: WILLING, isSigner: false, isWritable: false });
      const { logs } = test.run(claim, beneficiary);
      expect(logs).to.include(`Program ${WILLING.toBase58()} invoke [3]`);
      expect(test.paid()).to.equal(1_000n);
    },
  );

  scenario(
    'a mint whose hook lets none pass: the claim fails and nothing of it is booked',
    hook(REFUSING),
    ['transferHook'],
    (test) => {
      const milestone = test.met(80n);
      const claim = test.claimMilestone(milestone);
      claim.keys.push({ pubkey: REFUSING, isSigner: false, isWritable: false });
      test.refuse(claim, 'MissingRequiredSignature', beneficiary);
      expect(test.planState()).to.deep.include({ claimed: 0n, reserved: 1_001n });
    },
  );
});
