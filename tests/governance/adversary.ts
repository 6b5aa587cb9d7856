/** What those can do who hold every role of a plan, its treasury and one of its grants, to defeat a vote of the members. */
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { type GovernanceScenario, member, MEMBERS } from './scenario';

const { authority, guardian, operator, payroll, accelerationAuthority, rentRecipient, stranger } = people;
const HOLDERS = [authority, operator, payroll, guardian, accelerationAuthority, stranger];
const GRANT_SIZE = 144;
/** More than any limit allows. */
const OFTEN = 20;

type Role = 'authority' | 'accelerationAuthority' | 'operator' | 'payroll' | 'guardian';
export type Seat = Role | 'treasury' | 'member' | 'anybody';

/** One thing that somebody can do, as far as the program lets them. */
export interface AttackStep {
  readonly name: string;
  /** Whose signature it takes. */
  readonly by: Seat;
  /** Tries it; whether any of it was accepted. */
  readonly take: (plot: Plot) => boolean;
}

/** What the adversary does to one plan, and one proposal in it, which may be about a grant. */
export class Plot {
  /** Grants that were issued in it. */
  readonly issued: PublicKey[] = [];

  constructor(
    readonly test: GovernanceScenario,
    readonly proposal: PublicKey,
    readonly target: PublicKey,
  ) {}

  /** Who holds a role now; the authority of a role that nobody holds. */
  holder(role: Role): Keypair {
    const plan = this.test.planState();
    const now = this.test.now();
    const key = { ...plan, payroll: sdk.payrollAt(plan, now), guardian: sdk.guardianAt(plan, now) }[role];
    return HOLDERS.find(({ publicKey }) => key !== null && publicKey.equals(key)) ?? authority;
  }

  /** The members' grants that are not closed. */
  grants(): PublicKey[] {
    const addresses = MEMBERS.map((_, index) => this.test.addressOf(BigInt(index + 1)));
    return addresses.filter((grant) => this.isLive(grant));
  }

  /** Whether a grant is not closed. */
  readonly isLive = (grant: PublicKey): boolean =>
    (this.test.world.chain.account(grant)?.data.length ?? 0) >= GRANT_SIZE;

  /** Sends what may be refused; whether it was accepted. */
  send(instructions: readonly TransactionInstruction[], ...signers: Keypair[]): boolean {
    return this.test.world.chain.send(instructions, { payer: people.feePayer, signers }).error === undefined;
  }

  /** The same for each of several transactions; whether any was accepted. */
  sendEach(transactions: readonly (readonly TransactionInstruction[])[], ...signers: Keypair[]): boolean {
    return transactions.map((instructions) => this.send(instructions, ...signers)).includes(true);
  }

  /** The authority's acts on each of the members' grants. */
  onEach(make: (act: sdk.AuthorityInput) => readonly TransactionInstruction[]): boolean {
    const by = this.holder('authority');
    const act = { authority: by.publicKey, plan: this.test.plan.address, expiresTs: 'never' } as const;
    return this.sendEach(
      this.grants().map((grant) => make({ ...act, grant })),
      by,
    );
  }
}

function accelerate(plot: Plot, role: 'authority' | 'accelerationAuthority'): boolean {
  const by = plot.holder(role);
  const call = () => plot.test.acceleratePlan(1, { accelerator: by.publicKey });
  let made = 0;
  while (made < OFTEN && plot.send([call()], by)) made += 1;
  return made > 0;
}

/** Issues as much to the authority as the cap and the vault allow. */
function issueAll(plot: Plot, role: 'authority' | 'operator'): boolean {
  const { test } = plot;
  const by = plot.holder(role);
  const plan = test.planState();
  const { issueCap, vault } = sdk.capacityOf(plan, test.vault(), test.now());
  const most = issueCap < vault ? issueCap : vault;
  const grantId = 1_000n + BigInt(plot.issued.length);
  const grant = test.newGrant({ beneficiary: authority.publicKey, grantId, total: most > 0n ? most : 1n });
  const accepted = plot.send([test.issueGrants({ issuer: by.publicKey, payer: by.publicKey, grants: [grant] })], by);
  if (accepted) plot.issued.push(test.addressOf(grantId));
  return accepted;
}

function voidAll(plot: Plot): boolean {
  const by = plot.holder('authority');
  return plot.sendEach(
    plot.issued.map((grant) => [plot.test.voidGrant(grant, { authority: by.publicKey })]),
    by,
  );
}

function handOver(plot: Plot): boolean {
  const from = plot.holder('authority');
  const to = from === authority ? stranger : authority;
  const { address: plan } = plot.test.plan;
  const propose = sdk.proposeAuthority({
    authority: from.publicKey,
    plan,
    pendingAuthority: to.publicKey,
    expiresTs: 'never',
  });
  const accept = sdk.acceptAuthority({ pendingAuthority: to.publicKey, plan, expiresTs: 'never' });
  return plot.send([propose, accept], from, to);
}

function handOutRoles(plot: Plot): boolean {
  const by = plot.holder('authority');
  const roles: readonly sdk.Role[] = ['operator', 'accelerationAuthority', 'payroll', 'guardian'];
  const calls = roles.map((role) => [plot.test.setRole(role, stranger.publicKey, { authority: by.publicKey })]);
  return plot.sendEach(calls, by);
}

function announceOracles(plot: Plot): boolean {
  const by = plot.holder('authority');
  const attestors = [authority.publicKey, stranger.publicKey, member(1).publicKey];
  const { address: plan } = plot.test.plan;
  return plot.send(
    [sdk.proposeOracleSet({ authority: by.publicKey, plan, attestors, threshold: 2, expiresTs: 'never' })],
    by,
  );
}

/** The treasury deposits ten times what all members have together, and votes against. */
function depositAndVote(plot: Plot): boolean {
  const { test, proposal } = plot;
  const { eligible, number } = test.proposalState(proposal);
  const depositId = BigInt(test.now());
  test.tokensOf(authority, eligible * 10n);
  const made = plot.send([test.deposit(authority, eligible * 10n, { depositId })], authority);
  const source = test.depositAt(authority, depositId);
  const accounts = { voter: authority.publicKey, plan: test.plan.address, proposal, proposalNumber: number, source };
  plot.send([sdk.castVote({ ...accounts, approve: false, capped: false })], authority);
  return made;
}

/** Payroll sets what is withheld of everybody to the plan's maximum. */
function withhold(plot: Plot): boolean {
  const by = plot.holder('payroll');
  const { maxWithholdingBps } = plot.test.planState();
  const call = (grant: PublicKey) => [plot.test.setWithholding(grant, maxWithholdingBps, { payroll: by.publicKey })];
  return plot.sendEach(plot.grants().map(call), by);
}

/** Claims for everybody what there is to claim, which lowers what their votes weigh. */
function claimForAll(plot: Plot): boolean {
  const { test } = plot;
  return plot.sendEach(
    plot.grants().map((grant) => {
      const { beneficiary } = test.grantState(grant);
      const destination = sdk.associatedAddress(beneficiary, test.plan.mint, test.plan.tokenProgram);
      return [test.claim(grant, { claimant: stranger.publicKey, destination })];
    }),
    stranger,
  );
}

function closeAll(plot: Plot): boolean {
  const by = plot.holder('operator');
  return plot.sendEach(
    plot.grants().map((grant) => [plot.test.closeGrant(grant, { signer: by.publicKey })]),
    by,
  );
}

/** Authority and guardian want to recover the grant that it is about to the stranger's wallet, and try to complete it. */
function recover(plot: Plot): boolean {
  const { test, target } = plot;
  const [by, second] = [plot.holder('authority'), plot.holder('guardian')];
  const { address: plan } = test.plan;
  const move = { plan, grant: target, to: stranger.publicKey, expiresTs: 'never' } as const;
  const proposed = plot.send(
    [sdk.proposeTransfer({ ...move, proposer: by.publicKey, guardian: second.publicKey })],
    ...[by, second],
  );
  const accepted = plot.send([sdk.acceptTransfer({ ...move, signer: by.publicKey, proposer: by.publicKey })], by);
  return proposed || accepted;
}

/** Member 4 votes against, and opens a proposal that would undo it. */
function oppose(plot: Plot): boolean {
  const { test, proposal } = plot;
  const own = test.addressOf(4n);
  if (!plot.isLive(own)) return false;
  const voted = plot.send([test.castVote(proposal, member(4), own, { approve: false })], member(4));
  const action = { kind: 'setIssueCap', issueCap: 2n ** 63n } as const;
  return plot.send([test.openProposal(member(4), own, { action })], member(4)) || voted;
}

/** Everything that the adversary tries, an even number of acts. */
export const ACTS: readonly AttackStep[] = [
  {
    name: 'release 1 bp as often as it goes',
    by: 'accelerationAuthority',
    take: (plot) => accelerate(plot, 'accelerationAuthority'),
  },
  { name: 'release 1 bp as often as it goes, too', by: 'authority', take: (plot) => accelerate(plot, 'authority') },
  { name: 'release 1 bp of one grant', by: 'authority', take: (plot) => releaseOne(plot) },
  {
    name: 'terminate all',
    by: 'authority',
    take: (plot) => plot.onEach((act) => [sdk.terminateGrant({ ...act, cause: 'forCause' })]),
  },
  {
    name: 'withdraw the terminations',
    by: 'authority',
    take: (plot) => plot.onEach((act) => [sdk.withdrawTermination(act)]),
  },
  {
    name: 'announce the terminations anew',
    by: 'authority',
    take: (plot) =>
      plot.onEach((act) => [sdk.withdrawTermination(act), sdk.terminateGrant({ ...act, cause: 'forCause' })]),
  },
  {
    name: 'settle',
    by: 'anybody',
    take: (plot) => plot.sendEach(plot.grants().map((grant) => [plot.test.settle(grant)])),
  },
  { name: 'issue all', by: 'operator', take: (plot) => issueAll(plot, 'operator') },
  { name: 'issue all, too', by: 'authority', take: (plot) => issueAll(plot, 'authority') },
  { name: 'void all that was issued', by: 'authority', take: voidAll },
  { name: 'seal', by: 'authority', take: (plot) => seal(plot) },
  { name: 'announce oracles', by: 'authority', take: announceOracles },
  { name: 'apply oracles', by: 'anybody', take: (plot) => plot.send([sdk.applyOracleSet(plot.test.plan.address)]) },
  { name: 'close the oracle set', by: 'anybody', take: (plot) => closeOracles(plot) },
  { name: 'deposit and vote against', by: 'treasury', take: depositAndVote },
  { name: 'hand the authority over', by: 'authority', take: handOver },
  { name: 'hand out roles', by: 'authority', take: handOutRoles },
  {
    name: 'pause all grants',
    by: 'authority',
    take: (plot) => plot.onEach((act) => [sdk.pauseGrant({ ...act, limitSecs: 90 * DAY })]),
  },
  { name: 'pause claims', by: 'guardian', take: (plot) => pauseClaims(plot) },
  { name: 'withhold the most', by: 'payroll', take: withhold },
  { name: 'claim for all', by: 'anybody', take: claimForAll },
  { name: 'close all grants', by: 'operator', take: closeAll },
  { name: 'recover', by: 'guardian', take: recover },
  { name: 'oppose', by: 'member', take: oppose },
];

function releaseOne(plot: Plot): boolean {
  const by = plot.holder('authority');
  return plot.send([plot.test.accelerate(plot.target, 1, { accelerator: by.publicKey })], by);
}

function seal(plot: Plot): boolean {
  const by = plot.holder('authority');
  return plot.send([plot.test.sealPlan({ authority: by.publicKey })], by);
}

function closeOracles(plot: Plot): boolean {
  return plot.send([sdk.closeOracleSet({ plan: plot.test.plan.address, rentRecipient: rentRecipient.publicKey })]);
}

function pauseClaims(plot: Plot): boolean {
  const by = plot.holder('guardian');
  return plot.send([plot.test.pauseAllClaims(3 * DAY, { guardian: by.publicKey })], by);
}
