import { expect } from 'chai';
import * as sdk from '../src';
import { account, address, bytes, key } from './fixture/accounts';
import {
  DEPOSIT,
  depositBytes,
  GOVERNANCE,
  governanceBytes,
  PROPOSAL,
  proposalBytes,
  VOTE,
  voteBytes,
  VOTER,
  voterBytes,
} from './fixture/governance-accounts';

const decode = (data: Uint8Array): sdk.Proposal => sdk.decodeProposal(address, account(data));

function failure(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof sdk.StateError) return error.code;
    throw error;
  }
  return 'none';
}

describe('SDK: accounts of governance', () => {
  it('a governance is read field by field', () => {
    expect(sdk.decodeGovernance(address, account(governanceBytes()))).to.deep.equal(GOVERNANCE);
  });

  it('and so are a deposit, a vote and what a wallet has cast', () => {
    expect(sdk.decodeDeposit(address, account(depositBytes()))).to.deep.equal(DEPOSIT);
    expect(sdk.decodeVoteRecord(address, account(voteBytes()))).to.deep.equal(VOTE);
    expect(sdk.decodeVoteRecord(address, account(voteBytes({ approve: false }))).approve).to.equal(false);
    expect(sdk.decodeVoterRecord(address, account(voterBytes()))).to.deep.equal(VOTER);
  });

  it('a proposal is read field by field, whatever it is about', () => {
    expect(decode(proposalBytes())).to.deep.equal(PROPOSAL);
    const of = (change: Parameters<typeof proposalBytes>[0]) =>
      decode(proposalBytes({ accelerationBps: 0, ...change })).action;
    expect(of({ action: 1, accelerationBps: 10_000 })).to.deep.equal({
      kind: 'acceleratePlan',
      accelerationBps: 10_000,
    });
    for (const [cause, name] of ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'].entries()) {
      expect(of({ action: 4, cause })).to.deep.equal({ kind: 'terminateGrant', grant: key('grant'), cause: name });
    }
    expect(of({ action: 8, issueCap: 77n })).to.deep.equal({ kind: 'setIssueCap', issueCap: 77n });
    const attestors = Array.from({ length: 16 }, (_, seat) => (seat % 2 === 0 ? key(`seat ${seat}`) : null));
    expect(of({ action: 16, oracleThreshold: 3, seats: attestors })).to.deep.equal({
      kind: 'replaceOracles',
      oracles: { attestors, threshold: 3 },
    });
  });

  it('with its reason and its status', () => {
    for (const [reason, name] of ['projectFailure', 'ethicalDisagreement', 'hardship', 'other'].entries()) {
      expect(decode(proposalBytes({ reason })).reason).to.equal(name);
    }
    for (const [status, name] of ['open', 'executed', 'withdrawn'].entries()) {
      expect(decode(proposalBytes({ status })).status).to.equal(name);
    }
  });

  it('what is no such account is refused with its reason', () => {
    const of = (data: Uint8Array) => failure(() => decode(data));
    expect(failure(() => sdk.decodeProposal(address, null))).to.equal('Missing');
    for (const change of [{ status: 3 }, { reason: 4 }, { action: 3 }, { action: 32 }, { uri: 'a\u0007' }]) {
      expect(of(proposalBytes(change)), JSON.stringify(change)).to.equal('Malformed');
    }
    expect(of(proposalBytes({ seats: [key('one seat')] }))).to.equal('Malformed');
    expect(of(proposalBytes().subarray(0, 400))).to.equal('Malformed');
    expect(of(voteBytes())).to.equal('WrongKind');
    expect(failure(() => sdk.decodeVoteRecord(address, account(voterBytes())))).to.equal('WrongKind');
    expect(failure(() => sdk.decodeVoterRecord(address, account(voteBytes())))).to.equal('WrongKind');
    expect(failure(() => sdk.decodeDeposit(address, account(governanceBytes())))).to.equal('WrongKind');
    expect(failure(() => sdk.decodeGovernance(address, account(governanceBytes().subarray(1))))).to.equal('WrongKind');
  });
});

describe('SDK: where a proposal stands', () => {
  it('follows from its votes and the time, to the second', () => {
    const { votingEndsTs, executableTs, expiresTs } = PROPOSAL;
    const standing = (ts: number, change: Partial<sdk.Proposal> = {}) =>
      sdk.proposalStatusAt({ ...PROPOSAL, ...change }, ts);
    expect(standing(votingEndsTs - 1)).to.equal('voting');
    expect(standing(votingEndsTs)).to.equal('waiting');
    expect(standing(executableTs - 1)).to.equal('waiting');
    expect(standing(executableTs)).to.equal('executable');
    expect(standing(expiresTs - 1)).to.equal('executable');
    expect(standing(expiresTs)).to.equal('expired');
    expect(standing(votingEndsTs, { yes: 199n })).to.equal('failed');
    expect(standing(expiresTs, { yes: 199n })).to.equal('failed');
    expect(standing(votingEndsTs - 1, { status: 'withdrawn' })).to.equal('withdrawn');
    expect(standing(expiresTs, { status: 'executed' })).to.equal('executed');
  });

  it('passes with exactly the quorum and exactly the approval', () => {
    const passes = (yes: bigint, no: bigint, approvalBps = 6_000) =>
      sdk.hasPassed({ ...PROPOSAL, yes, no, approvalBps });
    expect(passes(180n, 120n)).to.equal(true);
    expect(passes(179n, 120n), 'one vote is missing').to.equal(false);
    expect(passes(179n, 121n), 'one approves too few').to.equal(false);
    expect(passes(180n, 121n), '60 % of 301, rounded up, are 181').to.equal(false);
    expect(passes(300n, 0n, 10_000)).to.equal(true);
    expect(passes(300n, 1n, 10_000)).to.equal(false);
    expect(sdk.hasPassed({ ...PROPOSAL, yes: 0n, no: 0n, quorum: 0n }), 'nobody approves').to.equal(false);
  });
});

describe('SDK: events of governance', () => {
  function line(name: sdk.EventName, ...fields: Parameters<typeof bytes>): string {
    const discriminator = sdk.IDL.events.find((event) => event.name === name)?.discriminator ?? [];
    return `Program data: ${Buffer.concat([Uint8Array.from(discriminator), bytes(...fields)]).toString('base64')}`;
  }

  it('come with their fields', () => {
    const ours = sdk.PROGRAM_ID.toBase58();
    const hash = String.fromCharCode(...new Uint8Array(32).fill(9));
    const [plan, proposal, grant, governance] = [key('plan'), key('proposal'), key('grant'), key('governance')];
    const logs = [
      `Program ${ours} invoke [1]`,
      line('votesDeposited', governance, key('deposit'), key('owner'), [70n, 8]),
      line(
        'proposalOpened',
        plan,
        proposal,
        [5n, 8],
        [4n, 8],
        key('proposer'),
        [2, 1],
        grant,
        [1, 1],
        hash,
        [1_000n, 8],
        [300n, 8],
        [1_700_000_000, 8],
      ),
      line('voteCast', plan, proposal, grant, key('voter'), [1, 1], [200n, 8]),
      line('issueCapSet', plan, [1n, 8], [2n, 8]),
      `Program ${ours} success`,
    ];
    expect(sdk.decodeEvents(logs)).to.deep.equal([
      { name: 'votesDeposited', data: { governance, deposit: key('deposit'), owner: key('owner'), amount: 70n } },
      {
        name: 'proposalOpened',
        data: {
          ...{
            plan,
            proposal,
            number: 5n,
            proposalId: 4n,
            proposer: key('proposer'),
            action: 2,
            grant,
            reason: 'ethicalDisagreement',
          },
          ...{
            documentSha256: new Array<number>(32).fill(9),
            eligible: 1_000n,
            quorum: 300n,
            votingEndsTs: 1_700_000_000n,
          },
        },
      },
      { name: 'voteCast', data: { plan, proposal, source: grant, voter: key('voter'), approve: true, weight: 200n } },
      { name: 'issueCapSet', data: { plan, from: 1n, to: 2n } },
    ]);
  });
});
