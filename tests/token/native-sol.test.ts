import * as sdk from '@tenure/sdk';
import { NATIVE_MINT, TOKEN_PROGRAM_ID, createSyncNativeInstruction } from '@solana/spl-token';
import { SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { associated } from '../support/mints';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { type PlanHandle, World, people } from '../support/world';
import { STEADY } from './scenario';

const { authority, beneficiary, stranger } = people;

/** A world with a plan that pays wrapped SOL. */
function solPlan(): { world: World; plan: PlanHandle } {
  const world = new World();
  // The mint of every cluster's genesis: nine decimals, no authorities. It is an SPL Token mint like any other.
  const template = world.mint({ name: 'template', decimals: 9 });
  const account = world.chain.account(template.address);
  if (account === null) throw new Error('there is no mint');
  account.data.fill(0, 0, 44);
  world.chain.setAccount(NATIVE_MINT, account);
  const mint = { address: NATIVE_MINT, tokenProgram: TOKEN_PROGRAM_ID, authority: keypair('nobody'), decimals: 9 };
  return { world, plan: world.plan({ mint, funding: 0n }) };
}

function donate(plan: PlanHandle, lamports: number): TransactionInstruction {
  return SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: plan.vault, lamports });
}

describe('wrapped SOL', () => {
  it('is funded, granted and paid like any token', () => {
    const { world, plan } = solPlan();
    world.run([donate(plan, 2_000), createSyncNativeInstruction(plan.vault)], stranger);
    const grant = world.issue(plan, { total: 2_000n, shape: STEADY });
    world.chain.advance(500);
    const call = { claimant: beneficiary.publicKey, beneficiary: beneficiary.publicKey, grant };
    world.run(sdk.claimWithAccount({ ...call, plan: plan.address, planState: plan }), beneficiary);
    expect(world.tokens(associated(plan.mintHandle, beneficiary.publicKey))).to.equal(500n);
    expectPromises(world);
  });

  it('that nobody has synchronised does not count yet', () => {
    const { world, plan } = solPlan();
    world.run(donate(plan, 2_000), stranger);
    const issuer = people.operator.publicKey;
    const grants = [{ beneficiary: beneficiary.publicKey, grantId: 1n, total: 2_000n, startTs: world.chain.now() }];
    const accounts = { issuer, payer: issuer, plan: plan.address, vault: plan.vault };
    const issue = sdk.issueGrants({ ...accounts, shape: STEADY, withholdingBps: 0, grants, expiresTs: 'never' });
    world.refuse(issue, 'PlanNotFunded', people.operator);
    world.run([createSyncNativeInstruction(plan.vault), issue], people.operator);
    expectPromises(world);
  });

  it('goes to the authority as tokens when the plan closes, what was never synchronised with the rent', () => {
    const { world, plan } = solPlan();
    world.run([donate(plan, 2_000), createSyncNativeInstruction(plan.vault), donate(plan, 77)], stranger);
    const expiresTs = 'never';
    const act = { authority: authority.publicKey, plan: plan.address, expiresTs } as const;
    const destination = world.open(plan.mintHandle, authority.publicKey);
    const { rentRecipient } = plan;
    const before = world.chain.balance(rentRecipient);
    const rent = world.chain.balance(plan.address) - world.chain.rent(8) + world.chain.rent(165);
    world.run([sdk.sealPlan(act), sdk.closePlan({ ...act, planState: plan, destination })], authority);
    expect(world.tokens(destination)).to.equal(2_000n);
    expect(world.chain.balance(rentRecipient) - before).to.equal(rent + 77n);
  });
});
