import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { decodeTransfer, isStaleTransfer, transferAddress } from '@tenure/sdk';
import { expect } from 'chai';
import { DAY, people } from '../support/world';
import { STEADY, type Scenario } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
export const steady = { total: 2_000n, shape: STEADY };
/** How long it can be vetoed, and then completed. */
export const [VETO, EXPIRY] = [30 * DAY, 30 * DAY];
export const RECOVERED = { proposer: authority.publicKey };

/** Authority and guardian propose to recover a grant to the stranger. */
export function recovering(test: Scenario, grant = test.issue(steady)): PublicKey {
  test.run(test.proposeRecovery(grant), authority, guardian);
  return grant;
}

export function complete(test: Scenario, grant: PublicKey, signer: Keypair = operator): TransactionInstruction {
  return test.acceptTransfer(grant, signer, RECOVERED);
}

/** Whether the SDK reads the pending transfer of a grant as one that can never be completed. */
export function stale(test: Scenario, grant: PublicKey): boolean {
  const address = transferAddress(grant);
  const transfer = decodeTransfer(address, test.world.chain.account(address));
  return isStaleTransfer(transfer, test.grantState(grant), test.planState(), test.now());
}

/** Expects that a proposed recovery is good for nothing, neither now nor when its time has come, for nobody. */
export function expectAnswered(test: Scenario, grant: PublicKey): void {
  const { start } = test;
  const held = test.grantState(grant).beneficiary;
  for (const ts of [test.now(), start + VETO - 1, start + VETO, start + VETO + EXPIRY]) {
    if (ts > test.now()) test.world.chain.setTime(ts);
    for (const signer of [authority, guardian, stranger, operator, beneficiary]) {
      test.refuse(complete(test, grant, signer), 'TransferIsStale', signer);
    }
    expect(stale(test, grant)).to.equal(true);
  }
  expect(test.grantState(grant).beneficiary).to.deep.equal(held);
  // What was noted then does not come back: another has to be proposed, which the first must make way for.
  test.refuse(test.proposeRecovery(grant), 'TransferAlreadyPending', authority, guardian);
  const again = [test.rejectTransfer(grant, authority, RECOVERED), test.proposeRecovery(grant)];
  test.run(again, authority, guardian);
  test.refuse(complete(test, grant), 'TransferNotReady', operator);
  test.world.chain.advance(VETO - 1);
  test.refuse(complete(test, grant), 'TransferNotReady', operator);
}
