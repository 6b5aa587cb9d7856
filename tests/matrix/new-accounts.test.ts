/**
 * Accounts that do not exist yet: those that issue_grants takes beside the named ones, one new address for each entry, in
 * order; and a vault that somebody opened before the plan.
 */
import { type PublicKey, TransactionInstruction, type AccountMeta } from '@solana/web3.js';
import {
  bytesConstant,
  grantAddress,
  issueGrants,
  planAddress,
  PROGRAM_ID,
  type SealPlan,
  sealPlan,
  sweepTombstone,
  voidGrant,
  withdrawSurplus,
} from '@tenure/sdk';
import { expect } from 'chai';
import { CLIFF_MONTHLY, DAY, people, type PlanHandle, START_TS, World } from '../support/world';
import { otherBump } from './other-bump';

const { operator, authority } = people;
const IDS = [11n, 12n, 13n];

function writable(pubkey: PublicKey): AccountMeta {
  return { pubkey, isSigner: false, isWritable: true };
}

function issue(plan: PlanHandle, ids: readonly bigint[] = IDS): TransactionInstruction {
  return issueGrants({
    issuer: operator.publicKey,
    payer: operator.publicKey,
    plan: plan.address,
    vault: plan.vault,
    shape: CLIFF_MONTHLY,
    withholdingBps: 0,
    grants: ids.map((grantId) => ({
      beneficiary: people.beneficiary.publicKey,
      grantId,
      total: 48_000_000n,
      startTs: START_TS,
    })),
    expiresTs: 'never',
  });
}

/** The call with other accounts after the named ones. */
function withGrants(
  call: TransactionInstruction,
  change: (grants: AccountMeta[]) => AccountMeta[],
): TransactionInstruction {
  const { programId, data, keys } = call;
  const named = keys.length - IDS.length;
  return new TransactionInstruction({ programId, data, keys: [...keys.slice(0, named), ...change(keys.slice(named))] });
}

/** The seeds of a grant's address. */
function seedsOf(plan: PublicKey, grantId: bigint): Uint8Array[] {
  const id = Buffer.alloc(8);
  id.writeBigUInt64LE(grantId);
  return [bytesConstant('grantSeed'), plan.toBytes(), id];
}

describe('matrix: the new accounts of issue_grants', () => {
  function given(policy = {}): { world: World; plan: PlanHandle } {
    const world = new World();
    return { world, plan: world.plan({ policy }) };
  }

  it('takes the derived addresses in order', () => {
    const { world, plan } = given();
    world.run(issue(plan), operator);
    for (const id of IDS) expect(world.chain.account(grantAddress(plan.address, id))?.data).to.have.length(176);
  });

  const changes: Record<string, (grants: AccountMeta[], plan: PlanHandle) => AccountMeta[]> = {
    'in another order': (grants) => [...grants].reverse(),
    'one missing': (grants) => grants.slice(1),
    'the last one missing': (grants) => grants.slice(0, -1),
    'none at all': () => [],
    'one more': (grants, plan) => [...grants, writable(grantAddress(plan.address, 14n))],
    'one given twice': ([first, second]) => [first, second, second].flatMap((meta) => meta ?? []),
    "another plan's address": (grants) => [
      ...grants.slice(0, -1),
      writable(grantAddress(people.stranger.publicKey, 13n)),
    ],
    "another id's address": (grants, plan) => [...grants.slice(0, -1), writable(grantAddress(plan.address, 14n))],
    "another bump's address": (grants, plan) => [
      ...grants.slice(0, -1),
      writable(otherBump(seedsOf(plan.address, 13n))),
    ],
    'the plan': (grants, plan) => [...grants.slice(0, -1), writable(plan.address)],
    'the vault': (grants, plan) => [...grants.slice(0, -1), writable(plan.vault)],
    'the payer': (grants) => [...grants.slice(0, -1), writable(operator.publicKey)],
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`refuses ${what}`, () => {
      const { world, plan } = given();
      const call = withGrants(issue(plan), (grants) => change(grants, plan));
      world.refuse(call, 'GrantAddressMismatch', operator);
    });
  }

  it('refuses one that is not writable', () => {
    const { world, plan } = given();
    const call = withGrants(issue(plan), (grants) => grants.map((meta) => ({ ...meta, isWritable: false })));
    world.refuse(call, 'PrivilegeEscalation', operator);
  });

  it('refuses a live grant, as first and as last', () => {
    const { world, plan } = given();
    world.issue(plan, { grantId: 1n });
    world.refuse(issue(plan, [1n, 2n, 3n]), 'GrantAlreadyExists', operator);
    world.refuse(issue(plan, [2n, 3n, 1n]), 'GrantAlreadyExists', operator);
  });

  it('refuses an id twice in one call', () => {
    const { world, plan } = given();
    world.refuse(issue(plan, [1n, 2n, 1n]), 'GrantAlreadyExists', operator);
  });

  it('refuses a tombstone; and when those can be swept, the plan issues no more', () => {
    const { world, plan } = given({ voidSecs: DAY });
    const grant = world.issue(plan, { grantId: 1n });
    const act: SealPlan = { authority: authority.publicKey, plan: plan.address, expiresTs: 'never' };
    const { rentRecipient } = plan;
    const sweep = sweepTombstone({ plan: plan.address, tombstone: grant, rentRecipient });
    world.run(voidGrant({ ...act, grant, rentRecipient }), authority);
    world.refuse(issue(plan, [1n]), 'GrantAlreadyExists', operator);
    world.refuse(sweep, 'PlanNotSealed');
    world.run(sealPlan(act), authority);
    world.run(sweep);
    world.refuse(issue(plan, [1n]), 'PlanIsSealed', operator);
  });

  for (const [what, lamports] of Object.entries({ 'one lamport': 1n, 'more than the rent': 10n ** 9n })) {
    it(`takes an address to which somebody sent ${what} before, and what was sent`, () => {
      const { world, plan } = given();
      const grant = grantAddress(plan.address, 11n);
      world.chain.airdrop(grant, lamports);
      const before = world.chain.balance(operator.publicKey);
      world.run(issue(plan, [11n]), operator);
      const rent = world.chain.rent(176);
      const paid = rent > lamports ? rent - lamports : 0n;
      expect(before - world.chain.balance(operator.publicKey)).to.equal(paid);
      expect(world.chain.balance(grant)).to.equal(lamports + paid);
      expect(world.chain.account(grant)?.owner.toBase58()).to.equal(PROGRAM_ID.toBase58());
    });
  }
});

describe('matrix: the new vault of create_plan', () => {
  it('may have been opened before, with tokens in it: they are surplus, which only the authority takes', () => {
    const world = new World();
    const mint = world.mint();
    const address = planAddress(people.creator.publicKey, 5n);
    const vault = world.open(mint, address, 1_000n);
    const plan = world.plan({ mint, planId: 5n, funding: 0n });
    expect(plan.vault.toBase58()).to.equal(vault.toBase58());
    expect(world.tokens(vault)).to.equal(1_000n);

    const withdraw = (signer: PublicKey) =>
      withdrawSurplus({
        authority: signer,
        plan: plan.address,
        planState: plan,
        destination: world.open(mint, signer),
        amount: 1_000n,
        expiresTs: 'never',
      });
    world.refuse(withdraw(people.stranger.publicKey), 'NotAuthority', people.stranger);
    world.run(withdraw(authority.publicKey), authority);
    expect(world.tokens(vault)).to.equal(0n);
  });
});
