/** Somebody is dismissed without cause: announced, refused too early, settled when the notice is over. */
import { expiresIn, settleTermination, surplusOf, terminateGrant, vestedAt } from '@tenure/sdk';
import { tokens } from './amounts';
import { labelOf, type Named } from './labels';
import type { Lab } from './lab';

export interface Dismissal {
  readonly grantId: bigint;
  readonly label: string;
  /** From when it can be settled, unix seconds: the second after vesting stops. */
  readonly settleTs: number;
  /** Vested when it was announced, base units. */
  readonly vestedBefore: bigint;
  /** What became of an attempt to settle before the notice was over. */
  readonly tooEarly: string;
  readonly told: readonly string[];
}

/** Announces the dismissal of the middle one of those who still vest; undefined where nobody does. */
export async function dismiss(lab: Lab, rows: readonly Named[]): Promise<Dismissal | undefined> {
  const { authority, keeper } = lab.cast;
  const now = lab.chain.now();
  const plan = await lab.plan();
  const vesting = (await lab.grants()).filter((grant) => vestedAt(plan, grant, now) < grant.total);
  const grant = vesting[Math.floor(vesting.length / 2)];
  if (grant === undefined) return undefined;
  const accounts = { plan: plan.address, grant: grant.address };
  const vestedBefore = vestedAt(plan, grant, now);
  const expiresTs = expiresIn(600, now);
  lab.send(
    [terminateGrant({ authority: authority.publicKey, ...accounts, cause: 'withoutCause', expiresTs })],
    authority,
  );
  const after = await lab.grant(grant.grantId);
  const atOnce = vestedAt(plan, after, now) - vestedBefore;
  const label = labelOf(rows, grant.grantId);
  const tooEarly = lab.attempt(settleTermination(accounts), keeper);
  const told = [
    `${label} is dismissed without cause. Vested so far: ${tokens(vestedBefore)} of ${tokens(grant.total)} ` +
      `tokens. ${plan.goodLeaverBps / 100} % of the rest vests at once: ${tokens(atOnce)}. Vesting goes on ` +
      'during the notice.',
    `Settling it before the notice is over: ${tooEarly}.`,
  ];
  return { grantId: grant.grantId, label, settleTs: after.statusTs + 1, vestedBefore, tooEarly, told };
}

/** Settles a termination whose notice is over; anybody may. Tells what happened. */
export async function settle(lab: Lab, { grantId, label }: Pick<Dismissal, 'grantId' | 'label'>): Promise<string> {
  const { keeper } = lab.cast;
  const before = surplusOf(await lab.plan(), await lab.vaultAmount());
  const { address } = await lab.grant(grantId);
  lab.send([settleTermination({ plan: lab.planAddress, grant: address })], keeper);
  const plan = await lab.plan();
  const returned = surplusOf(plan, await lab.vaultAmount()) - before;
  const vested = vestedAt(plan, await lab.grant(grantId), lab.chain.now());
  return (
    `The notice is over: ${tokens(vested)} tokens vested and stay ${label}'s; ` +
    `${tokens(returned)} return to what is owed to nobody.`
  );
}
