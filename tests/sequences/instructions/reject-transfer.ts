/** Ends a proposed transfer. */
import { at } from '../calls';
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { ensure, load, loadPlan, signer } from '../rules/checks';
import { endTransfer } from '../rules/transfers';
import { pick } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const rejectTransfer: InstructionDefinition<NoArguments> = {
  weight: 2,
  leastAccepted: 35,
  encode: writeNothing,
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const transfer = load(world, world.transfers, at(call, 'transfer'));
    ensure(transfer.plan === at(call, 'plan'), 'GrantOfAnotherPlan');
    ensure(transfer.proposer === at(call, 'proposer'), 'WrongRentRecipient');
    // Those two can end it even when the plan is gone.
    const byEither = who === transfer.from || who === transfer.proposer;
    ensure(byEither || loadPlan(world, call).authority === who, 'NotTransferParty');
    endTransfer(world, call, transfer);
  },
  intent: (world, draw) => {
    const found = choose([...world.transfers], draw, () => true);
    if (found === undefined) return undefined;
    const [transfer, { plan, proposer, from }] = found;
    const authority = world.plans.get(plan)?.authority ?? 'authority';
    const by = pick([from, proposer, authority], draw.who);
    return { instruction: 'rejectTransfer', accounts: { signer: by, plan, transfer, proposer }, args: {} };
  },
  // A transfer that nobody completed costs nobody its rent, even when its plan is closed.
  teardown: (run, { name: plan }) => {
    for (const [transfer, { plan: of, proposer }] of run.world.transfers) {
      if (of !== plan) continue;
      const accounts = { signer: proposer, plan, transfer, proposer };
      requireCall(run, { instruction: 'rejectTransfer', accounts, args: {} });
    }
  },
};
