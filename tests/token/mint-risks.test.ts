import * as sdk from '@tenure/sdk';
import {
  AuthorityType,
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createInitializeGroupMemberPointerInstruction,
  createInitializeGroupPointerInstruction,
  createInitializeMetadataPointerInstruction,
  createInitializeScaledUiAmountConfigInstruction,
  createSetAuthorityInstruction,
  createSetTransferFeeInstruction,
} from '@solana/spl-token';
import { type Keypair, type PublicKey, SYSVAR_CLOCK_PUBKEY, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import type { Extension, Mint, MintOptions } from '../support/mints';
import { POLICY, ROLES, World, people } from '../support/world';
import { appendExtension } from './extensions';
import { scenario } from './scenario';

const { creator, stranger } = people;
const somebody = stranger.publicKey;
const ALL = sdk.riskBits(sdk.RISKS);

/** Starts confidential balances: instruction 27, 0 with authority, automatic approval and auditor. */
const confidential: Extension = {
  kind: 'other',
  type: ExtensionType.ConfidentialTransferMint,
  initialize: (mint) =>
    new TransactionInstruction({
      programId: TOKEN_2022_PROGRAM_ID,
      keys: [{ pubkey: mint, isSigner: false, isWritable: true }],
      data: Buffer.concat([Buffer.from([27, 0]), somebody.toBuffer(), Buffer.from([1]), Buffer.alloc(32)]),
    }),
};

/** Mints that carry one risk, or two that come only together, beside that their authority can make more tokens. */
const risky: [what: string, mint: MintOptions, risks: sdk.Risk[]][] = [
  ['a mint authority (SPL Token)', { tokenProgram: TOKEN_PROGRAM_ID }, []],
  ['a mint authority (Token-2022)', { tokenProgram: TOKEN_2022_PROGRAM_ID }, []],
  ['a fixed transfer fee above 5 %', { extensions: [fee(501, 1n)] }, ['highTransferFee']],
  ['a freeze authority (SPL Token)', { freezeAuthority: somebody }, ['freezeAuthority']],
  [
    'a freeze authority (Token-2022)',
    { freezeAuthority: somebody, tokenProgram: TOKEN_2022_PROGRAM_ID },
    ['freezeAuthority'],
  ],
  ['a permanent delegate', { extensions: [{ kind: 'permanentDelegate', delegate: somebody }] }, ['permanentDelegate']],
  ['a transfer hook', { extensions: [{ kind: 'transferHook', program: somebody }] }, ['transferHook']],
  ['a pause authority', { extensions: [{ kind: 'pausable', authority: somebody }] }, ['pausable']],
  [
    'accounts that start frozen',
    { extensions: [{ kind: 'defaultFrozen' }], freezeAuthority: somebody },
    ['defaultFrozen', 'freezeAuthority'],
  ],
  ['confidential balances', { extensions: [confidential] }, ['confidential']],
  ['a close authority', { extensions: [{ kind: 'closeAuthority', authority: somebody }] }, ['closeAuthority']],
  [
    'a transfer fee that somebody may raise',
    { extensions: [{ kind: 'transferFee', bps: 0, maximum: 0n, authority: stranger }] },
    ['transferFeeAuthority'],
  ],
  [
    'a permanent delegate and a pause authority',
    {
      extensions: [
        { kind: 'permanentDelegate', delegate: somebody },
        { kind: 'pausable', authority: somebody },
      ],
    },
    ['permanentDelegate', 'pausable'],
  ],
];

/** A transfer fee, fixed unless somebody is given who may change it. */
function fee(bps: number, maximum: bigint, authority: Keypair | null = null): Extension {
  return { kind: 'transferFee', bps, maximum, authority };
}

function create(mint: { address: PublicKey; tokenProgram: PublicKey }, acceptedRisks: number): TransactionInstruction {
  const { address, tokenProgram } = mint;
  const accounts = { creator: creator.publicKey, planId: 0n, mint: address, tokenProgram };
  return sdk.createPlan({ ...accounts, roles: ROLES, policy: { ...POLICY, acceptedRisks } });
}

describe('mints: a risk is refused unless the plan names it', () => {
  for (const [what, options, risks] of risky) {
    it(`${what}`, () => {
      const world = new World();
      const mint = world.mint(options);
      world.refuse(create(mint, 0), 'MintRiskNotAccepted', creator);
      const all: sdk.Risk[] = ['mintAuthority', ...risks];
      for (const risk of all) {
        world.refuse(create(mint, ALL & ~sdk.riskBits([risk])), 'MintRiskNotAccepted', creator);
      }
      world.run(create(mint, sdk.riskBits(all)), creator);
    });
  }

  for (const tokenProgram of [TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID]) {
    it(`nothing has to be accepted once nobody can make more tokens (${tokenProgram.toBase58().slice(0, 9)})`, () => {
      const world = new World();
      const mint = world.mint({ tokenProgram });
      world.refuse(create(mint, 0), 'MintRiskNotAccepted', creator);
      revoke(world, mint, AuthorityType.MintTokens, mint.authority);
      world.run(create(mint, 0), creator);
    });
  }

  for (const type of ['ConfidentialTransferFeeConfig', 'ConfidentialMintBurn'] as const) {
    it(`confidential balances by ${type}`, () => {
      const world = new World();
      const mint = world.mint({ tokenProgram: TOKEN_2022_PROGRAM_ID });
      // No instruction of spl-token makes these: the bytes are put into the mint.
      appendExtension(world.chain, mint.address, type);
      world.refuse(create(mint, ALL & ~sdk.riskBits(['confidential'])), 'MintRiskNotAccepted', creator);
    });
  }

  it('every risk is one bit, and each has its mint in this test', () => {
    const tested = new Set<sdk.Risk>(['mintAuthority', ...risky.flatMap(([, , risks]) => risks)]);
    expect([...tested].sort()).to.deep.equal([...sdk.RISKS].sort());
    const bits = sdk.RISKS.map((risk) => sdk.riskBits([risk]));
    expect(bits).to.deep.equal(sdk.RISKS.map((_, index) => 1 << index));
  });
});

/** Takes an authority over a mint from everybody. */
function revoke(world: World, { address, tokenProgram }: Mint, type: AuthorityType, authority: Keypair): void {
  world.run(createSetAuthorityInstruction(address, authority.publicKey, type, null, [], tokenProgram), authority);
}

describe('mints: a transfer fee is judged by the worst that is stored', () => {
  const U64_MAX = 18_446_744_073_709_551_615n;

  /** A mint whose fee its authority changes and then nobody can; the mint's authority is accepted. */
  function changed(world: World, first: Extension, bps: number, maximum: bigint): Mint {
    const mint = world.mint({ extensions: [first] });
    const { address, tokenProgram } = mint;
    world.run(createSetTransferFeeInstruction(address, somebody, [], bps, maximum, tokenProgram), stranger);
    revoke(world, mint, AuthorityType.TransferFeeConfig, stranger);
    return mint;
  }

  function expectHigh(world: World, mint: Mint, high: boolean): void {
    const without = create(mint, ALL & ~sdk.riskBits(['highTransferFee']));
    if (high) world.refuse(without, 'MintRiskNotAccepted', creator);
    world.run(
      high
        ? create(mint, sdk.riskBits(['mintAuthority', 'highTransferFee']))
        : create(mint, sdk.riskBits(['mintAuthority'])),
      creator,
    );
  }

  for (const [what, first, bps, maximum, high] of [
    ['nothing now, all of it in two epochs', fee(0, 0n, stranger), 10_000, U64_MAX, true],
    ['nothing now, 501 bps in two epochs', fee(0, 0n, stranger), 501, 1n, true],
    ['nothing now, 5 % in two epochs', fee(0, 0n, stranger), 500, U64_MAX, false],
    ['all of it now, nothing in two epochs', fee(10_000, U64_MAX, stranger), 0, 0n, true],
    ['all of it of at most nothing, now and later', fee(10_000, 0n, stranger), 10_000, 0n, false],
    ['all of it of at most nothing now, of at most 1 later', fee(10_000, 0n, stranger), 10_000, 1n, true],
  ] as const) {
    it(`${what}, and nobody can change it: ${high ? 'a risk' : 'none'}`, () => {
      const world = new World();
      expectHigh(world, changed(world, first, bps, maximum), high);
    });
  }

  it('a fee that has long risen to all of it', () => {
    const world = new World();
    const mint = changed(world, fee(0, 0n, stranger), 10_000, U64_MAX);
    const clock = world.chain.account(SYSVAR_CLOCK_PUBKEY);
    if (clock === null) throw new Error('the chain has no clock');
    clock.data.writeBigUInt64LE(9n, 16);
    world.chain.setAccount(SYSVAR_CLOCK_PUBKEY, clock);
    expectHigh(world, mint, true);
  });

  for (const [bps, maximum, high] of [
    [500, U64_MAX, false],
    [501, 1n, true],
    [10_000, 0n, false],
  ] as const) {
    it(`${bps} bps, at most ${maximum}, fixed from the beginning: ${high ? 'a risk' : 'none'}`, () => {
      const world = new World();
      expectHigh(world, world.mint({ extensions: [fee(bps, maximum)] }), high);
    });
  }

  it('a fee that somebody may still change is the other risk, high or not', () => {
    const world = new World();
    const mint = world.mint({ extensions: [fee(501, 1n, stranger)] });
    for (const left of ['highTransferFee', 'transferFeeAuthority', 'mintAuthority'] as const) {
      world.refuse(create(mint, ALL & ~sdk.riskBits([left])), 'MintRiskNotAccepted', creator);
    }
    world.run(create(mint, sdk.riskBits(['mintAuthority', 'highTransferFee', 'transferFeeAuthority'])), creator);
  });
});

describe('mints: what carries no risk but that of more tokens', () => {
  /** Rates and multipliers change what wallets show, pointers and metadata what they say; none of them an amount. */
  const harmless: Record<string, MintOptions> = {
    'SPL Token': { tokenProgram: TOKEN_PROGRAM_ID },
    'Token-2022 without extensions': { tokenProgram: TOKEN_2022_PROGRAM_ID },
    'without decimals': { decimals: 0 },
    'a fixed transfer fee of nothing': { extensions: [{ kind: 'transferFee', bps: 0, maximum: 0n, authority: null }] },
    'interest-bearing amounts': { extensions: [{ kind: 'interestBearing' }] },
    'scaled amounts': { extensions: [scaled()] },
    'pointers to metadata and groups': { extensions: pointers() },
  };
  for (const [what, mint] of Object.entries(harmless)) {
    scenario(
      `${what}: accepted by every plan that accepts the mint's authority, and paid in base units`,
      (test) => {
        const grant = test.issue();
        test.at(1_000);
        expect(test.collect(grant)).to.equal(1_000n);
        test.at(2_000);
        expect(test.collect(grant)).to.equal(1_000n);
        expect(test.vault()).to.equal(0n);
      },
      { mint, funding: 2_000n },
    );
  }
});

function scaled(): Extension {
  return {
    kind: 'other',
    type: ExtensionType.ScaledUiAmountConfig,
    initialize: (mint) => createInitializeScaledUiAmountConfigInstruction(mint, somebody, 10, TOKEN_2022_PROGRAM_ID),
  };
}

function pointers(): Extension[] {
  const program = TOKEN_2022_PROGRAM_ID;
  return [
    {
      kind: 'other',
      type: ExtensionType.MetadataPointer,
      initialize: (mint) => createInitializeMetadataPointerInstruction(mint, somebody, somebody, program),
    },
    {
      kind: 'other',
      type: ExtensionType.GroupPointer,
      initialize: (mint) => createInitializeGroupPointerInstruction(mint, somebody, somebody, program),
    },
    {
      kind: 'other',
      type: ExtensionType.GroupMemberPointer,
      initialize: (mint) => createInitializeGroupMemberPointerInstruction(mint, somebody, somebody, program),
    },
  ];
}
