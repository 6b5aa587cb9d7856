/** Accounts that do not exist yet: an oracle set, a metric and a milestone, each at the one address that is its own. */
import { PublicKey, type Signer, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { HUNDRED_SECS, MilestoneScenario } from '../milestone/scenario';
import { people } from '../support/world';
import { otherBump } from './other-bump';

const { authority, operator, stranger } = people;

/** A call that creates an account, in a world where it succeeds. */
interface Creation {
  readonly test: MilestoneScenario;
  readonly call: TransactionInstruction;
  /** Signs and pays. */
  readonly payer: Signer;
  readonly address: PublicKey;
  readonly size: number;
  /** The address's seeds, and those of the same account of another plan or grant. */
  readonly seeds: Uint8Array[];
  readonly otherSeeds: Uint8Array[];
}

interface Kind {
  readonly name: string;
  readonly create: () => Creation;
  /** What another address, and one that is taken, are answered with. */
  readonly elsewhere: sdk.TenureErrorName;
  readonly taken: sdk.TenureErrorName;
}

const ANOTHER = stranger.publicKey.toBytes();

/** A world whose plan has everything but what is created: for the oracle set, that of a plan without one. */
function oracleSet(): Creation {
  const test = new MilestoneScenario();
  const plan = test.world.plan({ planId: 7n, mint: test.plan.mintHandle, funding: 0n });
  const seed = sdk.bytesConstant('oraclesSeed');
  return {
    test,
    call: test.createOracleSet({ plan: plan.address }),
    payer: authority,
    address: sdk.oracleSetAddress(plan.address),
    size: 1_080,
    seeds: [seed, plan.address.toBytes()],
    otherSeeds: [seed, ANOTHER],
  };
}

function metric(): Creation {
  const test = new MilestoneScenario();
  const seed = sdk.bytesConstant('metricSeed');
  const key = sdk.metricKey('helm');
  return {
    test,
    call: test.createMetric({ key: 'helm' }),
    payer: authority,
    address: sdk.metricAddress(test.plan.address, 'helm'),
    size: 1_856,
    seeds: [seed, test.plan.address.toBytes(), key],
    otherSeeds: [seed, ANOTHER, key],
  };
}

function milestone(): Creation {
  const test = new MilestoneScenario();
  const seed = sdk.bytesConstant('milestoneSeed');
  const index = Uint8Array.of(0);
  return {
    test,
    call: test.issueMilestone({ shape: HUNDRED_SECS }),
    payer: operator,
    address: sdk.milestoneAddress(test.grant, 0),
    size: 200 + 16,
    seeds: [seed, test.grant.toBytes(), index],
    otherSeeds: [seed, ANOTHER, index],
  };
}

const KINDS: Kind[] = [
  { name: 'oracle set', create: oracleSet, elsewhere: 'ConstraintSeeds', taken: 'OracleSetExists' },
  { name: 'metric', create: metric, elsewhere: 'ConstraintSeeds', taken: 'MetricAlreadyExists' },
  // A grant's next milestone is another one.
  { name: 'milestone', create: milestone, elsewhere: 'MilestoneAddressMismatch', taken: 'MilestoneAddressMismatch' },
];

/** The call with another account in place of the new one. */
function at({ call, address }: Creation, substitute: PublicKey): TransactionInstruction {
  const keys = call.keys.map((meta) => (meta.pubkey.equals(address) ? { ...meta, pubkey: substitute } : meta));
  return new TransactionInstruction({ programId: call.programId, data: call.data, keys });
}

/** Creates the account; how much the payer paid for it. */
function paidFor({ test, call, payer }: Creation): bigint {
  const { chain } = test.world;
  const before = chain.balance(payer.publicKey);
  test.run(call, payer);
  return before - chain.balance(payer.publicKey);
}

for (const { name, create, elsewhere, taken } of KINDS) {
  describe(`matrix: the new ${name}`, () => {
    it('has its size and its rent, which the payer pays', () => {
      const creation = create();
      const { test, address, size } = creation;
      expect(paidFor(creation)).to.equal(test.world.chain.rent(size));
      const account = test.world.chain.account(address) ?? expect.fail('no account');
      expect(account.data).to.have.length(size);
      expect(account.owner.toBase58()).to.equal(sdk.PROGRAM_ID.toBase58());
    });

    it('is refused at an address of other seeds, or of another bump', () => {
      const creation = create();
      const { test, payer, seeds, otherSeeds } = creation;
      const [another] = PublicKey.findProgramAddressSync(otherSeeds, sdk.PROGRAM_ID);
      for (const address of [another, otherBump(seeds)]) test.refuse(at(creation, address), elsewhere, payer);
    });

    it('is refused where it is already', () => {
      const { test, call, payer } = create();
      test.run(call, payer);
      test.refuse(call, taken, payer);
    });

    for (const [what, lamports] of Object.entries({ 'one lamport': 1n, 'more than the rent': 10n ** 9n })) {
      it(`takes an address to which somebody sent ${what} before, and what was sent`, () => {
        const creation = create();
        const { test, address, size } = creation;
        const { chain } = test.world;
        chain.airdrop(address, lamports);
        const rent = chain.rent(size);
        const missing = rent > lamports ? rent - lamports : 0n;
        expect(paidFor(creation)).to.equal(missing);
        expect(chain.balance(address)).to.equal(lamports + missing);
        expect(chain.account(address)?.data).to.have.length(size);
      });
    }
  });
}

describe('matrix: a milestone of the same grant', () => {
  it('is no stand-in for another one: its metric is its own', () => {
    const test = new MilestoneScenario();
    const helm = test.metric({ key: 'helm' });
    const first = test.milestone();
    const second = test.milestone({ metric: helm });
    test.final(80n);
    test.final(80n, helm);
    test.refuse(test.settleMilestone(first, { metric: helm }), 'WrongMetric');
    test.refuse(test.settleMilestone(second, { metric: test.mmlu }), 'WrongMetric');
    test.run([test.settleMilestone(first), test.settleMilestone(second)]);
    test.collectMilestone(first);
    test.refuse(test.closeMilestone(first, { metric: helm }), 'WrongMetric', people.beneficiary);
  });
});
