/** What the builders for oracles, metrics and milestones put into their instructions, beside what all have in common. */
import { BorshInstructionCoder } from '@coral-xyz/anchor';
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { builtOfMilestones as built, key } from './fixture/milestone-instructions';

const plan = key('plan');
const grant = key('grant');
const metric = key('metric');
const expiresTs = 1_800_000_000;
const hash = new Uint8Array(32).fill(9);
const act = { authority: key('authority'), payer: key('payer'), plan, expiresTs };
const coder = new BorshInstructionCoder(sdk.IDL);

/** The decoded arguments as plain text and numbers. */
function argsOf(name: keyof typeof built): unknown {
  const decoded: unknown = JSON.parse(JSON.stringify(coder.decode(built[name].data)?.data));
  return decoded;
}

function addressesOf(name: keyof typeof built): string[] {
  return built[name].keys.map(({ pubkey }) => pubkey.toBase58());
}

const attestation: sdk.AttestMetric = {
  ...{ attestor: key('first'), plan, metric, value: 0n, exponent: 0 },
  ...{ observedTs: 1_700_000_000, evidenceSha256: hash, expiresTs },
};
const definition: sdk.CreateMetric = {
  ...act,
  ...{ key: 'mmlu', exponent: 0, better: 'higher', opensTs: 0, dueTs: 0, maxAgeSecs: 3_600, challengeSecs: 3_600 },
  ...{ definitionSha256: hash, definitionUri: 'https://example.org/mmlu.md' },
};
const milestone: sdk.IssueMilestone = {
  ...{ issuer: key('issuer'), payer: key('payer'), plan, vault: key('vault'), grant, metric, index: 0 },
  ...{ targetAmount: 1n, threshold: 0n, target: 0n, maximum: 0n, thresholdBps: 0, maxBps: 10_000 },
  ...{ deadlineTs: 1_700_000_000, shape: [], expiresTs },
};

describe('SDK: instructions of oracles and milestones', () => {
  it('an empty seat is the zero address, and the others keep their places', () => {
    const attestors = [key('first'), PublicKey.default, key('third')].map(String);
    const args = { oracles: { attestors, threshold: 2 }, expiresTs: expiresTs.toString(16) };
    expect(argsOf('createOracleSet')).to.deep.equal({ args });
    expect(argsOf('proposeOracleSet')).to.deep.equal({ args });
  });

  it("a plan's oracle set, a metric by its key and a milestone by its index are derived", () => {
    const oracles = sdk.oracleSetAddress(plan).toBase58();
    expect(addressesOf('createOracleSet')[3]).to.equal(oracles);
    expect(addressesOf('proposeOracleSet')[2]).to.equal(oracles);
    expect(addressesOf('applyOracleSet')).to.deep.equal([oracles]);
    expect(addressesOf('closeOracleSet')[1]).to.equal(oracles);
    expect(addressesOf('createMetric').slice(2)).to.deep.equal(
      [plan, oracles, sdk.metricAddress(plan, 'mmlu-2027'), SystemProgram.programId].map(String),
    );
    expect(addressesOf('attestMetric')).to.deep.equal([key('first'), oracles, metric].map(String));
    expect(addressesOf('disputeMetric')).to.deep.equal([key('guardian'), plan, oracles, metric].map(String));
    expect(addressesOf('issueMilestone')[5]).to.equal(sdk.milestoneAddress(grant, 3).toBase58());
  });

  it('another program has other addresses, and is the one that is called', () => {
    const fork = key('fork');
    const call = sdk.createMetric(definition, fork);
    expect(call.programId.equals(fork)).to.equal(true);
    expect(call.keys[4]?.pubkey.equals(sdk.metricAddress(plan, 'mmlu', fork))).to.equal(true);
  });

  it('a metric carries its definition, the key padded', () => {
    expect(argsOf('createMetric')).to.deep.nested.include({
      'args.metric.key': [...Buffer.from('mmlu-2027'.padEnd(32, '\0'))],
      'args.metric.exponent': -4,
      'args.metric.lowerIsBetter': true,
      'args.metric.earlyValue': '-05',
      'args.metric.maxAgeSecs': 3_600,
      'args.metric.challengeSecs': 7_200,
      'args.metric.definitionUri': 'https://example.org/mmlu.md',
    });
    const data = coder.decode(sdk.createMetric(definition).data)?.data;
    expect(data).to.have.nested.property('args.metric.earlyValue', null);
    expect(data).to.have.nested.property('args.metric.lowerIsBetter', false);
  });

  it('attestation, dispute and milestone carry negative values', () => {
    const evidence = { 'args.value': '-01', 'args.exponent': -4, 'args.evidenceSha256': [...hash] };
    expect(argsOf('attestMetric')).to.deep.nested.include(evidence);
    expect(argsOf('disputeMetric')).to.deep.nested.include({ 'args.value': '-01', 'args.reasonSha256': [...hash] });
    expect(argsOf('issueMilestone')).to.deep.nested.include({
      'args.targetAmount': '0a',
      'args.threshold': '-03',
      'args.target': '05',
      'args.maximum': '07',
      'args.thresholdBps': 5_000,
      'args.maxBps': 20_000,
      'args.shape': [{ weight: '01', span: 12, steps: 12, unit: 1 }],
    });
  });

  it('numbers, hashes and keys that do not fit are refused', () => {
    const refused: [string, () => unknown][] = [
      ['value', () => sdk.attestMetric({ ...attestation, value: 1n << 63n })],
      ['value', () => sdk.attestMetric({ ...attestation, value: -(1n << 63n) - 1n })],
      ['exponent', () => sdk.attestMetric({ ...attestation, exponent: 128 })],
      ['observedTs', () => sdk.attestMetric({ ...attestation, observedTs: 0.5 })],
      ['evidenceSha256', () => sdk.attestMetric({ ...attestation, evidenceSha256: hash.subarray(1) })],
      ['threshold', () => sdk.createOracleSet({ ...act, attestors: [], threshold: 256 })],
      ['printable ASCII', () => sdk.createMetric({ ...definition, key: 'two words' })],
      ['definitionSha256', () => sdk.createMetric({ ...definition, definitionSha256: hash.subarray(1) })],
      ['challengeSecs', () => sdk.createMetric({ ...definition, challengeSecs: -1 })],
      ['earlyValue', () => sdk.createMetric({ ...definition, earlyValue: 1n << 63n })],
      ['targetAmount', () => sdk.issueMilestone({ ...milestone, targetAmount: 1n << 64n })],
      ['maximum', () => sdk.issueMilestone({ ...milestone, maximum: 1n << 63n })],
      ['maxBps', () => sdk.issueMilestone({ ...milestone, maxBps: 65_536 })],
      ['index', () => sdk.issueMilestone({ ...milestone, index: 256 })],
    ];
    for (const [what, make] of refused) expect(make, what).to.throw(RangeError, what);
  });

  it('claimMilestoneWithAccount: opens the associated account, then claims to it', () => {
    const planState = { mint: key('mint'), vault: key('vault'), tokenProgram: TOKEN_PROGRAM_ID };
    const hook = { pubkey: key('hook'), isSigner: true, isWritable: true };
    const claim = {
      claimant: key('bot'),
      plan,
      planState,
      grant,
      milestone: key('milestone'),
      transferAccounts: [hook],
    };
    const [open, pay] = sdk.claimMilestoneWithAccount({ ...claim, beneficiary: key('beneficiary') });
    const destination = sdk.associatedAddress(key('beneficiary'), planState.mint, TOKEN_PROGRAM_ID);
    expect(open?.keys[0]).to.deep.equal({ pubkey: key('bot'), isSigner: true, isWritable: true });
    expect(open?.keys[1]?.pubkey.equals(destination)).to.equal(true);
    expect(pay).to.deep.equal(sdk.claimMilestone({ ...claim, destination }));
    expect(pay?.keys.at(-1)).to.deep.equal({ ...hook, isSigner: false });
  });
});
