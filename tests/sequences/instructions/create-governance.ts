/** Lets the members of a plan vote. */
import { governanceName, vaultName } from '../addresses';
import { at, type Call } from '../calls';
import { choosePlan, tokensOf } from '../choose';
import { type Action, actionBit, ACTIONS, type Settings } from '../governance';
import { MOST_BY_ROLES } from '../rules/acceleration';
import { checkAuthority, checkFresh, ensure, loadPlan, payRent, signer } from '../rules/checks';
import type { Plan } from '../state';
import { pick } from '../time';
import { GOVERNANCE_SIZE } from '../vote-layout';
import { badSettings, settingsFrom } from '../vote-offers';
import type { InstructionDefinition } from './definition';

const DAY = 86_400;
/** What came is remembered of the running period and of seven before. */
const PERIODS_BACK = 7;
/** What decides on the members themselves. */
const ON_MEMBERS: readonly Action['kind'][] = ['terminateGrant', 'setIssueCap', 'replaceOracles'];
/** What a termination that is announced during the vote could defeat. */
const ON_GRANTS: readonly Action['kind'][] = ['acceleratePlan', 'accelerateGrant', 'terminateGrant'];

function checkRange(name: number, least: number, most: number): void {
  ensure(name >= least && name <= most, 'GovernanceOutOfRange');
}

/** Days of a period with which seven of them reach back so far. */
function periodDays(minAgeSecs: number): number {
  return Math.max(1, Math.ceil(minAgeSecs / (PERIODS_BACK * DAY)));
}

function checkSettings(settings: Settings, plan: Plan): void {
  checkRange(settings.votingSecs, DAY, 30 * DAY);
  checkRange(settings.delaySecs, 0, 30 * DAY);
  checkRange(settings.windowSecs, DAY, 30 * DAY);
  const allows = (kinds: readonly Action['kind'][]): boolean =>
    kinds.some((kind) => (settings.actions & actionBit(kind)) !== 0);
  // The quorum looks back a period further than the votes: nothing there may be voided afterwards.
  const voidable = plan.policy.voidSecs + periodDays(settings.minAgeSecs) * DAY;
  checkRange(settings.minAgeSecs, Math.max(allows(ON_MEMBERS) ? 30 * DAY : 2 * DAY, voidable), 365 * DAY);
  checkRange(settings.quorumBps, 500, 10_000);
  checkRange(settings.approvalBps, 5_000, 10_000);
  checkRange(settings.maxVoterBps, 1, 10_000);
  checkRange(settings.actions, 1, 2 ** ACTIONS.length - 1);
  // Deposits decide on nothing but releases, of those that are allowed.
  const depositable = settings.actions & (actionBit('acceleratePlan') | actionBit('accelerateGrant'));
  ensure((settings.depositActions & ~depositable) === 0, 'GovernanceOutOfRange');
  const { cancellable, noticeSecs } = plan.policy;
  ensure(cancellable || !allows(['terminateGrant']), 'NotCancellable');
  const voteSecs = settings.votingSecs + settings.delaySecs + settings.windowSecs;
  ensure(!cancellable || !allows(ON_GRANTS) || noticeSecs >= voteSecs, 'NoticeShorterThanVote');
  // The rest of the releases is the votes'.
  ensure(plan.accelerations.length <= MOST_BY_ROLES || !allows(['acceleratePlan']), 'AccelerationsFull');
}

/** Gives a plan its governance; with some `faults` not as it may be. */
export function createGovernanceCall(plan: Plan, choice: number, fault: number): Call {
  const governance = governanceName(plan.name);
  const good = settingsFrom(choice, plan);
  const payer = pick([plan.authority, 'creator'], fault);
  const tokens = { ...tokensOf(plan), vault: vaultName(governance, plan.mint) };
  const accounts = { authority: plan.authority, payer, plan: plan.name, governance, ...tokens };
  return {
    instruction: 'createGovernance',
    accounts,
    args: fault % 12 === 11 ? badSettings(good, plan, choice) : good,
  };
}

export const createGovernance: InstructionDefinition<Settings> = {
  weight: 3,
  leastAccepted: 30,
  expires: 'last',
  encode: (writer, settings) => {
    const { votingSecs, delaySecs, windowSecs, minAgeSecs, quorumBps, approvalBps, maxVoterBps } = settings;
    writer.number(settings.proposalThreshold, 8);
    for (const secs of [votingSecs, delaySecs, windowSecs, minAgeSecs]) writer.number(secs, 4);
    for (const bps of [quorumBps, approvalBps, maxVoterBps]) writer.number(bps, 2);
    writer.flag(settings.excludeOwnGrant).number(settings.actions, 1).number(settings.depositActions, 1);
  },
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const payer = signer(call, 'payer');
    const plan = loadPlan(world, call);
    const name = at(call, 'governance');
    ensure(name === governanceName(plan.name), 'ConstraintSeeds');
    ensure(at(call, 'mint') === plan.mint, 'WrongMint');
    ensure(at(call, 'tokenProgram') === plan.tokenProgram, 'WrongTokenProgram');
    const vault = vaultName(name, plan.mint);
    ensure(at(call, 'vault') === vault, 'WrongVault');
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    ensure(!plan.sealed, 'PlanIsSealed');
    ensure(!world.governances.has(name), 'GovernanceExists');
    ensure(plan.allocated === 0n && plan.grants === 0 && plan.tombstones === 0, 'PlanHasIssued');
    ensure(plan.rentRecipient !== name && plan.rentRecipient !== vault, 'PolicyOutOfRange');
    checkSettings(call.args, plan);
    payRent(world, name, GOVERNANCE_SIZE, payer);
    if (!world.tokens.has(vault)) {
      payRent(world, vault, world.mints.get(plan.mint)?.accountSize ?? 0, payer);
      world.tokens.set(vault, { mint: plan.mint, owner: name, amount: 0n, fees: 0n });
    }
    plan.periodDays = periodDays(call.args.minAgeSecs);
    world.governances.set(name, { name, plan: plan.name, vault, settings: call.args, nextProposal: 0n });
  },
  intent: (world, draw) => {
    const open = ({ name: plan, sealed }: Plan): boolean => !sealed && !world.governances.has(governanceName(plan));
    const plan = choosePlan(world, draw, (one) => open(one) && one.grants + one.tombstones === 0);
    return plan && createGovernanceCall(plan, draw.amount, draw.who);
  },
};
