import { ACCOUNT_SIZE, AccountLayout, AccountState, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, key, NOBODY, PLAN } from './fixture/accounts';
import {
  DEPOSIT,
  depositBytes,
  GOVERNANCE,
  governanceBytes,
  PROPOSAL,
  proposalBytes,
  voteBytes,
  VOTER,
  voterBytes,
} from './fixture/governance-accounts';

function tokenAccount(amount: bigint): Uint8Array {
  const data = Buffer.alloc(ACCOUNT_SIZE);
  const nobody = {
    delegateOption: 0,
    delegate: NOBODY,
    isNativeOption: 0,
    isNative: 0n,
    closeAuthorityOption: 0,
    closeAuthority: NOBODY,
  } as const;
  AccountLayout.encode(
    { mint: PLAN.mint, owner: NOBODY, amount, state: AccountState.Initialized, delegatedAmount: 0n, ...nobody },
    data,
  );
  return data;
}

describe('SDK: reading governances from a cluster', () => {
  const [plan, other] = [key('plan'), key('other plan')];
  const governance = sdk.governanceAddress(plan);
  const accounts = new Map<string, sdk.RawAccount>();
  const put = (at: PublicKey, data: Uint8Array, owner?: PublicKey) => accounts.set(at.toBase58(), account(data, owner));
  put(governance, governanceBytes());
  put(GOVERNANCE.vault, tokenAccount(900n), TOKEN_PROGRAM_ID);
  put(sdk.governanceAddress(other), new Uint8Array(), NOBODY);
  for (const [name, owner, depositId, madeTs] of [
    ['late', 'owner', 1n, 1_700_000_009],
    ['early', 'owner', 2n, 1_700_000_001],
    ['same second', 'owner', 10n, 1_700_000_009],
    ['somebody', 'stranger', 1n, 1_700_000_005],
  ] as const) {
    put(key(name), depositBytes({ governance, owner: key(owner), depositId, madeTs }));
  }
  put(key('elsewhere'), depositBytes());
  for (const proposalId of [2n, 10n, 3n])
    put(
      sdk.proposalAddress(governance, key('proposer'), proposalId),
      proposalBytes({ plan, proposalId, number: proposalId }),
    );
  put(key('foreign'), proposalBytes({ plan: other }));
  const proposal = sdk.proposalAddress(governance, key('proposer'), 2n);
  for (const source of ['one', 'two']) put(key(`vote of ${source}`), voteBytes({ proposal, source: key(source) }));
  put(key('vote elsewhere'), voteBytes());
  put(key('a wallet'), voterBytes());
  const reader = new MemoryReader(accounts);

  it('a governance, or null where a plan has none, whoever sent lamports there', async () => {
    expect(await sdk.fetchGovernance(reader, plan)).to.deep.equal({ ...GOVERNANCE, address: governance });
    expect(await sdk.fetchGovernance(reader, other)).to.equal(null);
    expect(await sdk.fetchGovernance(reader, key('a third plan'))).to.equal(null);
  });

  it('deposits by their age and number, of everybody or of one', async () => {
    const addresses = (deposits: sdk.Deposit[]) => deposits.map((deposit) => deposit.address.toBase58());
    const names = (...list: string[]) => list.map((name) => key(name).toBase58());
    expect(addresses(await sdk.fetchDeposits(reader, governance))).to.deep.equal(
      names('early', 'somebody', 'late', 'same second'),
    );
    expect(addresses(await sdk.fetchDeposits(reader, governance, key('owner')))).to.deep.equal(
      names('early', 'late', 'same second'),
    );
    expect((await sdk.fetchDeposits(reader, DEPOSIT.governance))[0]?.address).to.deep.equal(key('elsewhere'));
  });

  it('the plans in which somebody has a deposit, each once', async () => {
    const voting = new MemoryReader(
      new Map([...accounts, [DEPOSIT.governance.toBase58(), account(governanceBytes({ plan: other }))]]),
    );
    const plans = await sdk.fetchPlansOfDepositor(voting, key('owner'));
    expect(plans.map(String)).to.have.members([GOVERNANCE.plan, other].map(String));
    expect(await sdk.fetchPlansOfDepositor(reader, key('nobody here'))).to.deep.equal([]);
  });

  it('a proposal by its address, and those of a plan, the newest first', async () => {
    expect(await sdk.fetchProposal(reader, proposal)).to.deep.equal({
      ...PROPOSAL,
      address: proposal,
      proposalId: 2n,
      number: 2n,
    });
    const found = await sdk.fetchProposals(reader, plan);
    expect(found.map(({ proposalId }) => proposalId)).to.deep.equal([10n, 3n, 2n]);
    await sdk.fetchProposal(reader, key('nowhere')).then(
      () => expect.fail('a proposal that is not there was read'),
      (error: unknown) => expect(error).to.be.instanceOf(sdk.StateError).and.have.property('code', 'Missing'),
    );
  });

  it('the votes on a proposal, and what each capped wallet has cast', async () => {
    const votes = await sdk.fetchVotes(reader, proposal);
    expect(votes.map(({ source }) => source.toBase58()).sort()).to.deep.equal(
      [key('one'), key('two')].map(String).sort(),
    );
    expect(await sdk.fetchVotes(reader, sdk.proposalAddress(governance, key('proposer'), 3n))).to.deep.equal([]);
    expect(await sdk.fetchVoterRecords(reader, VOTER.proposal)).to.deep.equal([{ ...VOTER, address: key('a wallet') }]);
  });

  it('everything that an audit looks at', async () => {
    const voting = await sdk.fetchVoting(reader, { ...PLAN, address: plan });
    expect(voting?.governance.address.equals(governance)).to.equal(true);
    expect(voting?.vaultAmount).to.equal(900n);
    expect([voting?.deposits.length, voting?.proposals.length, voting?.votes.length]).to.deep.equal([4, 3, 2]);
    expect(await sdk.fetchVoting(reader, { ...PLAN, address: other })).to.equal(null);
  });
});
