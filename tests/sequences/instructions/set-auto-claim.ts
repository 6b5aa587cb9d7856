/** Lets others claim for a beneficiary, or not. */
import { chooseGrant } from '../choose-grant';
import { ensure, loadGrant, signer } from '../rules/checks';
import type { InstructionDefinition } from './definition';

export const setAutoClaim: InstructionDefinition<{ readonly enabled: boolean }> = {
  weight: 2,
  leastAccepted: 40,
  encode: (writer, { enabled }) => writer.flag(enabled),
  rule: (world, call) => {
    const beneficiary = signer(call, 'beneficiary');
    const grant = loadGrant(world, call);
    ensure(grant.beneficiary === beneficiary, 'NotBeneficiary');
    grant.unanswered = false;
    grant.autoClaim = call.args.enabled;
  },
  intent: (world, draw) => {
    const found = chooseGrant(world, draw, () => true);
    if (found === undefined) return undefined;
    const { beneficiary, name: grant } = found.grant;
    return { instruction: 'setAutoClaim', accounts: { beneficiary, grant }, args: { enabled: draw.amount % 2 === 1 } };
  },
};
