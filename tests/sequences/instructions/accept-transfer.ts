/** Makes a proposed beneficiary the beneficiary. */
import { at } from '../calls';
import { choose } from '../choose';
import { membersVote } from '../governance';
import { checkFresh, checkPlan, ensure, load, loadGrant, loadPlan, signer } from '../rules/checks';
import { endTransfer } from '../rules/transfers';
import type { Name, Transfer, World } from '../state';
import { earliest, pick } from '../time';
import type { InstructionDefinition } from './definition';

/** Whether a transfer needs nobody else, and is not stale. */
function canBeAccepted(world: World, transfer: Transfer, now: number): boolean {
  const { plan: of, grant: name, proposer, from, readyTs, expiresTs, authorityChanges } = transfer;
  const [plan, grant] = [world.plans.get(of), world.grants.get(name)];
  if (grant?.beneficiary !== from || readyTs === undefined || now < readyTs || now > expiresTs) return false;
  return proposer === from || (grant.unanswered && plan?.authorityChanges === authorityChanges);
}

export const acceptTransfer: InstructionDefinition<{ readonly to: Name }> = {
  weight: 7,
  leastAccepted: 30,
  expires: 'last',
  encode: (writer, { to }) => writer.key(to),
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    const transfer = load(world, world.transfers, at(call, 'transfer'));
    checkPlan(grant, plan);
    ensure(transfer.grant === grant.name, 'TransferIsStale');
    ensure(transfer.proposer === at(call, 'proposer'), 'WrongRentRecipient');
    ensure(transfer.to === call.args.to, 'TransferIsStale');
    checkFresh(world, call.expiresTs);
    const byBeneficiary = transfer.proposer === transfer.from;
    ensure(grant.beneficiary === transfer.from, 'TransferIsStale');
    const sameAuthority = transfer.authorityChanges === plan.authorityChanges;
    ensure(byBeneficiary || (sameAuthority && grant.unanswered), 'TransferIsStale');
    ensure(world.now <= transfer.expiresTs, 'TransferIsStale');
    const otherSide = byBeneficiary ? plan.authority : transfer.from;
    const ready = transfer.readyTs !== undefined && world.now >= transfer.readyTs;
    ensure(who === otherSide || ready, 'TransferNotReady');
    grant.beneficiary = transfer.to;
    grant.autoClaim = !membersVote(world, plan);
    grant.unanswered = false;
    endTransfer(world, call, transfer);
  },
  intent: (world, draw) => {
    const found = choose([...world.transfers], draw, ([, one]) => canBeAccepted(world, one, world.now));
    if (found === undefined) return undefined;
    const [transfer, { plan, grant, proposer, from, to }] = found;
    const authority = world.plans.get(plan)?.authority ?? 'authority';
    const by = pick([proposer === from ? authority : from, to, 'stranger'], draw.who);
    const agreed = draw.detail % 16 === 15 ? 'thief' : to;
    return {
      instruction: 'acceptTransfer',
      accounts: { signer: by, plan, transfer, proposer, grant },
      args: { to: agreed },
    };
  },
  before: 'proposeTransfer',
  dueTs: (world) =>
    earliest(
      world.now,
      [...world.transfers.values()].map((one) =>
        canBeAccepted(world, one, one.readyTs ?? 0) ? one.readyTs : undefined,
      ),
    ),
};
