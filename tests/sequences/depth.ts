/** How deep sequences get: what somebody sees who does more than get calls through. */
import { oraclesName } from './addresses';
import { at, type Call } from './calls';
import { cast, type Proposal, quorum } from './governance';
import { hasLapsed } from './metric';
import { type Name, type Plan, roleAt, type World } from './state';

const DAY = 86_400;
/** Accelerations of a plan. */
const MOST = 16;

/** How often a run of 2,000 sequences of 50 commands gets there at least, its ends not counted. */
export const LEAST_REACHED = {
  'a plan was accelerated 16 times': 1,
  'roles had used up their 8 accelerations': 1,
  'votes had used up the 16': 1,
  'nobody accelerated a 17th time': 1,
  'deposits were refused the last places': 1,
  'an older vote was refused after a newer one': 1,
  'a result was disputed after its attestors had been replaced': 1,
  'attestors that came after a result were refused': 1,
  'a third round of a metric began': 1,
  'a result lapsed, and others reported': 1,
  'more than half of all seats dated a result later': 1,
  'a lower result counted from when it was there': 1,
  "a milestone was refused on a grant whose good leaver's share was released": 1,
  'announced attestors had waited too long': 1,
  'a milestone was met': 1,
  'a milestone expired': 1,
  'a milestone was cancelled': 1,
  'a milestone was stopped': 1,
  'a deadline was decided by when the value was observed': 1,
  'a stop was decided by when the value was observed': 1,
  'something was not settled in its void window': 1,
  'a pause blocked a claim': 1,
  'a grant was recovered': 1,
  'a recovery was refused after its beneficiary had signed': 1,
  'a recovery was refused after its authority had left and come back': 1,
  'a recovery was refused because it had waited too long': 1,
  'an offered authority was refused because it had waited too long': 1,
  'a new payroll or guardian acted after the notice': 1,
  'a new payroll or guardian was refused before it': 1,
  'a higher withholding counted after the notice': 1,
  'a claim was paid at the old withholding before it': 1,
  'a vote terminated a grant': 1,
  'a voted termination could not be withdrawn': 1,
  'voted attestors took their seats': 1,
  'a vote failed by a tie': 1,
  'a deposit had no vote': 1,
} as const satisfies Record<string, number>;

export type Depth = keyof typeof LEAST_REACHED;

/** What came of a call, looked at afterwards. */
type Look = (error: string | undefined) => Depth | undefined;

/** Refusals that are a depth by themselves. */
const REFUSALS: Partial<Record<Call['instruction'], Readonly<Record<string, Depth>>>> = {
  acceptAuthority: { AuthorityOfferExpired: 'an offered authority was refused because it had waited too long' },
  withdrawTermination: { TerminationIsVoted: 'a voted termination could not be withdrawn' },
  settleTermination: { VoidWindowIsRunning: 'something was not settled in its void window' },
  settleMilestone: { VoidWindowIsRunning: 'something was not settled in its void window' },
  castVote: { DepositHasNoVote: 'a deposit had no vote' },
  openProposal: { AccelerationsFull: 'votes had used up the 16' },
  executeProposal: { ProposalSuperseded: 'an older vote was refused after a newer one' },
  issueMilestone: {
    GoodLeaverShareReleased: "a milestone was refused on a grant whose good leaver's share was released",
  },
  applyOracleSet: { OracleChangeExpired: 'announced attestors had waited too long' },
};

/** Where announced holders of a role sign, and how they are refused. */
const ROLE_CALLS: Partial<Record<Call['instruction'], readonly ['payroll' | 'guardian', string, string]>> = {
  pauseClaims: ['guardian', 'guardian', 'NotGuardian'],
  proposeTransfer: ['guardian', 'guardian', 'RecoveryNeedsGuardian'],
  disputeMetric: ['guardian', 'disputer', 'NotDisputer'],
  setWithholding: ['payroll', 'payroll', 'NotPayroll'],
  collectWithheld: ['payroll', 'payroll', 'NotPayroll'],
};

/** Whether a vote fails by nothing but that as many are for it as against it. */
function isTie(proposal: Proposal): boolean {
  const [yes, no] = [cast(proposal, true), cast(proposal, false)];
  return yes > 0n && yes === no && yes + no >= quorum(proposal) && proposal.settings.approvalBps === 5_000;
}

export class Depths {
  /** Pauses that have blocked a claim. */
  private readonly blocking = new Set<string>();
  /** What to look at, by instruction. */
  private readonly looks: Partial<Record<Call['instruction'], (call: Call, plan: Plan) => Look>> = {
    acceleratePlan: (_, plan) => this.accelerate(plan),
    executeProposal: (call, plan) => this.execute(at(call, 'proposal'), plan),
    attestMetric: (call) => this.measure(call),
    disputeMetric: (call) => this.measure(call),
    finalizeMetric: (call) => this.measure(call),
    settleMilestone: (call) => this.settle(call),
    claim: (call, plan) => this.claim(at(call, 'grant'), plan),
    claimMilestone: (call, plan) => this.claim(at(call, 'grant'), plan),
    acceptTransfer: (call, plan) => this.transfer(at(call, 'transfer'), plan),
  };

  constructor(private readonly world: World) {}

  /** Looks at the world before a call; the result says, after it, what it reached. */
  watch(call: Call): (error: string | undefined) => Depth[] {
    const set = this.world.oracleSets.get(call.accounts['oracleSet'] ?? '');
    // What an attestor signs names no plan, nor does who makes a metric final.
    const metric = this.world.metrics.get(call.accounts['metric'] ?? '');
    const plan = this.world.plans.get(call.accounts['plan'] ?? set?.plan ?? metric?.plan ?? '');
    const byVote = call.instruction === 'applyOracleSet' && set?.next?.byVote === true;
    const looks = plan === undefined ? [] : [this.looks[call.instruction]?.(call, plan), this.role(call, plan)];
    return (error) => {
      if (error === undefined && byVote) return ['voted attestors took their seats'];
      const refused = error === undefined ? undefined : REFUSALS[call.instruction]?.[error];
      return [refused, ...looks.map((look) => look?.(error))].flatMap((depth) => depth ?? []);
    };
  }

  private accelerate(plan: Plan): Look {
    const before = plan.accelerations.length;
    return (error) => {
      if (error === 'AccelerationsFull')
        return before < MOST ? 'roles had used up their 8 accelerations' : 'nobody accelerated a 17th time';
      return before + 1 === MOST && plan.accelerations.length === MOST ? 'a plan was accelerated 16 times' : undefined;
    };
  }

  private execute(name: Name, plan: Plan): Look {
    const proposal = this.world.proposals.get(name);
    const accelerated = this.accelerate(plan);
    const tied = proposal !== undefined && isTie(proposal);
    return (error) => {
      if (error === 'ProposalFailed' && tied) return 'a vote failed by a tie';
      if (error === 'AccelerationsFull')
        return plan.accelerations.length < MOST ? 'deposits were refused the last places' : 'votes had used up the 16';
      if (error !== undefined) return undefined;
      if (proposal?.action.kind === 'terminateGrant') return 'a vote terminated a grant';
      return proposal?.action.kind === 'acceleratePlan' ? accelerated(error) : undefined;
    };
  }

  private measure(call: Call): Look {
    const metric = this.world.metrics.get(at(call, 'metric'));
    const seats = this.world.oracleSets.get(oraclesName(metric?.plan ?? ''))?.seats;
    const rotated = metric?.panel !== undefined && metric.panel !== seats;
    const who = call.accounts['attestor'] ?? call.accounts['disputer'] ?? '';
    const lapsed = metric !== undefined && hasLapsed(metric, this.world.now);
    const before = metric?.challenge;
    const reachedTs = metric?.reachedTs ?? Infinity;
    return (error) => {
      if (error === undefined && lapsed) return 'a result lapsed, and others reported';
      if (error === undefined && metric?.lowerTs !== undefined && reachedTs < (metric.reachedTs ?? 0))
        return 'a lower result counted from when it was there';
      const after = metric?.challenge;
      const same = before !== undefined && after?.value === before.value && after.endsTs === before.endsTs;
      if (same && after.observedTs > before.observedTs) return 'more than half of all seats dated a result later';
      if (error === 'NotAttestor' && rotated && seats?.attestors.includes(who) === true)
        return 'attestors that came after a result were refused';
      if (error !== undefined || call.instruction !== 'disputeMetric') return undefined;
      if (rotated) return 'a result was disputed after its attestors had been replaced';
      return metric?.round === 3 ? 'a third round of a metric began' : undefined;
    };
  }

  private settle(call: Call): Look {
    const milestone = this.world.milestones.get(call.accounts['milestone'] ?? '');
    const metric = this.world.metrics.get(milestone?.metric ?? '');
    const stopTs = this.world.grants.get(at(call, 'grant'))?.stopTs ?? Infinity;
    const { final = false, reachedTs = Infinity, challenge } = metric ?? {};
    /** Reported by then, but seen later. */
    const observedAfter = (ts: number): boolean => final && reachedTs <= ts && (challenge?.observedTs ?? 0) > ts;
    return (error) => {
      if (error !== undefined || milestone === undefined) return undefined;
      switch (milestone.status) {
        case 'met':
          return 'a milestone was met';
        case 'stopped':
          return 'a milestone was stopped';
        case 'expired':
          return observedAfter(milestone.deadlineTs)
            ? 'a deadline was decided by when the value was observed'
            : 'a milestone expired';
        case 'cancelled':
          return observedAfter(stopTs)
            ? 'a stop was decided by when the value was observed'
            : 'a milestone was cancelled';
        case 'pending':
        case 'missed':
        case 'voided':
          return undefined;
      }
    };
  }

  private claim(name: Name, plan: Plan): Look {
    const next = this.world.grants.get(name)?.nextWithholding;
    const due = next !== undefined && this.world.now >= next.day * DAY;
    const pause = `${plan.name} ${plan.claimsPausedUntil}`;
    return (error) => {
      if (error === 'ClaimsArePaused' && !this.blocking.has(pause)) {
        this.blocking.add(pause);
        return 'a pause blocked a claim';
      }
      if (error !== undefined || next === undefined) return undefined;
      return due
        ? 'a higher withholding counted after the notice'
        : 'a claim was paid at the old withholding before it';
    };
  }

  private transfer(name: Name, plan: Plan): Look {
    const { now, transfers, grants } = this.world;
    const transfer = transfers.get(name);
    const grant = grants.get(transfer?.grant ?? '');
    if (transfer === undefined || grant === undefined || transfer.proposer === transfer.from) return () => undefined;
    const stays = grant.beneficiary === transfer.from && plan.authority === transfer.proposer;
    const ready = stays && transfer.readyTs !== undefined && now >= transfer.readyTs;
    const sameAuthority = plan.authorityChanges === transfer.authorityChanges;
    const [answered, late] = [!grant.unanswered, now > transfer.expiresTs];
    return (error) => {
      if (error === undefined) return ready ? 'a grant was recovered' : undefined;
      if (error !== 'TransferIsStale' || !ready) return undefined;
      if (answered)
        return sameAuthority && !late ? 'a recovery was refused after its beneficiary had signed' : undefined;
      if (!sameAuthority) return late ? undefined : 'a recovery was refused after its authority had left and come back';
      return late ? 'a recovery was refused because it had waited too long' : undefined;
    };
  }

  private role(call: Call, plan: Plan): Look | undefined {
    const [role, slot, refusal] = ROLE_CALLS[call.instruction] ?? [];
    const next = role && plan.announced[role];
    if (role === undefined || slot === undefined || next === undefined || call.accounts[slot] !== next.holder)
      return undefined;
    const acts = roleAt(plan, role, this.world.now) === next.holder;
    return (error) => {
      if (acts) return error === undefined ? 'a new payroll or guardian acted after the notice' : undefined;
      return error === refusal ? 'a new payroll or guardian was refused before it' : undefined;
    };
  }
}
