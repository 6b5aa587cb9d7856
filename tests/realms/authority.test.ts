import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { PlanScenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { people } from '../support/world';
import { members } from './members';
import { REALMS, withPrograms } from './programs';
import { Realm } from './realm';
import { RealmGovernance, type RealmProposal } from './realm-governance';
import { refuses } from './refusal';

const { authority, stranger } = people;
const { first, second, third } = members;
const CANNOT_EXECUTE = "Invalid State: Can't execute transaction";

/** A plan with one grant of 2,000 that vests in as many seconds. */
class OneGrant extends PlanScenario {
  readonly grant = this.issue({ total: 2_000n, shape: STEADY });

  release(accelerator: PublicKey, override: Partial<sdk.AccelerateGrant> = {}): TransactionInstruction {
    const accounts = { accelerator, plan: this.plan.address, grant: this.grant };
    return sdk.accelerateGrant({ ...accounts, accelerationBps: 5_000, expiresTs: 'never', ...override });
  }

  keep(grant = this.grant): number {
    return this.grantState(grant).retained;
  }
}

/** The plan, and a realm of three with 50, 30 and 20 votes, of which 60 % must approve. */
async function found(): Promise<{ test: OneGrant; governance: RealmGovernance }> {
  const test = new OneGrant();
  const realm = await Realm.found(test.world, test.world.mint({ name: 'community' }));
  await realm.deposit(first, 50n);
  await realm.deposit(second, 30n);
  await realm.deposit(third, 20n);
  return { test, governance: await RealmGovernance.of(realm, authority) };
}

/** The first two vote so, the third against them, and the vote ends. */
async function decide(
  test: OneGrant,
  governance: RealmGovernance,
  proposal: RealmProposal,
  approve = true,
): Promise<void> {
  for (const [voter, yes] of [
    [first, approve],
    [second, approve],
    [third, !approve],
  ] as const) {
    test.run(await governance.castVote(proposal, voter.publicKey, yes), voter);
  }
  await governance.finish(proposal);
}

withPrograms('A plan whose acceleration authority is a Realm', [REALMS], () => {
  it('has a grant released by a vote, once, and not before the vote is over', async () => {
    const { test, governance } = await found();
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const proposal = await governance.propose(first, test.release(governance.address));
    test.run(await governance.castVote(proposal, first.publicKey, true), first);
    refuses(test.world, await governance.execute(proposal), CANNOT_EXECUTE);
    test.run(await governance.castVote(proposal, second.publicKey, true), second);
    await governance.finish(proposal);
    expect(governance.state(proposal)).to.equal('Succeeded');
    expect(test.keep()).to.equal(1_000_000_000);

    test.run(await governance.execute(proposal));
    expect(test.keep()).to.equal(500_000_000);
    expect(governance.state(proposal)).to.equal('Completed');
    refuses(test.world, await governance.execute(proposal), CANNOT_EXECUTE);
    expectPromises(test.world);
  });

  it("is obeyed through the governance's treasury, which signs too", async () => {
    const { test, governance } = await found();
    const treasury = await governance.treasury();
    test.run(test.setRole('accelerationAuthority', treasury), authority);
    const proposal = await governance.propose(first, test.release(treasury));
    await decide(test, governance, proposal);
    test.run(await governance.execute(proposal));
    expect(test.keep()).to.equal(500_000_000);
  });

  it('releases nothing when the vote fails', async () => {
    const { test, governance } = await found();
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const proposal = await governance.propose(first, test.release(governance.address));
    await decide(test, governance, proposal, false);
    expect(governance.state(proposal)).to.equal('Defeated');
    refuses(test.world, await governance.execute(proposal), CANNOT_EXECUTE);
    expect(test.keep()).to.equal(1_000_000_000);
  });

  it('releases nothing by an instruction that the role does not cover', async () => {
    const { test, governance } = await found();
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const terminate = test.terminate(test.grant, { authority: governance.address });
    const proposal = await governance.propose(first, terminate);
    await decide(test, governance, proposal);
    refuses(test.world, await governance.execute(proposal), 'NotAuthority');
    expect(test.grantState(test.grant).status).to.equal('active');
  });

  it('releases no grant of a plan that did not name the Realm', async () => {
    const { test, governance } = await found();
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const foreign = test.foreignPlan();
    const grant = test.issueForeign(foreign);
    const proposal = await governance.propose(
      first,
      test.release(governance.address, { plan: foreign.address, grant }),
    );
    await decide(test, governance, proposal);
    refuses(test.world, await governance.execute(proposal), 'NotAccelerator');
    expect(test.keep(grant)).to.equal(1_000_000_000);
  });

  it('releases no other grant than the one that was voted on', async () => {
    const { test, governance } = await found();
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const other = test.issue({ grantId: 2n, total: 2_000n, shape: STEADY });
    const proposal = await governance.propose(first, test.release(governance.address));
    await decide(test, governance, proposal);
    const swapped = await governance.execute({
      ...proposal,
      acts: [test.release(governance.address, { grant: other })],
    });
    refuses(test.world, swapped, 'An account required by the instruction is missing');
    expect([test.keep(), test.keep(other)]).to.deep.equal([1_000_000_000, 1_000_000_000]);
  });
});

withPrograms('A plan whose authority is a Realm', [REALMS], () => {
  it('is handed over by a vote, and then terminates by a vote and not by who had it before', async () => {
    const { test, governance } = await found();
    test.run(test.propose(governance.address), authority);
    const takeOver = await governance.propose(first, test.accept(governance.address));
    await decide(test, governance, takeOver);
    test.run(await governance.execute(takeOver));
    expect(test.planState().authority.toBase58()).to.equal(governance.address.toBase58());
    test.refuse(test.terminate(test.grant), 'NotAuthority', authority);

    const end = test.terminate(test.grant, { authority: governance.address });
    const proposal = await governance.propose(second, end);
    await decide(test, governance, proposal);
    test.run(await governance.execute(proposal));
    expect(test.grantState(test.grant).status).to.equal('terminating');
    expectPromises(test.world);
  });

  it('is taken over by nobody whom it was not offered to', async () => {
    const { test, governance } = await found();
    test.run(test.propose(stranger.publicKey), authority);
    const proposal = await governance.propose(first, test.accept(governance.address));
    await decide(test, governance, proposal);
    refuses(test.world, await governance.execute(proposal), 'NotPendingAuthority');
    expect(test.planState().authority.toBase58()).to.equal(authority.publicKey.toBase58());
  });
});
