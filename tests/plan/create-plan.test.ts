import * as sdk from '@tenure/sdk';
import {
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createAssociatedTokenAccountInstruction,
  unpackAccount,
} from '@solana/spl-token';
import { PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { swapped } from '../grant/scenario';
import { expectPromises } from '../support/promises';
import { DAY, POLICY, ROLES, World, people } from '../support/world';
import { expectEvents } from './scenario';

const { creator, stranger } = people;
const MAX_NOTICE_SECS = sdk.numberConstant('maxNoticeSecs');
const MAX_VOID_SECS = sdk.numberConstant('maxVoidSecs');
const U64_MAX = 18_446_744_073_709_551_615n;
const PLAN = sdk.planAddress(creator.publicKey, 0n);

type Changed = Partial<Omit<sdk.CreatePlan, 'policy' | 'roles'>> & {
  policy?: Partial<sdk.Policy>;
  roles?: Partial<sdk.Roles>;
};

/** Creates plan 0 of the creator, with what a test changes. */
function create(world: World, { policy, roles, ...rest }: Changed = {}): TransactionInstruction {
  return sdk.createPlan({
    creator: creator.publicKey,
    planId: 0n,
    mint: rest.mint ?? world.mint().address,
    tokenProgram: TOKEN_PROGRAM_ID,
    policy: { ...POLICY, ...policy },
    roles: { ...ROLES, ...roles },
    ...rest,
  });
}

/** A test in a world of its own, after which the promises must hold. */
function scene(title: string, body: (world: World) => void): void {
  it(title, () => {
    const world = new World();
    body(world);
    expectPromises(world);
  });
}

function rentOf(world: World, ...accounts: PublicKey[]): bigint {
  const rents = accounts.map((key) => world.chain.rent(world.chain.account(key)?.data.length ?? 0));
  return rents.reduce((sum, rent) => sum + rent, 0n);
}

describe('create_plan', () => {
  const programs = { 'SPL Token': TOKEN_PROGRAM_ID, 'Token-2022': TOKEN_2022_PROGRAM_ID };
  for (const [name, tokenProgram] of Object.entries(programs)) {
    scene(`makes a plan and its empty vault for a mint of ${name}, at the creator's cost`, (world) => {
      const mint = world.mint({ tokenProgram, decimals: 9 }).address;
      const vault = sdk.vaultAddress(PLAN, mint, tokenProgram);
      const before = world.chain.balance(creator.publicKey);
      const outcome = world.run(create(world, { mint, tokenProgram }), creator);
      const { authority } = ROLES;
      expectEvents(outcome, [
        'planCreated',
        { plan: PLAN, creator: creator.publicKey, planId: 0n, mint, vault, authority },
      ]);
      const { owner, amount, delegate, closeAuthority, ...account } = unpackAccount(
        vault,
        world.chain.account(vault),
        tokenProgram,
      );
      expect([owner.toBase58(), account.mint.toBase58()]).to.deep.equal([PLAN.toBase58(), mint.toBase58()]);
      expect([amount, delegate, closeAuthority]).to.deep.equal([0n, null, null]);
      expect(before - world.chain.balance(creator.publicKey)).to.equal(rentOf(world, PLAN, vault));
    });
  }

  scene('keeps every role and promise that it was given, and owes nothing yet', (world) => {
    const unlock: sdk.Unlock = {
      startTs: 1_800_000_000,
      shape: [
        { weight: 250_000_000n, span: 0, steps: 1, unit: 'seconds' },
        { weight: 750_000_000n, span: 24, steps: 24, unit: 'months' },
      ],
    };
    const plan = world.plan({ funding: 0n, planId: U64_MAX, unlock });
    const { bump, ...state } = sdk.decodePlan(plan.address, world.chain.account(plan.address));
    expect(bump).to.be.within(0, 255);
    expect(state).to.deep.equal({
      ...ROLES,
      ...POLICY,
      address: plan.address,
      planId: U64_MAX,
      creator: creator.publicKey,
      mint: plan.mint,
      vault: plan.vault,
      tokenProgram: TOKEN_PROGRAM_ID,
      decimals: 6,
      ...{
        pendingAuthority: null,
        pendingAuthorityUntilTs: 0,
        authorityChanges: 0,
        nextPayroll: null,
        nextGuardian: null,
      },
      unlock: {
        startTs: unlock.startTs,
        segments: unlock.shape.map(({ weight, ...segment }) => ({ amount: weight, ...segment })),
      },
      ...{ reserved: 0n, withheld: 0n, allocated: 0n, claimed: 0n, forfeited: 0n, grantCount: 0, tombstoneCount: 0 },
      ...{ operatorBlocks: Array<bigint>(7).fill(0n), operatorBlock: 0, claimsPausedUntilTs: 0, accelerations: [] },
      ...{ hasOracleSet: false, metricCount: 0, reservedByMilestones: 0n },
      ...{ minCapProposal: 0n, minOraclesProposal: 0n },
      ...{ hasGovernance: false, recentGrants: { days: 1, period: 0, totals: Array<bigint>(8).fill(0n) } },
      status: 'open',
    });
  });

  scene('leaves roles to nobody where none is named', (world) => {
    const nobody = { operator: null, payroll: null, guardian: null, accelerationAuthority: null };
    const { address } = world.plan({ funding: 0n, roles: nobody });
    const { operator, payroll, guardian, accelerationAuthority } = sdk.decodePlan(
      address,
      world.chain.account(address),
    );
    expect({ operator, payroll, guardian, accelerationAuthority }).to.deep.equal(nobody);
  });

  scene('refuses a plan that nobody could govern, or whose rent nobody could get back', (world) => {
    const mint = world.mint().address;
    for (const role of ['authority', 'rentRecipient']) {
      world.refuse(create(world, { mint, roles: { [role]: PublicKey.default } }), 'PolicyOutOfRange', creator);
    }
  });

  scene('takes every promise up to its limit', (world) => {
    const policy: sdk.Policy = {
      ...{ issueCap: U64_MAX, operatorCap: U64_MAX, cancellable: false, transferRule: 'free', acceptedRisks: 0x3ff },
      ...{ noticeSecs: 366 * DAY, voidSecs: 7 * DAY, maxPauseSecs: 3_653 * DAY, recoverySecs: 365 * DAY },
      ...{ goodLeaverBps: 10_000, maxWithholdingBps: 6_500 },
      termsSha256: new Uint8Array(32).fill(255),
      termsUri: `ipfs://${'a'.repeat(121)}`,
    };
    const { address } = world.plan({ funding: 0n, policy });
    expect(sdk.decodePlan(address, world.chain.account(address))).to.deep.include(policy);
  });

  for (const recoverySecs of [0, 30 * DAY]) {
    scene(`takes ${recoverySecs === 0 ? 'no recovery at all' : 'the shortest recovery, 30 days'}`, (world) => {
      const { address } = world.plan({ funding: 0n, policy: { recoverySecs } });
      expect(sdk.decodePlan(address, world.chain.account(address)).recoverySecs).to.equal(recoverySecs);
    });
  }

  const beyond: Record<string, Partial<sdk.Policy>> = {
    'a notice above 366 days': { noticeSecs: MAX_NOTICE_SECS + 1 },
    'a void window above 7 days': { voidSecs: MAX_VOID_SECS + 1 },
    "a good leaver's share above all": { goodLeaverBps: 10_001 },
    'a pause without consent above ten years': { maxPauseSecs: 3_653 * DAY + 1 },
    'a withholding above 65 %, which would leave less than a third': { maxWithholdingBps: 6_501 },
    'a withholding of all': { maxWithholdingBps: 10_000 },
    'a recovery that could be vetoed for a second only': { recoverySecs: 1 },
    'a recovery after 29 days': { recoverySecs: 29 * DAY },
    'a recovery a second short of 30 days': { recoverySecs: 30 * DAY - 1 },
    'a recovery a second after 365 days': { recoverySecs: 365 * DAY + 1 },
    'a risk that does not exist': { acceptedRisks: 0x400 },
  };
  for (const [what, policy] of Object.entries(beyond)) {
    scene(`refuses ${what}`, (world) => {
      world.refuse(create(world, { policy }), 'PolicyOutOfRange', creator);
    });
  }

  scene('takes a terms address of a single character', (world) => {
    world.run(create(world, { policy: { termsUri: '!' } }), creator);
  });

  const addresses = {
    'no terms address': '',
    'a terms address of 129 characters': 'a'.repeat(129),
    'one with a space': 'https://example.org/my terms',
    'one with a control character': 'https://example.org/\u0007',
    'one with the delete character': 'https://example.org/\u007f',
    'one with a right-to-left mark': 'https://example.org/\u202efdp',
  };
  for (const [what, termsUri] of Object.entries(addresses)) {
    scene(`refuses ${what}`, (world) => {
      world.refuse(create(world, { policy: { termsUri } }), 'TermsUriInvalid', creator);
    });
  }

  scene('refuses an id that the creator used before, but another creator may use it too', (world) => {
    const mint = world.mint();
    world.plan({ planId: 3n, mint });
    const call = { planId: 3n, mint: mint.address };
    world.refuse(create(world, call), 'PlanAlreadyExists', creator);
    world.run(create(world, { ...call, creator: stranger.publicKey }), stranger);
    expect(world.chain.account(sdk.planAddress(stranger.publicKey, 3n))).not.to.be.null;
  });

  scene("can't be pre-empted: nobody else can create at a creator's address", (world) => {
    const attack = swapped(create(world), creator.publicKey, stranger.publicKey);
    world.refuse(attack, 'ConstraintSeeds', stranger);
  });

  scene('works where somebody sent lamports to the addresses of plan and vault before', (world) => {
    const mint = world.mint();
    const vault = sdk.vaultAddress(PLAN, mint.address, mint.tokenProgram);
    for (const [toPubkey, lamports] of [
      [PLAN, 2_000_000],
      [vault, 1_000_000],
    ] as const) {
      world.run(SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey, lamports }), stranger);
    }
    const before = world.chain.balance(creator.publicKey);
    const plan = world.plan({ mint });
    const rent = rentOf(world, PLAN, vault);
    expect(world.chain.balance(PLAN) + world.chain.balance(vault)).to.equal(rent);
    expect(before - world.chain.balance(creator.publicKey)).to.equal(rent - 3_000_000n);
    world.issue(plan);
  });

  scene('keeps what was sent beyond the rent, for the rent recipient', (world) => {
    const mint = world.mint();
    world.run(
      SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: PLAN, lamports: 1_000_000_000 }),
      stranger,
    );
    const before = world.chain.balance(creator.publicKey);
    const plan = world.plan({ mint });
    expect(before - world.chain.balance(creator.publicKey)).to.equal(rentOf(world, plan.vault));
    expect(world.chain.balance(PLAN)).to.equal(1_000_000_000n);
    world.issue(plan);
  });

  scene('takes over a vault that somebody opened before, with the tokens in it', (world) => {
    const mint = world.mint();
    const vault = sdk.vaultAddress(PLAN, mint.address, mint.tokenProgram);
    world.run(createAssociatedTokenAccountInstruction(stranger.publicKey, vault, PLAN, mint.address), stranger);
    world.open(mint, PLAN, 48_000_000n);
    const plan = world.plan({ mint, funding: 0n });
    expect(world.tokens(plan.vault)).to.equal(48_000_000n);
    world.issue(plan, { total: 48_000_000n });
  });

  scene("refuses any other token account as the vault, also one of the plan's own", (world) => {
    const mint = world.mint();
    const vault = sdk.vaultAddress(PLAN, mint.address, mint.tokenProgram);
    const others = [world.open(mint, stranger.publicKey), world.open(world.mint({ name: 'other' }), PLAN)];
    for (const other of others) {
      world.refuse(swapped(create(world, { mint: mint.address }), vault, other), 'WrongVault', creator);
    }
  });

  scene("refuses a token program that does not own the mint, and programs in another's place", (world) => {
    const mint = world.mint().address;
    world.refuse(create(world, { mint, tokenProgram: TOKEN_2022_PROGRAM_ID }), 'WrongTokenProgram', creator);
    const system = SystemProgram.programId;
    world.refuse(swapped(create(world, { mint }), TOKEN_PROGRAM_ID, system), 'WrongTokenProgram', creator);
    world.refuse(swapped(create(world, { mint }), system, TOKEN_PROGRAM_ID), 'InvalidProgramId', creator);
  });
});
