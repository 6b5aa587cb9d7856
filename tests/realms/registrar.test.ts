import { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { member } from '../governance/scenario';
import { DAY, people } from '../support/world';
import { Members, WeightedRealm, voting } from './plugin-scenario';
import { REALMS, withPrograms } from './programs';
import { refuses } from './refusal';

const { realms } = sdk;
const { authority, feePayer, stranger } = people;

withPrograms('A proposal that unvested tokens vote on', [REALMS], () => {
  it('belongs to the governance program, or its age would be anything', async () => {
    const { test, weighted, proposal } = await voting();
    const { chain } = test.world;
    const real = chain.account(proposal.address);
    if (real === null) throw new Error('there is a proposal');
    const address = new PublicKey(Buffer.alloc(32, 9));
    chain.setAccount(address, { ...real, owner: stranger.publicKey });
    refuses(test.world, [weighted.update(2, { address })], 'ProposalInvalid', member(2));
    for (const target of [weighted.realm, weighted.governance]) {
      refuses(test.world, [weighted.update(2, target)], 'ProposalInvalid', member(2));
    }
  });

  it('keeps its markers until it takes no votes any more, and then they are gone for good', async () => {
    const { test, weighted, proposal } = await voting();
    await weighted.vote(proposal, true, true, true);
    const { voters } = weighted;
    const grant = weighted.grantOf(2);
    const close = realms.closeVoteMarker({
      ...voters,
      proposal: proposal.address,
      grant,
      payer: member(2).publicKey,
    });
    refuses(test.world, [close], 'VoteIsRunning');
    const elsewhere = realms.closeVoteMarker({
      ...voters,
      proposal: proposal.address,
      grant,
      payer: stranger.publicKey,
    });
    test.world.chain.advance(2 * DAY);
    refuses(test.world, [close], 'VoteIsRunning');
    await weighted.finish(proposal);
    refuses(test.world, [elsewhere], 'ConstraintAddress');
    const before = test.world.chain.balance(member(2).publicKey);
    test.run(close);
    expect(test.world.chain.balance(member(2).publicKey) - before).to.equal(test.world.chain.rent(200));
    const late = await weighted.ballot(3, proposal, true);
    refuses(test.world, late, 'Token Owner already voted on the Proposal', member(3));
    refuses(test.world, await weighted.ballot(4, proposal, true), "Invalid State: Can't vote", member(4));
  });
});

withPrograms('A registrar', [REALMS], () => {
  it("is made by the realm's authority alone", async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    test.run(weighted.closeRegistrar(), authority);
    const by = { realmAuthority: stranger.publicKey };
    refuses(test.world, [weighted.createRegistrar(by)], 'NotRealmAuthority', stranger);
    test.run(weighted.createRegistrar(), authority);
    refuses(test.world, [weighted.closeRegistrar(by)], 'NotRealmAuthority', stranger);
  });

  it('is made for a realm of the governance program', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const { chain } = test.world;
    const real = chain.account(weighted.realm.address);
    if (real === null) throw new Error('there is a realm');
    const realm = new PublicKey(Buffer.alloc(32, 9));
    chain.setAccount(realm, { ...real, owner: stranger.publicKey });
    refuses(test.world, [weighted.createRegistrar({ realm })], 'RealmOfAnotherProgram', authority);
    const account = weighted.governance.address;
    refuses(test.world, [weighted.createRegistrar({ realm: account })], 'RealmInvalid', authority);
    // Whoever names a program of their own gets a registrar for their own realm; no other realm takes its weights.
    test.run(weighted.createRegistrar({ realm, governanceProgram: stranger.publicKey }), authority);
    const voters = { realm, governingTokenMint: weighted.realm.mint.address };
    const record = { ...voters, payer: feePayer.publicKey, voter: member(2).publicKey };
    test.run(realms.createVoterWeightRecord(record));
    const proposal = await weighted.proposeAcceleration();
    const weight = realms.voterWeightAddress(voters, member(2).publicKey);
    test.run(weighted.update(2, proposal, { ...voters, action: 'commentProposal' }), member(2));
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true, { weight });
    refuses(test.world, [weighted.updateMax(), ...vote], 'Invalid VoterWeightRecord for Realm', member(2));
  });

  it('is made for a mint that people vote with, a plan, and an age in its range', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    test.run(weighted.closeRegistrar(), authority);
    const refused = (override: Partial<sdk.realms.CreateRegistrar>, reason: string): void => {
      refuses(test.world, [weighted.createRegistrar(override)], reason, authority);
    };
    refused({ governingTokenMint: test.plan.mint }, 'NotAGoverningMint');
    refused({ plan: weighted.grantOf(1) }, 'NotAPlan');
    refused({ plan: weighted.realm.address }, 'NotAPlan');
    for (const minAgeSecs of [0, 2 * DAY - 1, 7 * DAY + 1]) refused({ minAgeSecs }, 'MinAgeOutOfRange');
    for (const minAgeSecs of [2 * DAY, 7 * DAY]) {
      test.run(weighted.createRegistrar({ minAgeSecs }), authority);
      test.run(weighted.closeRegistrar(), authority);
    }
  });

  it('ends all weights when it is closed', async () => {
    const { test, weighted, proposal } = await voting();
    test.run(weighted.closeRegistrar(), authority);
    refuses(test.world, [weighted.update(2, proposal)], 'AccountNotInitialized', member(2));
    refuses(test.world, [weighted.updateMax()], 'AccountNotInitialized');
  });
});
