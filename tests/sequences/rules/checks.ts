/** What every rule is made of: refusals, loading accounts as the program does, rents and tokens. */
import { at, type CallAccounts, type CallWith } from '../calls';
import { ceilDiv, min, TEN_THOUSAND } from '../entitlement';
import {
  type Fee,
  type Grant,
  type Mint,
  type Name,
  type Plan,
  type Role,
  roleAt,
  type TokenAccount,
  type World,
} from '../state';

const DAY = 86_400;

/** The model says that a call fails, and why. */
export class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}

export function ensure(holds: boolean, reason: string): void {
  if (!holds) refuse(reason);
}

/** A signer's place. */
export function signer(call: CallAccounts, slot: string): Name {
  ensure(call.unsigned !== slot, 'AccountNotSigner');
  return at(call, slot);
}

function typed<T>(world: World, kind: ReadonlyMap<Name, T>, name: Name): T {
  const found = kind.get(name);
  if (found !== undefined) return found;
  return refuse(world.isOurs(name) ? 'AccountDiscriminatorMismatch' : 'AccountOwnedByWrongProgram');
}

export function loadPlan(world: World, call: CallAccounts): Plan {
  return typed(world, world.plans, at(call, 'plan'));
}

export function loadGrant(world: World, call: CallAccounts): Grant {
  return typed(world, world.grants, at(call, 'grant'));
}

export function load<T>(world: World, kind: ReadonlyMap<Name, T>, name: Name): T {
  return typed(world, kind, name);
}

/** A grant of the plan whose authority signs. */
export function loadGrantByAuthority(world: World, call: CallWith<unknown>): { plan: Plan; grant: Grant } {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  return { plan, grant };
}

/** A grant where the program looks at the account by itself. */
export function loadRawGrant(world: World, call: CallAccounts, plan: Plan): Grant {
  const grant = world.grants.get(at(call, 'grant')) ?? refuse('NotAGrant');
  checkPlan(grant, plan);
  return grant;
}

export function checkPlan(item: { readonly plan: Name }, plan: Plan): void {
  ensure(item.plan === plan.name, 'GrantOfAnotherPlan');
}

export function checkAuthority(plan: Plan, who: Name): void {
  ensure(plan.authority === who, 'NotAuthority');
}

/** Fails unless `who` holds the role now. */
export function checkRole(world: World, plan: Plan, role: Role, who: Name, reason: string): void {
  ensure(roleAt(plan, role, world.now) === who, reason);
}

export function checkFresh(world: World, expiresTs: number | undefined): void {
  ensure(expiresTs === undefined || world.now <= expiresTs, 'InstructionExpired');
}

export function checkRentRecipient(plan: Plan, call: CallAccounts): void {
  ensure(at(call, 'rentRecipient') === plan.rentRecipient, 'WrongRentRecipient');
}

/** Vault, mint and token program are the plan's. */
export function checkPlanTokens(plan: Plan, call: CallAccounts): void {
  ensure(at(call, 'vault') === plan.vault, 'WrongVault');
  ensure(at(call, 'mint') === plan.mint, 'WrongMint');
  ensure(at(call, 'tokenProgram') === plan.tokenProgram, 'WrongTokenProgram');
}

/** The destination is a token account of the plan's mint that belongs to `owner`, and not the vault. */
export function checkOwned(world: World, call: CallAccounts, owner: Name, plan: Plan): TokenAccount {
  const destination = at(call, 'destination');
  ensure(destination !== plan.vault, 'VaultIsCounterparty');
  const account = world.tokens.get(destination);
  if (account === undefined || account.mint !== plan.mint) return refuse('NotATokenAccount');
  ensure(account.owner === owner, 'TokenAccountNotOwned');
  return account;
}

/** Where a claim may pay now: any account of the beneficiary who signs, otherwise only the associated one. */
export function checkPayee(world: World, call: CallAccounts, plan: Plan, grant: Grant, claimant: Name): TokenAccount {
  const destination = checkOwned(world, call, grant.beneficiary, plan);
  if (claimant !== grant.beneficiary) {
    ensure(grant.autoClaim, 'AutoClaimIsOff');
    ensure(at(call, 'destination') === `${grant.beneficiary}.${plan.mint}`, 'NotAssociatedAccount');
  }
  ensure(world.now >= plan.claimsPausedUntil, 'ClaimsArePaused');
  return destination;
}

/** Who may close what a grant no longer needs. */
export function checkCloser(plan: Plan, grant: Grant, who: Name): void {
  ensure([grant.beneficiary, plan.roles.operator, plan.authority].includes(who), 'NotBeneficiary');
}

/** Above so many basis points a transfer fee is a risk. */
const HIGH_FEE_BPS = 500;
/** `RISK_HIGH_TRANSFER_FEE`. */
const HIGH_FEE_RISK = 512;

/** The risks of a mint, by the worst that is scheduled already. */
export function mintRisks({ risks, fee }: Mint): number {
  const fees = fee === undefined ? [] : [fee.older, fee.newer];
  return risks | (fees.some(({ bps, maximum }) => bps > HIGH_FEE_BPS && maximum > 0n) ? HIGH_FEE_RISK : 0);
}

/** Rent-exempt minimum: two years of 3,480 lamports for each byte and 128 more. */
function rent(size: number): bigint {
  return BigInt(size + 128) * 6_960n;
}

export function lamports(world: World, name: Name): bigint {
  return world.lamports.get(name) ?? 0n;
}

export function addLamports(world: World, name: Name, amount: bigint): void {
  world.lamports.set(name, lamports(world, name) + amount);
}

/** The payer adds what a new account of that size lacks; what somebody sent there before is used. */
export function payRent(world: World, name: Name, size: number, payer: Name): void {
  const missing = rent(size) - lamports(world, name);
  if (missing <= 0n) return;
  addLamports(world, name, missing);
  addLamports(world, payer, -missing);
}

/** An account shrinks, or goes with size undefined; the recipient gets the rent that it no longer needs. Too little to open
 * the recipient's account stays until the rest goes. */
export function returnRent(world: World, name: Name, recipient: Name, size?: number): void {
  const kept = size === undefined ? 0n : rent(size);
  const freed = lamports(world, name) - kept;
  if (size !== undefined && lamports(world, recipient) + freed < rent(0)) return;
  world.lamports.set(name, kept);
  addLamports(world, recipient, freed);
}

/** The fee of a transfer now, rounded up. */
function feeOf(world: World, mint: Name, amount: bigint): bigint {
  const fees = world.mints.get(mint)?.fee;
  if (fees === undefined) return 0n;
  const fee: Fee = world.epoch >= fees.newer.epoch ? fees.newer : fees.older;
  return min(ceilDiv(amount * BigInt(fee.bps), TEN_THOUSAND), fee.maximum);
}

/** Moves tokens; the fee waits in the destination. */
export function moveTokens(world: World, source: TokenAccount, destination: TokenAccount, amount: bigint): void {
  const fee = feeOf(world, source.mint, amount);
  source.amount -= amount;
  destination.amount += amount - fee;
  destination.fees += fee;
}

/** A signer sends tokens from the place called source, of which so many must arrive at least; what arrives. */
export function payIn(
  world: World,
  call: CallAccounts,
  who: Name,
  vault: TokenAccount,
  amount: bigint,
  least = 0n,
): bigint {
  const source = world.tokens.get(at(call, 'source')) ?? refuse('the source is no token account');
  // The token programs' own: insufficient funds 1, mint mismatch 3, owner mismatch 4.
  ensure(source.amount >= amount, 'Custom(1)');
  ensure(source.mint === vault.mint, 'Custom(3)');
  ensure(source.owner === who, 'Custom(4)');
  ensure(amount - feeOf(world, source.mint, amount) >= least, 'AmountIsZero');
  const before = vault.amount;
  moveTokens(world, source, vault, amount);
  return vault.amount - before;
}

export function vaultOf(world: World, plan: Plan): TokenAccount {
  return world.tokens.get(plan.vault) ?? refuse('the plan has no vault');
}

/** Takes over an announced withholding whose day has come. */
export function settleWithholding(world: World, grant: Grant): void {
  const { nextWithholding: next } = grant;
  if (next === undefined || world.now < next.day * DAY) return;
  grant.withholdingBps = next.bps;
  grant.nextWithholding = undefined;
}

/** Pays out of the plan. However a grant and its milestones are claimed and the rate changed, payroll gets the exact sum. */
export function payClaim(world: World, plan: Plan, grant: Grant, destination: TokenAccount, gross: bigint): void {
  settleWithholding(world, grant);
  const before = grant.withheldParts / TEN_THOUSAND;
  grant.withheldParts += gross * BigInt(grant.withholdingBps);
  const withheld = grant.withheldParts / TEN_THOUSAND - before;
  plan.claimed += gross;
  plan.reserved -= gross;
  plan.withheld += withheld;
  moveTokens(world, vaultOf(world, plan), destination, gross - withheld);
}
