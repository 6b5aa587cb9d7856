/** Proposes another beneficiary, or the recovery of a lost wallet's grant. */
import { BENEFICIARIES, transferName } from '../addresses';
import { at, type CallAccounts } from '../calls';
import { holder } from '../choose';
import { chooseGrant } from '../choose-grant';
import { TRANSFER_SIZE } from '../layout';
import {
  checkFresh,
  checkPlan,
  checkRole,
  ensure,
  loadGrant,
  loadPlan,
  payRent,
  refuse,
  signer,
} from '../rules/checks';
import { type Name, NOBODY, type Plan, type World } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const TRANSFER_EXPIRY_SECS = 30 * 86_400;

/** From when a beneficiary's wish needs nobody else; undefined for never. */
function transferTs({ now }: World, { policy }: Plan): number | undefined {
  ensure(policy.transferRule !== 'forbidden', 'TransferNotAllowed');
  return policy.transferRule === 'free' ? now : undefined;
}

/** The same for a lost wallet, for which the guardian signs beside the authority. */
function recoveryTs(world: World, plan: Plan, call: CallAccounts, proposer: Name): number {
  const { policy, authority } = plan;
  ensure(proposer === authority, 'NotTransferParty');
  ensure(policy.recoverySecs > 0, 'RecoveryNotAllowed');
  const guardian = call.accounts['guardian'] ?? refuse('RecoveryNeedsGuardian');
  checkRole(world, plan, 'guardian', guardian, 'RecoveryNeedsGuardian');
  ensure(guardian !== authority, 'RecoveryNeedsGuardian');
  return world.now + policy.recoverySecs;
}

export const proposeTransfer: InstructionDefinition<{ readonly to: Name }> = {
  weight: 4,
  leastAccepted: 25,
  expires: 'last',
  encode: (writer, { to }) => writer.key(to),
  rule: (world, call) => {
    const proposer = signer(call, 'proposer');
    if (call.accounts['guardian'] !== undefined) signer(call, 'guardian');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    const name = at(call, 'transfer');
    ensure(name === transferName(grant.name), 'ConstraintSeeds');
    checkPlan(grant, plan);
    checkFresh(world, call.expiresTs);
    const { to } = call.args;
    ensure(to !== NOBODY && to !== plan.name, 'BeneficiaryInvalid');
    const recovers = proposer !== grant.beneficiary;
    const readyTs = recovers ? recoveryTs(world, plan, call, proposer) : transferTs(world, plan);
    ensure(!world.transfers.has(name), 'TransferAlreadyPending');
    if (recovers) grant.unanswered = true;
    payRent(world, name, TRANSFER_SIZE, proposer);
    world.transfers.set(name, {
      plan: plan.name,
      grant: grant.name,
      proposer,
      from: grant.beneficiary,
      to,
      readyTs,
      expiresTs: (readyTs ?? world.now) + TRANSFER_EXPIRY_SECS,
      authorityChanges: plan.authorityChanges,
    });
  },
  intent: (world, draw) => {
    const found = chooseGrant(world, draw, (grant) => !world.transfers.has(transferName(grant.name)));
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const { authority } = plan;
    const { transferRule, recoverySecs } = plan.policy;
    // Now and then somebody tries what the plan forbids.
    const strict = draw.detail % 8 !== 7;
    const parties = [
      ...(strict && transferRule === 'forbidden' ? [] : [grant.beneficiary]),
      ...(strict && recoverySecs === 0 ? [] : [authority]),
    ];
    const proposer = pick(parties.length === 0 ? [authority] : parties, draw.who);
    const guardian = pick(
      [holder(world, plan, 'guardian'), authority, 'guardian'],
      draw.detail % 16 < 13 ? 0 : draw.detail,
    );
    // A recovery needs the guardian's signature; now and then it lacks, or is somebody else's.
    const signed = proposer === authority && draw.detail % 16 !== 12 ? { guardian } : {};
    const to = pick([...BENEFICIARIES, ...BENEFICIARIES, 'thief', ...BENEFICIARIES, NOBODY, plan.name], draw.amount);
    const on = { plan: plan.name, grant: grant.name, transfer: transferName(grant.name) };
    return { instruction: 'proposeTransfer', accounts: { proposer, ...signed, ...on }, args: { to } };
  },
};
