import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { WEIGHT, member } from '../governance/scenario';
import { expectPromises } from '../support/promises';
import { DAY, people } from '../support/world';
import { AGE, Members, WeightedRealm } from './plugin-scenario';
import { REALMS, withPrograms } from './programs';
import type { RealmProposal } from './realm-governance';
import { refuses } from './refusal';

const { authority, stranger } = people;
/** Vests continuously over twenty days. */
const TWENTY_DAYS: sdk.ShapeSegment[] = [{ weight: 1n, span: 20 * DAY, steps: 0, unit: 'seconds' }];

/** What the plugin says that a grant of member 1 weighs in a vote on a proposal. */
async function counted(
  weighted: WeightedRealm,
  proposal: RealmProposal,
  grant = weighted.grantOf(1),
): Promise<bigint | undefined> {
  weighted.test.run(weighted.update(1, proposal, { grants: [grant] }), member(1));
  return weighted.weightOf(1);
}

withPrograms('A Realm that counts unvested tokens', [REALMS], () => {
  it('passes and carries out a proposal by them alone', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const { governance } = weighted;
    test.run(test.setRole('accelerationAuthority', governance.address), authority);
    const proposal = await weighted.proposeAcceleration();
    await weighted.vote(proposal, true, true, true, false);
    expect(governance.votes(proposal)).to.deep.equal({ yes: 3_000n, no: 1_000n });
    await weighted.finish(proposal);
    expect(governance.state(proposal)).to.equal('Succeeded');
    expect(governance.read(proposal).maxVoteWeight?.toString()).to.equal('4000');
    test.run(await governance.execute(proposal));
    expect(test.grantState(weighted.grantOf(4)).retained).to.equal(500_000_000);
    expectPromises(test.world);
  });

  it('defeats a proposal that too little of them approves', async () => {
    const weighted = await WeightedRealm.of(new Members());
    const proposal = await weighted.proposeAcceleration();
    await weighted.vote(proposal, true, true);
    await weighted.finish(proposal);
    // 2,000 of 4,000, where 60 % must approve.
    expect(weighted.governance.state(proposal)).to.equal('Defeated');
  });

  it('counts nothing that has vested, claimed or not', async () => {
    const test = new Members();
    const grant = test.grantTo(member(1).publicKey, 9n, { total: 2_000n }, TWENTY_DAYS);
    test.world.chain.advance(5 * DAY);
    const weighted = await WeightedRealm.of(test);
    const proposal = await weighted.proposeAcceleration();
    expect(await counted(weighted, proposal, grant)).to.equal(1_500n);
    const destination = test.world.open(test.plan.mintHandle, member(1).publicKey);
    test.run(test.claim(grant, { claimant: member(1).publicKey, destination }), member(1));
    expect(await counted(weighted, proposal, grant)).to.equal(1_500n);
    test.world.chain.advance(DAY);
    expect(await counted(weighted, proposal, grant)).to.equal(1_400n);
  });

  it('sums all grants of a voter, in whatever order they are given', async () => {
    const test = new Members();
    const more = [5n, 6n, 7n].map((id) => test.grantTo(member(1).publicKey, id));
    test.world.chain.advance(AGE);
    const weighted = await WeightedRealm.of(test);
    const proposal = await weighted.proposeAcceleration();
    const grants = [...more, weighted.grantOf(1)];
    for (const order of [grants, [...grants].reverse()]) {
      test.run(weighted.update(1, proposal, { grants: order }), member(1));
      expect(await weighted.weightOf(1)).to.equal(4_000n);
    }
    test.run(await weighted.ballot(1, proposal, true, { grants }), member(1));
    expect(weighted.governance.votes(proposal)).to.deep.equal({ yes: 4_000n, no: 0n });
  });

  it('counts a paused grant', async () => {
    const test = new Members();
    test.run(test.pause(test.addressOf(1n), 30 * DAY), authority);
    const weighted = await WeightedRealm.of(test);
    expect(await counted(weighted, await weighted.proposeAcceleration())).to.equal(WEIGHT);
  });

  it('counts nothing that was released early', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const proposal = await weighted.proposeAcceleration();
    test.run(test.acceleratePlan(2_500), authority);
    expect(await counted(weighted, proposal)).to.equal(750n);
  });

  it('takes no weight away by a termination that is announced while a vote runs', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const proposal = await weighted.proposeAcceleration();
    test.run(test.terminate(test.addressOf(1n)), authority);
    expect(await counted(weighted, proposal)).to.equal(WEIGHT);
  });

  it('counts of a grant that was terminated before only what vests until it stops', async () => {
    const test = new Members();
    const grant = test.grantTo(member(1).publicKey, 9n, { total: 2_000n }, TWENTY_DAYS);
    test.world.chain.advance(4 * DAY);
    const weighted = await WeightedRealm.of(test);
    test.run(test.terminate(grant, { cause: 'forCause' }), authority);
    test.run(test.terminate(test.addressOf(1n), { cause: 'forCause' }), authority);
    test.world.chain.advance(1);
    const proposal = await weighted.propose(2, test.setRole('guardian', stranger.publicKey));
    // The notice is thirty days: the one vests wholly in it, the other not at all.
    expect(await counted(weighted, proposal, grant)).to.equal(2_000n - 400n);
    expect(await counted(weighted, proposal)).to.equal(0n);
  });

  it('weighs each grant as the SDK foretells', async () => {
    const test = new Members({ policy: { noticeSecs: 5 * DAY } });
    const grant = test.grantTo(member(1).publicKey, 9n, { total: 2_000_003n }, TWENTY_DAYS);
    test.world.chain.advance(3 * DAY);
    const weighted = await WeightedRealm.of(test);
    const registrar = await sdk.realms.fetchRegistrar(test.world.chain, weighted.voters);
    if (registrar === null) throw new Error('there is a registrar');
    const proposal = await weighted.proposeAcceleration();
    const sinceTs = test.now();
    const steps = [
      () => test.run(test.accelerate(grant, 1_234), authority),
      () => test.run(test.acceleratePlan(777), authority),
      () => test.run(test.pause(grant, DAY), authority),
      () => test.world.chain.advance(DAY),
      () => test.run(test.terminate(grant), authority),
      () => test.world.chain.advance(5 * DAY - 1),
    ];
    for (const step of steps) {
      step();
      test.world.chain.advance(1);
      const moment = { now: test.now(), sinceTs };
      const { weight, refused } = sdk.realms.realmWeightAt(test.planState(), registrar, test.grantState(grant), moment);
      if (refused === undefined) expect(await counted(weighted, proposal, grant)).to.equal(weight);
      else refuses(test.world, [weighted.update(1, proposal, { grants: [grant] })], refused, member(1));
    }
    const later = test.issue({ beneficiary: member(1).publicKey, grantId: 10n, total: 5n });
    const young = { now: test.now(), sinceTs: test.now() };
    const foretold = sdk.realms.realmWeightAt(test.planState(), registrar, test.grantState(later), young);
    expect(foretold).to.deep.equal({ weight: 0n, refused: 'GrantTooYoung' });
  });

  it('needs as much as before when grants are issued while a vote runs', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const proposal = await weighted.proposeAcceleration();
    const max = async (): Promise<bigint | undefined> => {
      test.run(weighted.updateMax());
      return (await sdk.realms.fetchMaxVoterWeight(test.world.chain, weighted.voters))?.maxWeight;
    };
    expect(await max()).to.equal(4_000n);
    test.grantTo(stranger.publicKey, 66n, { total: 100_000n });
    expect(await max()).to.equal(4_000n);
    await weighted.vote(proposal, true, true, true);
    await weighted.finish(proposal);
    expect(weighted.governance.state(proposal)).to.equal('Succeeded');
    test.world.chain.advance(2 * DAY);
    expect(await max()).to.equal(104_000n);
  });

  it('lets a delegate vote for whoever made them one, and nobody else', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const { governance, realm } = weighted;
    const proposal = await weighted.proposeAcceleration();
    const tokenOwnerRecord = await realm.recordOf(member(2).publicKey);
    const delegate = { signer: stranger.publicKey, tokenOwnerRecord };
    const update = weighted.update(2, proposal, { delegate });
    refuses(test.world, [update], 'NotTheVoter', stranger);
    await realm.delegate(member(2), stranger.publicKey);
    const vote = await governance.castVote(proposal, member(2).publicKey, true, {
      signer: stranger.publicKey,
    });
    test.run([update, weighted.updateMax(), ...vote], stranger);
    expect(governance.votes(proposal)).to.deep.equal({ yes: WEIGHT, no: 0n });
    refuses(test.world, [weighted.update(3, proposal, { delegate })], 'NotTheVoter', stranger);
  });
});
