import { PublicKey, type AccountMeta, type TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { WEIGHT, member } from '../governance/scenario';
import { DAY, people } from '../support/world';
import { AGE, Members, WeightedRealm, voting } from './plugin-scenario';
import { REALMS, withPrograms } from './programs';
import { refuses } from './refusal';

const { realms } = sdk;
const { authority, stranger } = people;

/** An instruction with other accounts from one on. */
function withAccounts(act: TransactionInstruction, from: number, ...others: PublicKey[]): TransactionInstruction {
  const replaced = others.map((pubkey, index): AccountMeta => ({
    isSigner: act.keys[from + index]?.isSigner ?? false,
    isWritable: act.keys[from + index]?.isWritable ?? true,
    pubkey,
  }));
  act.keys.splice(from, others.length, ...replaced);
  return act;
}

/** Where the named accounts of a weight update lie, and where its grants begin. */
const AT = { registrar: 1, plan: 2, record: 3, target: 4, grants: 7 } as const;

withPrograms('The weight of a vote by unvested tokens', [REALMS], () => {
  it('is gone a slot later', async () => {
    const { test, weighted, proposal } = await voting();
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true);
    test.run([weighted.update(2, proposal), weighted.updateMax()], member(2));
    test.world.chain.advanceSlots(1n);
    refuses(test.world, [weighted.updateMax(), ...vote], 'VoterWeightRecord expired', member(2));
    refuses(test.world, [weighted.update(2, proposal), ...vote], 'MaxVoterWeightRecord expired', member(2));
    test.run([weighted.update(2, proposal), weighted.updateMax(), ...vote], member(2));
  });

  it('is nothing before it is told', async () => {
    const { test, weighted, proposal } = await voting();
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true);
    test.world.chain.advanceSlots(1n);
    refuses(test.world, [weighted.updateMax(), ...vote], 'VoterWeightRecord expired', member(2));
  });

  it('is good for its own proposal only', async () => {
    const { test, weighted, proposal } = await voting();
    const other = await weighted.propose(2, test.setRole('guardian', null));
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true);
    const acts = [weighted.update(2, other), weighted.updateMax(), ...vote];
    refuses(test.world, acts, 'VoterWeightRecord invalid action target', member(2));
  });

  it('is good for its own action only', async () => {
    const { test, weighted, proposal } = await voting();
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true);
    for (const action of ['createProposal', 'commentProposal', 'signOffProposal', 'createGovernance'] as const) {
      const acts = [weighted.update(2, proposal, { action }), weighted.updateMax(), ...vote];
      refuses(test.world, acts, 'VoterWeightRecord invalid action', member(2));
    }
  });

  it('is that of its own voter only', async () => {
    const { test, weighted, proposal } = await voting();
    const { governance, voters } = weighted;
    const weight = realms.voterWeightAddress(voters, member(3).publicKey);
    test.run(weighted.update(3, proposal), member(3));
    const vote = await governance.castVote(proposal, member(2).publicKey, true, { weight });
    refuses(test.world, [weighted.updateMax(), ...vote], 'Invalid VoterWeightRecord for TokenOwner', member(2));
    refuses(test.world, [withAccounts(weighted.update(2, proposal), AT.record, weight)], 'NotTheVoter', member(2));
  });

  it('counts no weight of another realm', async () => {
    const { test, weighted, proposal } = await voting();
    const other = await WeightedRealm.of(test, { name: 'Other', authority: stranger });
    const weight = realms.voterWeightAddress(other.voters, member(2).publicKey);
    test.run(other.update(2, proposal), member(2));
    const vote = await weighted.governance.castVote(proposal, member(2).publicKey, true, { weight });
    refuses(test.world, [weighted.updateMax(), ...vote], 'Invalid VoterWeightRecord for Realm', member(2));

    const mixed = withAccounts(weighted.update(2, proposal), AT.record, weight);
    refuses(test.world, [mixed], 'RecordOfAnotherRealm', member(2));
    const max = realms.maxVoterWeightAddress(other.voters);
    refuses(test.world, [withAccounts(weighted.updateMax(), 2, max)], 'RecordOfAnotherRealm');
    const foreignMarker = realms.voteMarkerAddress(other.registrar, proposal.address, weighted.grantOf(2));
    const marked = withAccounts(weighted.update(2, proposal), AT.grants + 1, foreignMarker);
    refuses(test.world, [marked], 'MarkerAddressMismatch', member(2));
  });
});

withPrograms('The grants that vote', [REALMS], () => {
  it('count once in a sum', async () => {
    const { test, weighted, proposal } = await voting();
    const twice = [weighted.grantOf(2), weighted.grantOf(2)];
    for (const action of ['castVote', 'createProposal'] as const) {
      const update = weighted.update(2, proposal, { action, grants: twice });
      refuses(test.world, [update], 'GrantsNotAscending', member(2));
    }
  });

  it('count once on a proposal, though they are handed on while it is voted on', async () => {
    const { test, weighted, proposal } = await voting();
    const { governance } = weighted;
    const grant = weighted.grantOf(2);
    await weighted.vote(proposal, false, true);
    test.run(test.proposeTransfer(grant, member(3).publicKey, { proposer: member(2).publicKey }), member(2));
    const agreed = { to: member(3).publicKey, proposer: member(2).publicKey };
    test.run(test.acceptTransfer(grant, authority, agreed), authority);

    const both = { grants: [grant, weighted.grantOf(3)] };
    refuses(test.world, await weighted.ballot(3, proposal, true, both), 'GrantAlreadyCounted', member(3));
    refuses(test.world, await weighted.ballot(2, proposal, true), 'NotYourGrant', member(2));
    await governance.relinquish(proposal, member(2));
    refuses(test.world, await weighted.ballot(3, proposal, true, both), 'GrantAlreadyCounted', member(3));
    test.run(await weighted.ballot(3, proposal, true), member(3));
    expect(governance.votes(proposal)).to.deep.equal({ yes: WEIGHT, no: WEIGHT });

    test.world.chain.advance(DAY);
    const next = await weighted.propose(4, test.setRole('guardian', null));
    test.run(await weighted.ballot(3, next, true, both), member(3));
    expect(governance.votes(next)).to.deep.equal({ yes: 2n * WEIGHT, no: 0n });
  });

  it('may be counted again for the same voter, who takes a vote back', async () => {
    const { test, weighted, proposal } = await voting();
    await weighted.vote(proposal, true, true);
    const again = await weighted.ballot(2, proposal, false);
    refuses(test.world, again, 'Token Owner already voted on the Proposal', member(2));
    await weighted.governance.relinquish(proposal, member(2));
    test.run(await weighted.ballot(2, proposal, false), member(2));
    expect(weighted.governance.votes(proposal)).to.deep.equal({ yes: WEIGHT, no: WEIGHT });
  });

  it("are the voter's own", async () => {
    const { test, weighted, proposal } = await voting();
    const update = weighted.update(2, proposal, { grants: [weighted.grantOf(3)] });
    refuses(test.world, [update], 'NotYourGrant', member(2));
    const forAnother = withAccounts(weighted.update(3, proposal), 0, member(2).publicKey);
    refuses(test.world, [forAnother], 'NotTheVoter', member(2));
  });

  it("are the registrar's plan's", async () => {
    const { test, weighted, proposal } = await voting();
    const foreign = test.foreignPlan();
    const grant = test.issueForeign(foreign, { beneficiary: member(2).publicKey });
    test.world.chain.advance(AGE);
    const update = weighted.update(2, proposal, { grants: [grant] });
    refuses(test.world, [update], 'GrantOfAnotherPlan', member(2));
    const ofPlan = weighted.update(2, proposal, { grants: [grant], plan: foreign.address });
    refuses(test.world, [ofPlan], 'NotAPlan', member(2));
    refuses(test.world, [withAccounts(weighted.updateMax(), 1, foreign.address)], 'NotAPlan');
  });

  it('are accounts of the vesting program', async () => {
    const { test, weighted, proposal } = await voting();
    const { chain } = test.world;
    const real = chain.account(weighted.grantOf(2));
    if (real === null) throw new Error('there is a grant');
    const forged = new PublicKey(Buffer.alloc(32, 9));
    chain.setAccount(forged, { ...real, owner: realms.VOTER_WEIGHT_PROGRAM_ID });
    for (const grant of [forged, test.plan.address, member(2).publicKey]) {
      const update = weighted.update(2, proposal, { grants: [grant] });
      refuses(test.world, [update], 'NotAGrant', member(2));
    }
  });

  it('are older than the proposal, by the minimum age', async () => {
    const test = new Members();
    const weighted = await WeightedRealm.of(test);
    const old = test.grantTo(member(2).publicKey, 7n);
    test.world.chain.advance(1);
    const young = test.grantTo(member(2).publicKey, 8n);
    test.world.chain.advance(AGE - 1);
    const proposal = await weighted.proposeAcceleration();
    test.world.chain.advance(DAY / 2);
    test.run(weighted.update(2, proposal, { grants: [old] }), member(2));
    refuses(test.world, [weighted.update(2, proposal, { grants: [young] })], 'GrantTooYoung', member(2));
  });

  it('are past their void window, however long that is', async () => {
    const test = new Members({ policy: { voidSecs: 7 * DAY } });
    const weighted = await WeightedRealm.of(test);
    const grant = test.grantTo(member(2).publicKey, 7n);
    const update = weighted.update(2, weighted.governance, { grants: [grant], action: 'createProposal' });
    test.world.chain.advance(7 * DAY - 1);
    refuses(test.world, [update], 'GrantTooYoung', member(2));
    test.world.chain.advance(1);
    test.run(update, member(2));
  });

  it('have not stopped', async () => {
    const { test, weighted, proposal } = await voting({ policy: { noticeSecs: 3_600 } });
    test.run(test.terminate(weighted.grantOf(2)), authority);
    test.world.chain.advance(3_599);
    test.run(weighted.update(2, proposal), member(2));
    test.world.chain.advance(1);
    refuses(test.world, [weighted.update(2, proposal)], 'GrantHasStopped', member(2));
    test.world.chain.advance(1);
    test.run(test.settle(weighted.grantOf(2)));
    refuses(test.world, [weighted.update(2, proposal)], 'GrantHasStopped', member(2));
  });

  it('are marked', async () => {
    const { test, weighted, proposal } = await voting();
    const update = weighted.update(2, proposal);
    update.keys.pop();
    refuses(test.world, [update], 'MarkerMissing', member(2));
    const elsewhere = withAccounts(weighted.update(2, proposal), AT.grants + 1, stranger.publicKey);
    refuses(test.world, [elsewhere], 'MarkerAddressMismatch', member(2));
    const other = await weighted.propose(2, test.setRole('guardian', null));
    const mark = realms.voteMarkerAddress(weighted.registrar, other.address, weighted.grantOf(2));
    const ofOther = withAccounts(weighted.update(2, proposal), AT.grants + 1, mark);
    refuses(test.world, [ofOther], 'MarkerAddressMismatch', member(2));
  });

  it('are marked though somebody sent lamports to the marker before', async () => {
    const { test, weighted, proposal } = await voting();
    test.world.chain.airdrop(realms.voteMarkerAddress(weighted.registrar, proposal.address, weighted.grantOf(2)), 1n);
    test.run(await weighted.ballot(2, proposal, true), member(2));
  });
});
