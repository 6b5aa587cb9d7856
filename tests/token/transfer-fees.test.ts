import {
  TOKEN_2022_PROGRAM_ID,
  createHarvestWithheldTokensToMintInstruction,
  createSetTransferFeeInstruction,
  createTransferCheckedInstruction,
  getTransferFeeAmount,
  unpackAccount,
} from '@solana/spl-token';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { setAutoClaim, type Risk } from '@tenure/sdk';
import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { type TokenOptions, type TokenScenario, claimed, scenario } from './scenario';

const { authority, beneficiary, operator, payroll, stranger } = people;
const U64_MAX = 18_446_744_073_709_551_615n;

/** A plan for a mint with a fee on every transfer; one that somebody may change where `changeable`. */
function fee(bps: number, maximum = U64_MAX, changeable = false, options: TokenOptions = {}): TokenOptions {
  const extension = { kind: 'transferFee', bps, maximum, authority: changeable ? stranger : null } as const;
  const risks: Risk[] = [
    ...(changeable ? ['transferFeeAuthority' as const] : []),
    ...(bps > 500 && maximum > 0n ? ['highTransferFee' as const] : []),
  ];
  return { risks, funding: 0n, ...options, mint: { extensions: [extension] } };
}

/** Mints so much straight into the vault: without a transfer there is no fee. */
function fill(test: TokenScenario, amount: bigint): void {
  test.world.open(test.mint, test.plan.address, amount);
}

/** Fees that wait in a token account. */
function feesIn(test: TokenScenario, account: PublicKey): bigint {
  return (
    getTransferFeeAmount(unpackAccount(account, test.world.chain.account(account), TOKEN_2022_PROGRAM_ID))
      ?.withheldAmount ?? -1n
  );
}

function changeFee(test: TokenScenario, bps: number, maximum = U64_MAX): void {
  const change = createSetTransferFeeInstruction(
    test.mint.address,
    stranger.publicKey,
    [],
    bps,
    maximum,
    TOKEN_2022_PROGRAM_ID,
  );
  test.run(change, stranger);
}

describe('transfer fees: funding', () => {
  scenario(
    'the vault is credited what arrived, and only that can be issued',
    (test) => {
      const source = test.world.open(test.mint, stranger.publicKey, 10_000n);
      const outcome = test.run(test.fund(10_000n), stranger);
      const told = {
        plan: test.plan.address.toBase58(),
        funder: stranger.publicKey.toBase58(),
        sent: 10_000n,
        received: 9_900n,
      };
      expect(eventsOf(outcome)).to.deep.equal([{ name: 'planFunded', data: told }]);
      expect([test.tokens(source), test.vault(), feesIn(test, test.plan.vault)]).to.deep.equal([0n, 9_900n, 100n]);
      test.refuse(test.issueGrants(9_901n), 'PlanNotFunded', operator);
      test.run(test.issueGrants(9_900n), operator);
      test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
    },
    fee(100),
  );

  scenario(
    'a fee of everything funds nothing',
    (test) => {
      test.world.open(test.mint, stranger.publicKey, 500n);
      const outcome = test.run(test.fund(500n), stranger);
      expect(eventsOf(outcome)[0]?.data).to.include({ sent: 500n, received: 0n });
      test.refuse(test.issueGrants(1n), 'PlanNotFunded', operator);
    },
    fee(10_000),
  );

  scenario(
    'a fee has a maximum',
    (test) => {
      test.world.open(test.mint, stranger.publicKey, 3_000n);
      for (const [sent, received] of [
        [500n, 495n],
        [501n, 495n],
        [600n, 594n],
        [601n, 594n],
        [700n, 693n],
      ] as const) {
        expect(eventsOf(test.run(test.fund(sent), stranger))[0]?.data).to.include({ sent, received });
      }
    },
    fee(100, 7n),
  );
});

describe('transfer fees: claims', () => {
  scenario(
    'a claim tells what it took, what payroll keeps and what arrived',
    (test) => {
      fill(test, 2_000n);
      const grant = test.issue({ withholdingBps: 2_500 });
      test.at(1_000);
      const outcome = test.run(test.claim(grant), beneficiary);
      expect(claimed(outcome)).to.deep.equal({
        plan: test.plan.address.toBase58(),
        grant: grant.toBase58(),
        beneficiary: beneficiary.publicKey.toBase58(),
        ...{ gross: 1_000n, withheld: 250n, received: 742n },
      });
      // 1 % of 750, rounded up, waits in the beneficiary's account for the mint.
      expect([test.tokens(), feesIn(test, test.wallet), test.vault()]).to.deep.equal([742n, 8n, 1_250n]);
      expect(test.planState()).to.include({ claimed: 1_000n, withheld: 250n, reserved: 1_000n });
    },
    fee(100),
  );

  scenario(
    'a fee of everything pays nothing, and the claim says so',
    (test) => {
      fill(test, 2_000n);
      const grant = test.issue();
      test.at(2_000);
      expect(claimed(test.run(test.claim(grant), beneficiary))).to.include({ gross: 2_000n, received: 0n });
      expect([test.tokens(), feesIn(test, test.wallet), test.vault()]).to.deep.equal([0n, 2_000n, 0n]);
    },
    fee(10_000),
  );

  const edges: [maximum: bigint, gross: bigint, received: bigint][] = [
    [0n, 2_000n, 2_000n],
    [1n, 2_000n, 1_999n],
    [199n, 2_000n, 1_801n],
    [200n, 2_000n, 1_800n],
    [201n, 2_000n, 1_800n],
    [U64_MAX, 2_000n, 1_800n],
    [U64_MAX, 1n, 0n],
    [U64_MAX, 11n, 9n],
  ];
  for (const [maximum, gross, received] of edges) {
    scenario(
      `a fee of 10 %, at most ${maximum}: of ${gross} arrive ${received}`,
      (test) => {
        fill(test, gross);
        const grant = test.issue({ total: gross });
        test.at(2_000);
        expect(claimed(test.run(test.claim(grant), beneficiary))).to.include({ gross, received });
        expect(test.tokens()).to.equal(received);
      },
      fee(1_000, maximum),
    );
  }

  scenario(
    'the largest claim there is, with the largest fee',
    (test) => {
      fill(test, U64_MAX);
      const grant = test.issue({ total: U64_MAX });
      test.at(2_000);
      expect(claimed(test.run(test.claim(grant), beneficiary))).to.include({
        gross: U64_MAX,
        received: U64_MAX - 5_000n,
      });
    },
    fee(10_000, 5_000n, false, { policy: { issueCap: U64_MAX, operatorCap: U64_MAX } }),
  );

  scenario(
    'a beneficiary who would lose by many small claims can keep others from sending them',
    (test) => {
      fill(test, 2_000n);
      const grant = test.issue();
      test.at(1);
      const byOther = test.claim(grant, { claimant: stranger.publicKey });
      expect(claimed(test.run(byOther, stranger))).to.include({ gross: 1n, received: 0n });
      test.run(setAutoClaim({ beneficiary: beneficiary.publicKey, grant, enabled: false }), beneficiary);
      test.at(1_999);
      test.refuse(byOther, 'AutoClaimIsOff', stranger);
      expect(claimed(test.run(test.claim(grant), beneficiary))).to.include({ gross: 1_998n, received: 1_997n });
    },
    fee(10_000, 1n),
  );
});

describe('transfer fees: changed while a grant runs', () => {
  scenario(
    'vesting is untouched, and each claim pays the fee of its day',
    (test) => {
      fill(test, 2_000n);
      const grant = test.issue();
      test.at(500);
      expect(test.collect(grant)).to.equal(495n);
      changeFee(test, 5_000);
      test.at(1_000);
      // A change takes two epochs, in which everybody can still claim at the old fee.
      expect(test.collect(grant)).to.equal(495n);
      test.atEpoch(2n);
      test.at(1_500);
      expect(test.collect(grant)).to.equal(250n);
      changeFee(test, 0);
      test.atEpoch(4n);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(500n);
      expect(test.planState()).to.include({ claimed: 2_000n, reserved: 0n });
      expect(test.vault()).to.equal(0n);
    },
    fee(100, U64_MAX, true),
  );

  scenario(
    'up to everything: what the plan owes is paid, and the event tells what came of it',
    (test) => {
      fill(test, 2_000n);
      const grant = test.issue();
      changeFee(test, 10_000);
      test.atEpoch(2n);
      test.at(2_000);
      expect(claimed(test.run(test.claim(grant), beneficiary))).to.include({ gross: 2_000n, received: 0n });
      expect(test.vault()).to.equal(0n);
    },
    fee(0, 0n, true),
  );
});

describe('transfer fees: the other ways out of the vault', () => {
  scenario(
    'the surplus and what payroll collects leave the vault in full, and arrive less the fee',
    (test) => {
      fill(test, 3_000n);
      const grant = test.issue({ withholdingBps: 5_000 });
      test.at(2_000);
      test.collect(grant);
      test.run(test.withdraw(1_000n), authority);
      test.run(test.collectWithheld(1_000n), payroll);
      const arrived = [authority, payroll].map(({ publicKey }) => test.tokens(test.world.open(test.mint, publicKey)));
      expect(arrived).to.deep.equal([990n, 990n]);
      expect(test.vault()).to.equal(0n);
      expect(test.planState().withheld).to.equal(0n);
    },
    fee(100),
  );

  describe('fees that wait in the vault', () => {
    const harvest = (test: TokenScenario): TransactionInstruction =>
      createHarvestWithheldTokensToMintInstruction(test.mint.address, [test.plan.vault], TOKEN_2022_PROGRAM_ID);

    scenario(
      'keep a plan from closing, until anybody sends them to the mint',
      (test) => {
        test.world.open(test.mint, stranger.publicKey, 1_000n);
        test.run(test.fund(1_000n), stranger);
        test.seal();
        test.refuse(test.closePlan(), 'AccountHasWithheldTransferFees', authority);
        test.run(harvest(test));
        const outcome = test.run(test.closePlan(), authority);
        expect(eventsOf(outcome)[0]?.data).to.include({ surplus: 990n });
        expect(test.world.chain.account(test.plan.vault)).to.be.null;
      },
      fee(100),
    );

    scenario(
      "can't be renewed to keep it open: both fit one transaction",
      (test) => {
        const source = test.world.open(test.mint, stranger.publicKey, 1_000n);
        const { plan, mint } = test;
        test.seal();
        const dust = createTransferCheckedInstruction(
          source,
          mint.address,
          plan.vault,
          stranger.publicKey,
          1n,
          6,
          [],
          mint.tokenProgram,
        );
        test.run([harvest(test), dust], stranger);
        test.refuse(test.closePlan(), 'AccountHasWithheldTransferFees', authority);
        test.run([harvest(test), test.closePlan()], authority);
      },
      fee(100),
    );

    scenario(
      'are not part of what the vault holds',
      (test) => {
        test.world.open(test.mint, stranger.publicKey, 1_000n);
        test.run(test.fund(1_000n), stranger);
        test.refuse(test.withdraw(991n), 'SurplusTooSmall', authority);
        test.run([harvest(test), test.withdraw(990n)], authority);
        expect(test.vault()).to.equal(0n);
      },
      fee(100),
    );
  });
});
