import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import {
  account,
  address,
  bytes,
  GRANT,
  grantBytes,
  key,
  NOBODY,
  PLAN,
  planBytes,
  tombstoneBytes,
} from './fixture/accounts';

function failure(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof sdk.StateError) return error.code;
    throw error;
  }
  return 'none';
}

describe('SDK: accounts', () => {
  it('a grant is read field by field', () => {
    expect(sdk.decodeGrant(address, account(grantBytes()))).to.deep.equal(GRANT);
    const active = sdk.decodeGrant(address, account(grantBytes({ status: 0, flags: 0 })));
    expect(active).to.include({ status: 'active', autoClaim: true });
  });

  for (const [bit, field] of [
    [2, 'endedByVote'],
    [4, 'goodLeaverReleased'],
    [8, 'recoveryUnanswered'],
  ] as const) {
    it(`a grant's flag ${bit} is ${field}`, () => {
      const none = { autoClaim: true, endedByVote: false, goodLeaverReleased: false, recoveryUnanswered: false };
      expect(sdk.decodeGrant(address, account(grantBytes({ flags: bit })))).to.include({ ...none, [field]: true });
    });
  }

  it('what is withheld is the announced share from its day on', () => {
    const { fromTs } = GRANT.nextWithholding ?? { fromTs: 0 };
    expect([-1, 0, 1].map((offset) => sdk.withholdingAt(GRANT, fromTs + offset))).to.deep.equal([2_500, 4_000, 4_000]);
    expect(sdk.withholdingAt({ ...GRANT, nextWithholding: null }, fromTs)).to.equal(2_500);
  });

  it('payroll and guardian are the announced ones from their second on', () => {
    const { fromTs } = PLAN.nextPayroll ?? { fromTs: 0 };
    expect([-1, 0].map((offset) => sdk.payrollAt(PLAN, fromTs + offset))).to.deep.equal([
      key('payroll'),
      key('next payroll'),
    ]);
    const { fromTs: guardedFrom } = PLAN.nextGuardian ?? { fromTs: 0 };
    expect([-1, 0].map((offset) => sdk.guardianAt(PLAN, guardedFrom + offset))).to.deep.equal([
      null,
      key('next guardian'),
    ]);
    expect(sdk.payrollAt({ ...PLAN, nextPayroll: null }, fromTs)).to.deep.equal(key('payroll'));
  });

  it('a plan is read field by field', () => {
    expect(sdk.decodePlan(address, account(planBytes()))).to.deep.equal(PLAN);
    expect(sdk.decodePlan(address, account(planBytes({ unlockCount: 0, accelerationCount: 0 })))).to.deep.include({
      unlock: null,
      accelerations: [],
    });
  });

  it('an account is read wherever it lies in a larger buffer', () => {
    const padded = Buffer.concat([Buffer.alloc(3), grantBytes()]).subarray(3);
    expect(sdk.decodeGrant(address, account(padded))).to.deep.equal(GRANT);
  });

  it('a transfer is read, and one that never becomes ready', () => {
    const of = (readyTs: bigint) => {
      const keys = [key('plan'), key('grant'), key('proposer'), key('from'), key('to')];
      return bytes('\x01transfr', ...keys, [readyTs, 8], [1_810_000_000, 8], [12, 4], [0, 4]);
    };
    const transfer = sdk.decodeTransfer(address, account(of(1_800_000_000n)));
    expect(transfer).to.deep.equal({
      address,
      plan: key('plan'),
      grant: key('grant'),
      proposer: key('proposer'),
      from: key('from'),
      to: key('to'),
      readyTs: 1_800_000_000,
      expiresTs: 1_810_000_000,
      authorityChanges: 12,
    });
    expect(sdk.decodeTransfer(address, account(of(9_223_372_036_854_775_807n))).readyTs).to.equal(null);
  });

  it('a transfer is stale when its time is over, its beneficiary another, or a recovery answered or its authority gone', () => {
    const wish: sdk.Transfer = {
      ...{ address, plan: key('plan'), grant: key('grant'), proposer: key('from'), from: key('from'), to: key('to') },
      ...{ readyTs: null, expiresTs: 1_000, authorityChanges: 12 },
    };
    const recovery = { ...wish, proposer: key('authority') };
    const grant = { beneficiary: key('from'), recoveryUnanswered: true };
    const plan = { authorityChanges: 12 };
    for (const transfer of [wish, recovery]) {
      expect(sdk.isStaleTransfer(transfer, grant, plan, 1_000)).to.equal(false);
      expect(sdk.isStaleTransfer(transfer, grant, plan, 1_001)).to.equal(true);
      expect(sdk.isStaleTransfer(transfer, { ...grant, beneficiary: key('to') }, plan, 1_000)).to.equal(true);
    }
    const answered = { ...grant, recoveryUnanswered: false };
    expect([wish, recovery].map((each) => sdk.isStaleTransfer(each, answered, plan, 1_000))).to.deep.equal([
      false,
      true,
    ]);
    const changed = { authorityChanges: 13 };
    expect([wish, recovery].map((each) => sdk.isStaleTransfer(each, grant, changed, 1_000))).to.deep.equal([
      false,
      true,
    ]);
  });

  it('a tombstone is read', () => {
    expect(sdk.decodeTombstone(address, account(tombstoneBytes(7n, key('plan'))))).to.deep.equal({
      address,
      grantId: 7n,
      plan: key('plan'),
    });
  });

  it('what is no such account is refused with its reason', () => {
    const grant = grantBytes();
    const of = (data: Uint8Array, owner?: PublicKey) => failure(() => sdk.decodeGrant(address, account(data, owner)));
    expect(failure(() => sdk.decodeGrant(address, null))).to.equal('Missing');
    expect(of(new Uint8Array(), NOBODY)).to.equal('Missing');
    expect(of(grant, TOKEN_PROGRAM_ID)).to.equal('WrongOwner');
    expect(of(tombstoneBytes(7n, key('plan')))).to.equal('Closed');
    expect(of(planBytes())).to.equal('WrongKind');
    expect(of(new Uint8Array(176))).to.equal('WrongKind');
    expect(of(new Uint8Array())).to.equal('WrongKind');
    expect(of(Buffer.concat([Buffer.from([2]), grant.subarray(1)]))).to.equal('WrongVersion');
    expect(of(Buffer.concat([grant, Buffer.from([0])]))).to.equal('Malformed');
    expect(of(grant.subarray(0, 144))).to.equal('Malformed');
    expect(of(Buffer.concat([grant.subarray(0, 144), Buffer.alloc(16 * 25)]))).to.equal('Malformed');
    expect(of(grantBytes({ status: 5 }))).to.equal('Malformed');
    expect(() => sdk.decodeGrant(address, null)).to.throw(address.toBase58());
  });

  it('a plan that is closed, too long, or of another rule is refused', () => {
    const of = (data: Uint8Array) => failure(() => sdk.decodePlan(address, account(data)));
    expect(of(bytes('\x01closed\0'))).to.equal('Closed');
    expect(of(Buffer.concat([planBytes(), Buffer.from([0])]))).to.equal('Malformed');
    expect(of(planBytes({ transferRule: 3 }))).to.equal('Malformed');
    expect(of(planBytes({ termsUri: Buffer.from('a\u202e').toString('latin1') }))).to.equal('Malformed');
    expect(failure(() => sdk.decodeTombstone(address, account(grantBytes())))).to.equal('WrongKind');
  });

  it('risks are bits with names', () => {
    expect(sdk.riskNames(sdk.riskBits(sdk.RISKS))).to.deep.equal(sdk.RISKS);
    expect(sdk.riskBits(sdk.RISKS)).to.equal(sdk.numberConstant('allRisks'));
    expect(sdk.riskNames(PLAN.acceptedRisks)).to.deep.equal(['freezeAuthority', 'transferHook']);
  });

  it('the surplus is what nobody is owed', () => {
    expect(sdk.surplusOf(PLAN, 1_000n)).to.equal(50n);
    expect(sdk.surplusOf(PLAN, 900n)).to.equal(0n);
  });
});
