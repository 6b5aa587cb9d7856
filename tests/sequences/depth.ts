/** How deep sequences get: what somebody sees who does more than get calls through. */
import { at, type Call } from './calls';
import { oraclesName } from './places';
import { type Name, type Plan, roleAt, type World } from './state';
import { cast, hasPassed, quorum } from './voting';

const DAY = 86_400;

/** How often a run of 2,000 sequences of 50 commands gets there at least, its ends not counted. */
export const LEAST_REACHED = {
  'a plan was accelerated 16 times': 1,
  'roles had used up their 8 accelerations': 1,
  'votes had used up the 16': 1,
  'a result was disputed after its attestors had been replaced': 1,
  'attestors that came after a result were refused': 1,
  'a third round of a metric began': 1,
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

/** Where announced holders of a role sign, and how they are refused. */
const ROLE_CALLS: Partial<Record<Call['instruction'], readonly ['payroll' | 'guardian', string, string]>> = {
  pauseClaims: ['guardian', 'guardian', 'NotGuardian'],
  proposeTransfer: ['guardian', 'guardian', 'RecoveryNeedsGuardian'],
  disputeMetric: ['guardian', 'disputer', 'NotDisputer'],
  setWithholding: ['payroll', 'payroll', 'NotPayroll'],
  collectWithheld: ['payroll', 'payroll', 'NotPayroll'],
};

export class Depths {
  /** Pauses that have blocked a claim. */
  private readonly blocking = new Set<string>();

  constructor(private readonly world: World) {}

  /** Looks at the world before a call; the result says, after it, what it reached. */
  watch(call: Call): (error: string | undefined) => Depth[] {
    const plan = this.world.plans.get(call.accounts['plan'] ?? '');
    const looks = [this.byInstruction(call, plan), plan && this.role(call, plan)];
    return (error) => looks.flatMap((look) => look?.(error) ?? []);
  }

  private byInstruction(call: Call, plan: Plan | undefined): Look | undefined {
    switch (call.instruction) {
      case 'acceleratePlan': case 'openProposal': case 'executeProposal':
        return plan && this.vote(call, plan);
      case 'applyOracleSet':
        return this.apply(at(call, 'oracleSet'));
      case 'attestMetric': case 'disputeMetric':
        return this.measure(call);
      case 'settleMilestone': case 'settleTermination':
        return this.settle(call);
      case 'claim': case 'claimMilestone':
        return plan && this.claim(at(call, 'grant'), plan);
      case 'acceptTransfer':
        return plan && this.transfer(at(call, 'transfer'), plan);
      case 'acceptAuthority':
        return (error) => (error === 'AuthorityOfferExpired' ? 'an offered authority was refused because it had waited too long' : undefined);
      case 'withdrawTermination':
        return (error) => (error === 'TerminationIsVoted' ? 'a voted termination could not be withdrawn' : undefined);
      case 'castVote':
        return (error) => (error === 'DepositHasNoVote' ? 'a deposit had no vote' : undefined);
      default:
        return undefined;
    }
  }

  private vote(call: Call, plan: Plan): Look {
    const before = plan.accelerations.length;
    const proposal = this.world.proposals.get(call.accounts['proposal'] ?? '');
    const tied = proposal !== undefined && !hasPassed(proposal) && cast(proposal, true) === cast(proposal, false);
    return (error) => {
      if (error === 'AccelerationsFull') {
        return call.instruction === 'acceleratePlan' && before < 16 ? 'roles had used up their 8 accelerations' : 'votes had used up the 16';
      }
      if (error === 'ProposalFailed' && tied && cast(proposal, true) > 0n && 2n * cast(proposal, true) >= quorum(proposal)) {
        return 'a vote failed by a tie';
      }
      if (error !== undefined) return undefined;
      if (before === 15 && plan.accelerations.length === 16) return 'a plan was accelerated 16 times';
      return call.instruction === 'executeProposal' && proposal?.action.kind === 'terminateGrant' ? 'a vote terminated a grant' : undefined;
    };
  }

  private apply(name: Name): Look {
    const byVote = this.world.oracleSets.get(name)?.next?.byVote === true;
    return (error) => {
      if (error === 'OracleChangeExpired') return 'announced attestors had waited too long';
      return error === undefined && byVote ? 'voted attestors took their seats' : undefined;
    };
  }

  private measure(call: Call): Look {
    const metric = this.world.metrics.get(at(call, 'metric'));
    const seats = this.world.oracleSets.get(oraclesName(metric?.plan ?? ''))?.seats;
    const rotated = metric?.panel !== undefined && metric.panel !== seats;
    const who = call.accounts['attestor'] ?? call.accounts['disputer'] ?? '';
    return (error) => {
      if (error === 'NotAttestor' && rotated && seats?.attestors.includes(who) === true) return 'attestors that came after a result were refused';
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
      if (error === 'VoidWindowIsRunning') return 'something was not settled in its void window';
      if (error !== undefined || milestone === undefined) return undefined;
      switch (milestone.status) {
        case 'met':
          return 'a milestone was met';
        case 'stopped':
          return 'a milestone was stopped';
        case 'expired':
          return observedAfter(milestone.deadlineTs) ? 'a deadline was decided by when the value was observed' : 'a milestone expired';
        case 'cancelled':
          return observedAfter(stopTs) ? 'a stop was decided by when the value was observed' : 'a milestone was cancelled';
        case 'pending': case 'missed': case 'voided':
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
      return due ? 'a higher withholding counted after the notice' : 'a claim was paid at the old withholding before it';
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
      if (answered) return sameAuthority && !late ? 'a recovery was refused after its beneficiary had signed' : undefined;
      if (!sameAuthority) return late ? undefined : 'a recovery was refused after its authority had left and come back';
      return late ? 'a recovery was refused because it had waited too long' : undefined;
    };
  }

  private role(call: Call, plan: Plan): Look | undefined {
    const [role, slot, refusal] = ROLE_CALLS[call.instruction] ?? [];
    const next = role && plan.announced[role];
    if (role === undefined || slot === undefined || next === undefined || call.accounts[slot] !== next.holder) return undefined;
    const acts = roleAt(plan, role, this.world.now) === next.holder;
    return (error) => {
      if (acts) return error === undefined ? 'a new payroll or guardian acted after the notice' : undefined;
      return error === refusal ? 'a new payroll or guardian was refused before it' : undefined;
    };
  }
}
