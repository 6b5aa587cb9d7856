/** Changes what is withheld of a grant's claims. */
import { holder } from '../choose';
import { chooseGrant } from '../choose-grant';
import {
  checkFresh,
  checkPlan,
  checkRole,
  ensure,
  loadGrant,
  loadPlan,
  settleWithholding,
  signer,
} from '../rules/checks';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const DAY = 86_400;
const WITHHOLDING_NOTICE_SECS = 7 * DAY;

export const setWithholding: InstructionDefinition<{ readonly withholdingBps: number }> = {
  weight: 3,
  leastAccepted: 35,
  expires: 'last',
  encode: (writer, { withholdingBps }) => writer.number(withholdingBps, 2),
  rule: (world, call) => {
    const payroll = signer(call, 'payroll');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    checkPlan(grant, plan);
    checkFresh(world, call.expiresTs);
    checkRole(world, plan, 'payroll', payroll, 'NotPayroll');
    const { withholdingBps: bps } = call.args;
    ensure(bps <= plan.policy.maxWithholdingBps, 'WithholdingTooHigh');
    settleWithholding(world, grant);
    if (bps <= grant.withholdingBps) {
      grant.withholdingBps = bps;
      grant.nextWithholding = undefined;
      return;
    }
    // What had vested before can be claimed before, so only days on which it could be claimed are notice.
    // What a milestone pays is claimable at the latest when one that were issued now would be.
    const issuedTs = world.milestonesOf(grant.name).length > 0 ? world.now : grant.issuedTs;
    const claimableTs = Math.max(world.now, issuedTs + plan.policy.voidSecs, plan.claimsPausedUntil);
    grant.nextWithholding = { bps, day: Math.ceil((claimableTs + WITHHOLDING_NOTICE_SECS) / DAY) };
  },
  intent: (world, draw) => {
    const found = chooseGrant(world, draw, () => true);
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const most = plan.policy.maxWithholdingBps;
    const withholdingBps = pick([most, 0, most >> 1, Math.min(most, 1), most, most + 1], draw.amount);
    const accounts = { payroll: holder(world, plan, 'payroll'), plan: plan.name, grant: grant.name };
    return { instruction: 'setWithholding', accounts, args: { withholdingBps } };
  },
};
