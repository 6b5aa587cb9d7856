/** What the builders for governance put into their instructions, beside what all have in common. */
import { BorshInstructionCoder } from '@coral-xyz/anchor';
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { builtOfGovernance as built, OPEN, SETTINGS } from './fixture/governance-instructions';
import { key } from './fixture/milestone-instructions';

const plan = key('plan');
const governance = sdk.governanceAddress(plan);
const vault = sdk.associatedAddress(governance, key('mint'), TOKEN_PROGRAM_ID);
const planState = { mint: key('mint'), vault: key('vault'), tokenProgram: TOKEN_PROGRAM_ID };
const coder = new BorshInstructionCoder(sdk.IDL);

/** The decoded arguments as plain text and numbers. */
function argsOf(call: { data: Buffer }): unknown {
  const decoded: unknown = JSON.parse(JSON.stringify(coder.decode(call.data)?.data));
  return decoded;
}

function addressesOf(name: keyof typeof built): string[] {
  return built[name].keys.map(({ pubkey }) => pubkey.toBase58());
}

describe('SDK: instructions of governance', () => {
  it('governance, its vault, deposits and proposals are derived from the plan', () => {
    const deposit = sdk.depositAddress(governance, key('owner'), 3n);
    const create = [key('authority'), key('payer'), plan, governance, key('mint'), vault];
    expect(addressesOf('createGovernance').slice(0, 6)).to.deep.equal(create.map(String));
    const tokens = [key('mint'), TOKEN_PROGRAM_ID];
    const put = [key('owner'), plan, governance, deposit, key('wallet'), vault, ...tokens, SystemProgram.programId];
    expect(addressesOf('depositVotes')).to.deep.equal(put.map(String));
    const take = [key('owner'), key('owner'), plan, governance, deposit, vault, key('wallet'), ...tokens];
    expect(addressesOf('withdrawVotes')).to.deep.equal(take.map(String));
    const close = [plan, governance, vault, key('vault'), key('rent'), ...tokens];
    expect(addressesOf('closeGovernance')).to.deep.equal(close.map(String));
    const proposal = sdk.proposalAddress(governance, key('proposer'), 7n);
    const open = [key('proposer'), plan, governance, key('source'), key('grant'), proposal, SystemProgram.programId];
    expect(addressesOf('openProposal')).to.deep.equal(open.map(String));
  });

  it('the rules are told as they are', () => {
    expect(argsOf(built.createGovernance)).to.deep.nested.include({
      'args.settings.proposalThreshold': 'ffffffffffffffff',
      'args.settings.votingSecs': 259_200,
      'args.settings.executionDelaySecs': 86_400,
      'args.settings.executionWindowSecs': 432_000,
      'args.settings.minAgeSecs': 172_800,
      'args.settings.quorumBps': 3_000,
      'args.settings.approvalBps': 6_000,
      'args.settings.maxVoterBps': 2_500,
      'args.settings.excludeOwnGrant': true,
      'args.settings.actions': 0b1001,
      'args.settings.depositActions': 0b0001,
    });
  });

  it('every action, with the grant that it is about', () => {
    const grant = key('grant');
    const oracles = { attestors: [key('first'), null], threshold: 2 };
    const actions: [sdk.NewAction, object, PublicKey][] = [
      [{ kind: 'acceleratePlan', accelerationBps: 1 }, { acceleratePlan: { accelerationBps: 1 } }, sdk.PROGRAM_ID],
      [
        { kind: 'accelerateGrant', grant, accelerationBps: 2 },
        { accelerateGrant: { grant: grant.toBase58(), accelerationBps: 2 } },
        grant,
      ],
      [
        { kind: 'terminateGrant', grant, cause: 'resignation' },
        { terminateGrant: { grant: grant.toBase58(), cause: { resignation: {} } } },
        grant,
      ],
      [{ kind: 'setIssueCap', issueCap: 255n }, { setIssueCap: { issueCap: 'ff' } }, sdk.PROGRAM_ID],
      [
        { kind: 'replaceOracles', oracles },
        { replaceOracles: { oracles: { attestors: [key('first'), PublicKey.default].map(String), threshold: 2 } } },
        sdk.PROGRAM_ID,
      ],
    ];
    for (const [action, told, about] of actions) {
      const call = sdk.openProposal({ ...OPEN, action });
      expect(argsOf(call)).to.deep.nested.include({ 'args.action': told, 'args.reason': { hardship: {} } });
      expect(call.keys[4]?.pubkey.equals(about), action.kind).to.equal(true);
    }
  });

  it('a vote has its record, and that of the wallet where there is a cap', () => {
    const vote = {
      voter: key('voter'),
      plan,
      proposal: key('proposal'),
      proposalNumber: 4n,
      source: key('source'),
      approve: false,
    };
    const record = sdk.voteRecordAddress(vote.source, 4n);
    const [free, capped] = [false, true].map((cap) => sdk.castVote({ ...vote, capped: cap }).keys.slice(4, 6));
    expect(free?.map(({ pubkey }) => pubkey)).to.deep.equal([record, sdk.PROGRAM_ID]);
    expect(capped).to.deep.equal([
      { pubkey: record, isSigner: false, isWritable: true },
      { pubkey: sdk.voterRecordAddress(vote.proposal, vote.voter), isSigner: false, isWritable: true },
    ]);
    expect(argsOf(sdk.castVote({ ...vote, capped: true }))).to.deep.nested.include({ 'args.approve': false });
  });

  it('an execution has the grant or the oracle set that it is about, to change it', () => {
    const execute = { plan, proposal: key('proposal') };
    const about = (change: Partial<sdk.ExecuteProposal>) =>
      sdk.executeProposal({ ...execute, ...change }).keys.slice(2);
    const none = { pubkey: sdk.PROGRAM_ID, isSigner: false, isWritable: false };
    expect(about({ grant: key('grant') })).to.deep.equal([
      { pubkey: key('grant'), isSigner: false, isWritable: true },
      none,
    ]);
    const oracles = { pubkey: sdk.oracleSetAddress(plan), isSigner: false, isWritable: true };
    expect(about({ replacesOracles: true })).to.deep.equal([none, oracles]);
  });

  it('another program has other addresses, and is the one that is called', () => {
    const fork = key('fork');
    const call = sdk.openProposal(OPEN, fork);
    expect(call.programId.equals(fork)).to.equal(true);
    const proposal = sdk.proposalAddress(sdk.governanceAddress(plan, fork), key('proposer'), 7n, fork);
    expect(call.keys[5]?.pubkey.equals(proposal)).to.equal(true);
  });

  it("a transfer hook's accounts follow the named ones and never sign", () => {
    const hook = { pubkey: key('hook'), isSigner: true, isWritable: true };
    const owner = { owner: key('owner'), plan, planState, depositId: 0n, transferAccounts: [hook] };
    const calls = [
      sdk.depositVotes({ ...owner, source: key('wallet'), amount: 1n }),
      sdk.withdrawVotes({ ...owner, destination: key('wallet') }),
      sdk.closeGovernance({ plan, planState, rentRecipient: key('rent'), transferAccounts: [hook] }),
    ];
    for (const call of calls) expect(call.keys.at(-1)).to.deep.equal({ ...hook, isSigner: false });
  });

  it('numbers and hashes that do not fit are refused', () => {
    const settings = (change: Partial<sdk.GovernanceSettings>) => () =>
      sdk.createGovernance({
        ...{ authority: key('authority'), payer: key('payer'), plan, planState, expiresTs: 'never' },
        settings: { ...SETTINGS, ...change },
      });
    const refused: [string, () => unknown][] = [
      ['proposalThreshold', settings({ proposalThreshold: -1n })],
      ['votingSecs', settings({ votingSecs: 4_294_967_296 })],
      ['minAgeSecs', settings({ minAgeSecs: 0.5 })],
      ['quorumBps', settings({ quorumBps: 65_536 })],
      ['proposalId', () => sdk.openProposal({ ...OPEN, proposalId: 1n << 64n })],
      ['documentSha256', () => sdk.openProposal({ ...OPEN, documentSha256: new Uint8Array(31) })],
      ['accelerationBps', () => sdk.openProposal({ ...OPEN, action: { kind: 'acceleratePlan', accelerationBps: -1 } })],
      ['issueCap', () => sdk.openProposal({ ...OPEN, action: { kind: 'setIssueCap', issueCap: -1n } })],
    ];
    for (const [what, make] of refused) expect(make, what).to.throw(RangeError, what);
  });
});
