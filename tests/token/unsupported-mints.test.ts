import * as sdk from '@tenure/sdk';
import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createInitializePermissionedBurnInstruction,
} from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import type { MintOptions } from '../support/mints';
import { keypair } from '../support/transactions';
import { POLICY, ROLES, World, people } from '../support/world';
import { appendExtension } from './extensions';

const { creator, stranger } = people;

/** A plan that accepts every risk there is. */
function create(mint: PublicKey, tokenProgram: PublicKey): TransactionInstruction {
  const policy = { ...POLICY, acceptedRisks: sdk.riskBits(sdk.RISKS) };
  return sdk.createPlan({ creator: creator.publicKey, planId: 0n, mint, tokenProgram, roles: ROLES, policy });
}

function refused(world: World, mint: PublicKey, tokenProgram = TOKEN_2022_PROGRAM_ID): void {
  world.refuse(create(mint, tokenProgram), 'MintNotSupported', creator);
}

describe('mints: what no plan can use, whatever it accepts', () => {
  const never: Record<string, MintOptions> = {
    'non-transferable tokens': { extensions: [{ kind: 'nonTransferable' }] },
    'an extension that the program does not list: burning by permission': {
      extensions: [
        {
          kind: 'other',
          type: ExtensionType.PermissionedBurn,
          initialize: (mint) =>
            createInitializePermissionedBurnInstruction(mint, stranger.publicKey, TOKEN_2022_PROGRAM_ID),
        },
      ],
    },
    'non-transferable tokens beside harmless extensions': {
      extensions: [{ kind: 'interestBearing' }, { kind: 'nonTransferable' }],
    },
  };
  for (const [what, options] of Object.entries(never)) {
    it(what, () => {
      const world = new World();
      refused(world, world.mint(options).address);
    });
  }

  for (const name of ['FromTheFuture', 'CpiGuard'] as const) {
    it(`an extension that does not belong there: ${name}`, () => {
      const world = new World();
      const mint = world.mint({ tokenProgram: TOKEN_2022_PROGRAM_ID, extensions: [{ kind: 'interestBearing' }] });
      appendExtension(world.chain, mint.address, name);
      refused(world, mint.address);
    });
  }

  for (const programId of [TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID]) {
    it(`an uninitialized mint of ${programId.toBase58()}`, () => {
      const world = new World();
      const account = keypair('uninitialized');
      world.run(
        SystemProgram.createAccount({
          ...{ fromPubkey: stranger.publicKey, newAccountPubkey: account.publicKey, programId },
          ...{ space: 82, lamports: Number(world.chain.rent(82)) },
        }),
        stranger,
        account,
      );
      refused(world, account.publicKey, programId);
    });
  }

  for (const tokenProgram of [TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID]) {
    it(`a token account of ${tokenProgram.toBase58()}`, () => {
      const world = new World();
      const mint = world.mint({ tokenProgram });
      refused(world, world.open(mint, stranger.publicKey, 5n), tokenProgram);
    });

    it(`a mint of ${tokenProgram.toBase58()} with bytes missing or too many`, () => {
      const world = new World();
      const mint = world.mint({ tokenProgram });
      const account = world.chain.account(mint.address);
      if (account === null) throw new Error('there is no mint');
      const { data } = account;
      for (const wrong of [data.subarray(0, 81), Buffer.concat([data, Buffer.alloc(1)]), Buffer.alloc(0)]) {
        world.chain.setAccount(mint.address, { ...account, data: wrong });
        refused(world, mint.address, tokenProgram);
      }
    });
  }

  it('a look-alike that another program owns', () => {
    const world = new World();
    const { address } = world.mint();
    const account = world.chain.account(address);
    if (account === null) throw new Error('there is no mint');
    world.chain.setAccount(address, { ...account, owner: SystemProgram.programId });
    world.refuse(create(address, TOKEN_PROGRAM_ID), 'WrongTokenProgram', creator);
    // With the owner as the "token program" as well.
    refused(world, address, SystemProgram.programId);
    world.chain.setAccount(address, { ...account, owner: sdk.PROGRAM_ID });
    refused(world, address, sdk.PROGRAM_ID);
  });

  it('an account that does not exist', () => {
    refused(new World(), keypair('nobody').publicKey, SystemProgram.programId);
  });
});
