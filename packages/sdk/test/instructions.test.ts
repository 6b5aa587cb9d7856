import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BorshInstructionCoder } from '@coral-xyz/anchor';
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import BN from 'bn.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { builtOfGovernance } from './fixture/governance-instructions';
import { builtOfMilestones, key } from './fixture/milestone-instructions';

const plan = key('plan');
const grant = key('grant');
const planState = { mint: key('mint'), vault: key('vault'), tokenProgram: TOKEN_PROGRAM_ID };
const expiresTs = 1_800_000_000;
const act = { authority: key('authority'), plan, grant, expiresTs };

const createPlan: sdk.CreatePlan = {
  creator: key('creator'),
  planId: 7n,
  mint: planState.mint,
  tokenProgram: TOKEN_2022_PROGRAM_ID,
  roles: {
    authority: key('authority'),
    operator: null,
    payroll: key('payroll'),
    guardian: null,
    accelerationAuthority: null,
    rentRecipient: key('rent'),
  },
  policy: {
    issueCap: 18_446_744_073_709_551_615n,
    operatorCap: 1n,
    cancellable: true,
    noticeSecs: 86_400,
    goodLeaverBps: 2_500,
    maxPauseSecs: 0,
    voidSecs: 3_600,
    transferRule: 'withConsent',
    recoverySecs: 2_592_000,
    maxWithholdingBps: 5_000,
    acceptedRisks: 3,
    termsSha256: new Uint8Array(32).fill(9),
    termsUri: 'https://example.org/terms',
  },
  unlock: { startTs: 1_700_000_000, shape: [{ weight: 1_000_000_000n, span: 12, steps: 12, unit: 'months' }] },
};

const issueGrants: sdk.IssueGrants = {
  issuer: key('issuer'),
  payer: key('payer'),
  plan,
  vault: planState.vault,
  shape: [{ weight: 1n, span: 48, steps: 48, unit: 'months' }],
  withholdingBps: 100,
  grants: [
    { beneficiary: key('beneficiary'), grantId: 2n, total: 10n, startTs: 1_700_000_500 },
    { beneficiary: key('other'), grantId: 1n, total: 20n, startTs: 1_700_000_000 },
  ],
  expiresTs: 'never',
};

/** One call of each builder; a new instruction has to join them. */
const built: Record<sdk.InstructionName, TransactionInstruction> = {
  acceptAuthority: sdk.acceptAuthority({ pendingAuthority: key('next'), plan, expiresTs }),
  accelerateGrant: sdk.accelerateGrant({ accelerator: key('dao'), plan, grant, accelerationBps: 2_500, expiresTs }),
  acceptTransfer: sdk.acceptTransfer({
    signer: key('any'),
    plan,
    grant,
    proposer: key('proposer'),
    to: key('other'),
    expiresTs,
  }),
  claim: sdk.claim({ claimant: key('beneficiary'), plan, planState, grant, destination: key('wallet') }),
  closeGrant: sdk.closeGrant({ signer: key('beneficiary'), plan, grant, rentRecipient: key('rent') }),
  closePlan: sdk.closePlan({
    authority: act.authority,
    plan,
    planState: { ...planState, rentRecipient: key('rent') },
    destination: key('wallet'),
    expiresTs,
  }),
  collectWithheld: sdk.collectWithheld({
    payroll: key('payroll'),
    plan,
    planState,
    destination: key('wallet'),
    amount: 5n,
    expiresTs,
  }),
  createPlan: sdk.createPlan(createPlan),
  fundPlan: sdk.fundPlan({ funder: key('funder'), plan, planState, source: key('source'), amount: 9n }),
  issueGrants: sdk.issueGrants(issueGrants),
  pauseClaims: sdk.pauseClaims({ guardian: key('guardian'), plan, secs: 60, expiresTs }),
  pauseGrant: sdk.pauseGrant({ ...act, limitSecs: 60 }),
  proposeAuthority: sdk.proposeAuthority({ authority: act.authority, plan, pendingAuthority: null, expiresTs }),
  proposeTransfer: sdk.proposeTransfer({ proposer: key('beneficiary'), plan, grant, to: key('other'), expiresTs }),
  rejectTransfer: sdk.rejectTransfer({ signer: key('any'), plan, grant, proposer: key('proposer') }),
  acceleratePlan: sdk.acceleratePlan({ accelerator: key('dao'), plan, accelerationBps: 1, expiresTs }),
  resumeClaims: sdk.resumeClaims({ signer: key('guardian'), plan, expiresTs }),
  resumeGrant: sdk.resumeGrant(act),
  sealPlan: sdk.sealPlan(act),
  setAutoClaim: sdk.setAutoClaim({ beneficiary: key('beneficiary'), grant, enabled: false }),
  setRole: sdk.setRole({
    authority: act.authority,
    plan,
    role: 'accelerationAuthority',
    holder: key('dao'),
    expiresTs,
  }),
  setWithholding: sdk.setWithholding({ payroll: key('payroll'), plan, grant, withholdingBps: 10, expiresTs }),
  settleTermination: sdk.settleTermination({ plan, grant }),
  sweepTombstone: sdk.sweepTombstone({ plan, tombstone: grant, rentRecipient: key('rent') }),
  terminateGrant: sdk.terminateGrant({ ...act, cause: 'withoutCause' }),
  voidGrant: sdk.voidGrant({ ...act, rentRecipient: key('rent') }),
  withdrawSurplus: sdk.withdrawSurplus({
    authority: act.authority,
    plan,
    planState,
    destination: key('wallet'),
    amount: 5n,
    expiresTs,
  }),
  withdrawTermination: sdk.withdrawTermination(act),
  ...builtOfMilestones,
  ...builtOfGovernance,
};

const coder = new BorshInstructionCoder(sdk.IDL);

function decode(name: sdk.InstructionName): { name: string; data: unknown } | null {
  return coder.decode(built[name].data);
}

describe('SDK: the interface', () => {
  it('is what the generated type says', () => {
    const text = readFileSync(join(__dirname, '../../../artifacts/vesting.ts'), 'utf8');
    const generated: unknown = JSON.parse(text.slice(text.indexOf('= {') + 2).replace(/;\s*$/, ''));
    expect(sdk.IDL).to.deep.equal(generated);
  });
});

describe('SDK: addresses', () => {
  const creator = new PublicKey('7Z1xZ8jvqR2B7u2cJfU7nDwMPy4e1tHkS7ZrDJX1Uo2N');

  it('are the golden ones', () => {
    // Of the program id that the sources have; a deployment has its own.
    const program = new PublicKey('8L5JXmyHUdfHuM86fWbB91hFeFg7UnZYNFdgQR46YrhW');
    const address = sdk.planAddress(creator, 1n, program);
    expect(address.toBase58()).to.equal('YouvB4fLWFXTHHR6cQwi33nJKrcz6S7XfRm5KuJnHkL');
    const grantOf = sdk.grantAddress(address, 1_001n, program);
    expect(grantOf.toBase58()).to.equal('6odP8Kc3a9q46scXdh6oVp1PhonA2PNhkzcckeBd5SWU');
    expect(sdk.transferAddress(grantOf, program).toBase58()).to.equal('a2uyfr8b458R1hNhN4qTi7NaRVVZgBwGBhy3VmeUk5M');
    const mint = new PublicKey('So11111111111111111111111111111111111111112');
    expect(sdk.vaultAddress(address, mint, TOKEN_PROGRAM_ID).toBase58()).to.equal(
      '6hStqapfCFEKy2VVr2kiPz1Gyzk2jWmuVJPqvQWR5nEb',
    );
  });

  it('are derived from the documented seeds', () => {
    const id = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    const [expected] = PublicKey.findProgramAddressSync([Buffer.from('grant'), plan.toBuffer(), id], sdk.PROGRAM_ID);
    expect(sdk.grantAddress(plan, 18_446_744_073_709_551_615n).equals(expected)).to.equal(true);
  });

  it('take another program and refuse an id that does not fit', () => {
    expect(sdk.planAddress(creator, 1n, key('fork')).equals(sdk.planAddress(creator, 1n))).to.equal(false);
    expect(() => sdk.grantAddress(plan, -1n)).to.throw(RangeError, 'must be from 0 to');
    expect(() => sdk.grantAddress(plan, 1n << 64n)).to.throw(RangeError, 'must be from 0 to');
  });
});

describe('SDK: instructions', () => {
  for (const definition of sdk.IDL.instructions) {
    it(`${definition.name}: accounts and data as the interface has them`, () => {
      const instruction = built[definition.name];
      expect(instruction.programId.equals(sdk.PROGRAM_ID)).to.equal(true);
      expect([...instruction.data.subarray(0, 1)]).to.deep.equal(definition.discriminator);
      const named: { name: string; signer?: true; writable?: true; optional?: true; address?: string }[] =
        definition.accounts;
      expect(instruction.keys.length).to.be.at.least(named.length);
      named.forEach((account, index) => {
        const meta = instruction.keys[index];
        const given = account.optional !== true;
        expect(meta?.isSigner).to.equal(given && account.signer === true);
        expect(meta?.isWritable).to.equal(given && account.writable === true);
        if (account.address !== undefined) expect(meta?.pubkey.toBase58()).to.equal(account.address);
      });
      expect(decode(definition.name)?.name).to.equal(definition.name);
    });
  }

  it('issueGrants: the earliest start is the base, and each grant has its account', () => {
    const [, , , , system, ...grants] = built.issueGrants.keys;
    expect(system?.pubkey.equals(SystemProgram.programId)).to.equal(true);
    expect(grants).to.deep.equal(
      [2n, 1n].map((id) => ({ pubkey: sdk.grantAddress(plan, id), isSigner: false, isWritable: true })),
    );
    expect(JSON.parse(JSON.stringify(decode('issueGrants')?.data))).to.deep.equal({
      args: {
        expiresTs: new BN('9223372036854775807').toJSON(),
        baseStartTs: new BN(1_700_000_000).toJSON(),
        withholdingBps: 100,
        shape: [{ weight: '01', span: 48, steps: 48, unit: 1 }],
        grants: [
          { beneficiary: key('beneficiary').toBase58(), grantId: '02', total: '0a', startOffsetSecs: 500 },
          { beneficiary: key('other').toBase58(), grantId: '01', total: '14', startOffsetSecs: 0 },
        ],
      },
    });
  });

  it('issueGrants: starts too far apart, and numbers that do not fit, are refused', () => {
    const [first] = issueGrants.grants;
    if (first === undefined) throw new Error('the example has grants');
    const withGrants = (...grants: sdk.NewGrant[]) => sdk.issueGrants({ ...issueGrants, grants });
    expect(() => withGrants({ ...first, startTs: 0 }, { ...first, startTs: 4_294_967_296 })).to.throw(
      RangeError,
      'the time from the earliest start to that of grant 2',
    );
    expect(() => withGrants({ ...first, total: -1n })).to.throw(RangeError, 'total');
    expect(() => withGrants({ ...first, startTs: 1.5 })).to.throw(RangeError, 'whole unix second');
    expect(() => sdk.issueGrants({ ...issueGrants, withholdingBps: 65_536 })).to.throw(RangeError, 'withholdingBps');
    expect(() => sdk.issueGrants({ ...issueGrants, expiresTs: NaN })).to.throw(RangeError, 'expiresTs');
  });

  it('createPlan: derives plan and vault, and leaves roles to nobody', () => {
    const address = sdk.planAddress(createPlan.creator, 7n);
    expect(built.createPlan.keys.map(({ pubkey }) => pubkey.toBase58()).slice(0, 5)).to.deep.equal(
      [
        createPlan.creator,
        address,
        createPlan.mint,
        sdk.vaultAddress(address, createPlan.mint, TOKEN_2022_PROGRAM_ID),
        TOKEN_2022_PROGRAM_ID,
      ].map(String),
    );
    expect(JSON.parse(JSON.stringify(decode('createPlan')?.data))).to.deep.nested.include({
      'args.roles.operator': SystemProgram.programId.toBase58(),
      'args.roles.payroll': key('payroll').toBase58(),
      'args.policy.transferRule': { withConsent: {} },
      'args.policy.recoverySecs': 2_592_000,
      'args.policy.issueCap': 'ffffffffffffffff',
      'args.unlock.shape': [{ weight: '3b9aca00', span: 12, steps: 12, unit: 1 }],
    });
    const short = { ...createPlan.policy, termsSha256: new Uint8Array(31) };
    expect(() => sdk.createPlan({ ...createPlan, policy: short })).to.throw(RangeError, '31 bytes');
  });

  it('pauseGrant: an absent beneficiary is the program itself, a present one signs', () => {
    expect(built.pauseGrant.keys[1]?.pubkey.equals(sdk.PROGRAM_ID)).to.equal(true);
    const consented = sdk.pauseGrant({ ...act, beneficiary: key('beneficiary'), limitSecs: 60 });
    expect(consented.keys[1]).to.deep.equal({ pubkey: key('beneficiary'), isSigner: true, isWritable: false });
  });

  it('proposeTransfer: without a guardian the program itself stands there, a guardian signs', () => {
    expect(built.proposeTransfer.keys[1]?.pubkey.equals(sdk.PROGRAM_ID)).to.equal(true);
    const recovery = {
      proposer: key('authority'),
      guardian: key('guardian'),
      plan,
      grant,
      to: key('other'),
      expiresTs,
    };
    expect(sdk.proposeTransfer(recovery).keys[1]).to.deep.equal({
      pubkey: key('guardian'),
      isSigner: true,
      isWritable: false,
    });
  });

  it('acceptAuthority, collectWithheld and resumeClaims carry the last second at which they may run', () => {
    for (const name of ['acceptAuthority', 'collectWithheld', 'resumeClaims'] as const) {
      const data: unknown = JSON.parse(JSON.stringify(decode(name)?.data));
      expect(data, name).to.deep.nested.include({ 'args.expiresTs': new BN(expiresTs).toJSON() });
    }
  });

  it('claimWithAccount: opens the associated account, then claims to it', () => {
    const claim = { claimant: key('bot'), beneficiary: key('beneficiary'), plan, planState, grant };
    const [open, pay] = sdk.claimWithAccount(claim);
    const destination = sdk.associatedAddress(key('beneficiary'), planState.mint, TOKEN_PROGRAM_ID);
    expect(open?.keys[0]).to.deep.equal({ pubkey: key('bot'), isSigner: true, isWritable: true });
    expect(open?.keys[1]?.pubkey.equals(destination)).to.equal(true);
    expect(pay).to.deep.equal(sdk.claim({ ...claim, destination }));
  });

  it("a transfer hook's accounts follow the named ones and never sign", () => {
    const hook = { pubkey: key('hook'), isSigner: true, isWritable: true };
    const claim = {
      claimant: key('beneficiary'),
      plan,
      planState,
      grant,
      destination: key('wallet'),
      transferAccounts: [hook],
    };
    expect(sdk.claim(claim).keys.at(-1)).to.deep.equal({ ...hook, isSigner: false });
  });

  it('createOracleSet: an empty seat is the zero address; createMetric: its address follows from its key', () => {
    const zero = SystemProgram.programId.toBase58();
    expect(JSON.parse(JSON.stringify(decode('createOracleSet')?.data))).to.deep.nested.include({
      'args.oracles.attestors': [key('first').toBase58(), zero, key('third').toBase58()],
    });
    const metric = sdk.metricAddress(plan, 'mmlu-2027');
    expect(built.createMetric.keys.some(({ pubkey }) => pubkey.equals(metric))).to.equal(true);
    expect(() => sdk.metricAddress(plan, 'two words')).to.throw(RangeError, 'printable ASCII');
    expect(() => sdk.metricAddress(plan, 'x'.repeat(33))).to.throw(RangeError, '1 to 32');
    expect(() => sdk.milestoneAddress(grant, 256)).to.throw(RangeError, 'from 0 to 255');
  });

  it('values of metrics keep their sign, and those that do not fit are refused', () => {
    const attest = { attestor: key('first'), plan, metric: key('metric'), exponent: -4, observedTs: 1, expiresTs };
    const evidenceSha256 = new Uint8Array(32);
    for (const value of [-9_223_372_036_854_775_808n, -1n, 9_223_372_036_854_775_807n]) {
      const { data } = sdk.attestMetric({ ...attest, evidenceSha256, value });
      expect(data.readBigInt64LE(1)).to.equal(value);
      expect(data.readInt8(9)).to.equal(-4);
    }
    for (const value of [-9_223_372_036_854_775_809n, 9_223_372_036_854_775_808n]) {
      expect(() => sdk.attestMetric({ ...attest, evidenceSha256, value })).to.throw(RangeError, '64 bits with a sign');
    }
    const short = { ...attest, value: 0n, evidenceSha256: new Uint8Array(31) };
    expect(() => sdk.attestMetric(short)).to.throw(RangeError, 'a SHA-256 has 32');
    expect(() => sdk.attestMetric({ ...short, evidenceSha256, exponent: 128 })).to.throw(RangeError, '-128 to 127');
  });

  it('expiresIn counts from the time given', () => {
    expect(sdk.expiresIn(90, 1_000)).to.equal(1_090);
  });
});
