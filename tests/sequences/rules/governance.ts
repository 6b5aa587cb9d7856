/** Rules of a plan's governance and of what is deposited there. */
import { at, type CallOf } from '../calls';
import { depositName, governanceName, vaultOf as associated } from '../addresses';
import type { Plan, World } from '../state';
import { DEPOSIT_SIZE, GOVERNANCE_SIZE } from '../vote-layout';
import { type Action, ACTIONS, actionBit, type Governance, type Settings } from '../governance';
import { MOST_BY_ROLES } from './plans';
import {
  addLamports,
  checkAuthority,
  checkFresh,
  checkOwned,
  checkRentRecipient,
  ensure,
  lamports,
  load,
  loadPlan,
  moveTokens,
  payIn,
  payRent,
  type CallAccounts,
  refuse,
  returnRent,
  signer,
  vaultOf,
} from './checks';

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

export function loadGovernance(world: World, call: CallAccounts): Governance {
  return load(world, world.governances, at(call, 'governance'));
}

/** What belongs to a plan's governance belongs to no other. */
export function checkOfPlan(plan: Plan, item: { readonly plan: string }): void {
  ensure(item.plan === plan.name, 'GovernanceOfAnotherPlan');
}

/** Vault, mint and token program that deposits move through. */
function checkTokens(plan: Plan, governance: Governance, call: CallAccounts): void {
  checkOfPlan(plan, governance);
  ensure(at(call, 'vault') === governance.vault, 'WrongVault');
  ensure(at(call, 'mint') === plan.mint, 'WrongMint');
  ensure(at(call, 'tokenProgram') === plan.tokenProgram, 'WrongTokenProgram');
}

export function createGovernance(world: World, call: CallOf<'createGovernance'>): void {
  const authority = signer(call, 'authority');
  const payer = signer(call, 'payer');
  const plan = loadPlan(world, call);
  const name = at(call, 'governance');
  ensure(name === governanceName(plan.name), 'ConstraintSeeds');
  ensure(at(call, 'mint') === plan.mint, 'WrongMint');
  ensure(at(call, 'tokenProgram') === plan.tokenProgram, 'WrongTokenProgram');
  const vault = associated(name, plan.mint);
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
}

export function depositVotes(world: World, call: CallOf<'depositVotes'>): void {
  const owner = signer(call, 'owner');
  const plan = loadPlan(world, call);
  const governance = loadGovernance(world, call);
  const { depositId: id, amount } = call.args;
  const name = at(call, 'deposit');
  ensure(name === depositName(governance.name, owner, id), 'ConstraintSeeds');
  checkTokens(plan, governance, call);
  ensure(at(call, 'source') !== governance.vault, 'VaultIsCounterparty');
  // Where nothing is left to vote on, nobody keeps the plan from closing.
  ensure(!plan.sealed || plan.grants > 0, 'PlanIsSealed');
  ensure(amount > 0n, 'AmountIsZero');
  ensure(!world.deposits.has(name), 'DepositAlreadyExists');
  const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
  const received = payIn(world, call, owner, vault, amount, 1n);
  payRent(world, name, DEPOSIT_SIZE, owner);
  const made = { governance: governance.name, owner, id, amount: received, madeTs: world.now };
  world.deposits.set(name, { name, ...made, lockedUntilTs: 0 });
}

export function withdrawVotes(world: World, call: CallOf<'withdrawVotes'>): void {
  const who = signer(call, 'signer');
  const owner = at(call, 'owner');
  const plan = loadPlan(world, call);
  const governance = loadGovernance(world, call);
  const deposit = load(world, world.deposits, at(call, 'deposit'));
  checkTokens(plan, governance, call);
  const own = deposit.governance === governance.name && deposit.owner === owner;
  ensure(own && (who === owner || (plan.sealed && plan.grants === 0)), 'NotYourDeposit');
  const destination = checkOwned(world, call, owner, plan);
  ensure(world.now >= deposit.lockedUntilTs, 'DepositIsLocked');
  const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
  moveTokens(world, vault, destination, deposit.amount);
  world.deposits.delete(deposit.name);
  returnRent(world, deposit.name, owner);
}

export function closeGovernance(world: World, call: CallOf<'closeGovernance'>): void {
  const plan = loadPlan(world, call);
  const governance = loadGovernance(world, call);
  checkTokens(plan, governance, call);
  ensure(at(call, 'planVault') === plan.vault, 'WrongVault');
  checkRentRecipient(plan, call);
  ensure(plan.sealed, 'PlanNotSealed');
  ensure(plan.grants === 0, 'PlanNotEmpty');
  const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
  const held = [...world.deposits.values()].filter((deposit) => deposit.governance === governance.name);
  ensure(
    held.every(({ amount }) => amount === 0n),
    'DepositsRemain',
  );
  // Token-2022's own: transfer fees wait in the account.
  ensure(vault.fees === 0n, 'Custom(35)');
  moveTokens(world, vault, vaultOf(world, plan), vault.amount);
  world.tokens.delete(governance.vault);
  addLamports(world, plan.rentRecipient, lamports(world, governance.vault));
  world.lamports.delete(governance.vault);
  world.governances.delete(governance.name);
  returnRent(world, governance.name, plan.rentRecipient);
}
