import * as sdk from '@tenure/sdk';
import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createInitializeGroupMemberPointerInstruction,
  createInitializeGroupPointerInstruction,
  createInitializeMetadataPointerInstruction,
  createInitializeScaledUiAmountConfigInstruction,
} from '@solana/spl-token';
import { type PublicKey, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import type { Extension, MintOptions } from '../support/mints';
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

/** Mints that carry one risk, or two that come only together. */
const risky: [what: string, mint: MintOptions, risks: sdk.Risk[]][] = [
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
      for (const risk of risks) {
        world.refuse(create(mint, ALL & ~sdk.riskBits([risk])), 'MintRiskNotAccepted', creator);
      }
      world.run(create(mint, sdk.riskBits(risks)), creator);
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
    const tested = new Set(risky.flatMap(([, , risks]) => risks));
    expect([...tested].sort()).to.deep.equal([...sdk.RISKS].sort());
    const bits = sdk.RISKS.map((risk) => sdk.riskBits([risk]));
    expect(bits).to.deep.equal(sdk.RISKS.map((_, index) => 1 << index));
  });
});

describe('mints: what carries no risk', () => {
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
    scenario(`${what}: accepted by every plan, and paid in base units`, (test) => {
      const grant = test.issue();
      test.at(1_000);
      expect(test.collect(grant)).to.equal(1_000n);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(1_000n);
      expect(test.vault()).to.equal(0n);
    }, { mint, funding: 2_000n });
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
