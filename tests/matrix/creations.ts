/** What holds of each account that an instruction creates at the one address that is its own. */
import { PublicKey, type Signer, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID, type TenureErrorName } from '@tenure/sdk';
import { expect } from 'chai';
import type { PlanScenario } from '../plan/scenario';
import { otherBump } from './other-bump';

/** A call that creates an account, in a world where it succeeds. */
export interface Creation {
  readonly test: PlanScenario;
  readonly call: TransactionInstruction;
  /** Signs and pays. */
  readonly payer: Signer;
  readonly address: PublicKey;
  readonly size: number;
  /** Rent of whatever else the call creates, lamports. */
  readonly besides?: bigint;
  /** The address's seeds, and those of the same account of somebody or something else. */
  readonly seeds: Uint8Array[];
  readonly otherSeeds: Uint8Array[];
}

export interface Kind {
  readonly name: string;
  readonly create: () => Creation;
  /** What another address, and one that is taken, are answered with. */
  readonly elsewhere: TenureErrorName;
  readonly taken: TenureErrorName;
}

/** Tests the creation of one kind of account. */
export function describeCreation({ name, create, elsewhere, taken }: Kind): void {
  describe(`matrix: the new ${name}`, () => {
    it('has its size and its rent, which the payer pays', () => {
      const creation = create();
      const { test, address, size } = creation;
      expect(paidFor(creation)).to.equal(test.world.chain.rent(size));
      const account = test.world.chain.account(address) ?? expect.fail('no account');
      expect(account.data).to.have.length(size);
      expect(account.owner.toBase58()).to.equal(PROGRAM_ID.toBase58());
    });

    it('is refused at an address of other seeds, of another bump, or that somebody has the key of', () => {
      const creation = create();
      const { test, payer, seeds, otherSeeds } = creation;
      const [another] = PublicKey.findProgramAddressSync(otherSeeds, PROGRAM_ID);
      for (const address of [another, otherBump(seeds)]) test.refuse(at(creation, address), elsewhere, payer);
      const own = test.world.person('a fresh key');
      test.refuse(at(creation, own.publicKey, true), elsewhere, payer, own);
    });

    it('is refused where it is already, and stays as it is', () => {
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

/** The call with another account in place of the new one. */
function at({ call, address }: Creation, substitute: PublicKey, isSigner = false): TransactionInstruction {
  const keys = call.keys.map((meta) =>
    meta.pubkey.equals(address) ? { ...meta, pubkey: substitute, isSigner } : meta,
  );
  return new TransactionInstruction({ programId: call.programId, data: call.data, keys });
}

/** Creates the account; how much the payer paid for it. */
function paidFor({ test, call, payer, besides = 0n }: Creation): bigint {
  const { chain } = test.world;
  const before = chain.balance(payer.publicKey);
  test.run(call, payer);
  return before - chain.balance(payer.publicKey) - besides;
}
