/** From what was typed to metrics and milestones that were read. */
import type { PublicKey } from '@solana/web3.js';
import {
  decodeMetric,
  fetchMetric,
  fetchMilestone,
  fetchMilestones,
  fetchOracleSet,
  fetchPlan,
  grantAddress,
  metricAddress,
  milestoneAddress,
  type Grant,
  type Metric,
  type Milestone,
  type OracleSet,
  type Plan,
} from '@tenure/sdk';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { Session } from '../session';
import { findGrant } from './find-grant';

/** How a metric is named on the command line. */
export const METRIC = 'its address, or PLAN/KEY';
/** How a milestone is named on the command line. */
export const MILESTONE = 'its address, or PLAN/ID/NUMBER';

/** A metric, its plan, and who attests it. */
export interface FoundMetric {
  readonly plan: Plan;
  readonly metric: Metric;
  readonly oracles: OracleSet;
}

/** A milestone, what it belongs to, and what decides it. */
export interface FoundMilestone extends FoundMetric {
  readonly grant: Grant;
  readonly milestone: Milestone;
}

/** The address of a metric, named by it or as PLAN/KEY; keys may contain slashes. */
function metricAt(text: string, programId: PublicKey): PublicKey {
  const slash = text.indexOf('/');
  if (slash < 0) return args.address(text, 'The metric');
  const plan = args.address(text.slice(0, slash), 'The plan');
  return metricAddress(plan, args.key(text.slice(slash + 1), 'The key'), programId);
}

/** Reads a metric with its plan and oracles. Errors: StateError, OraclesMissing. */
export async function findMetric(session: Session, text: string): Promise<FoundMetric> {
  const { reader, programId } = session;
  const metric = await fetchMetric(reader, metricAt(text, programId), programId);
  const plan = await fetchPlan(reader, metric.plan, programId);
  return { plan, metric, oracles: await readOracles(session, metric.plan) };
}

/** Reads a plan's oracle set. Error: OraclesMissing. */
export async function readOracles({ reader, programId }: Session, plan: PublicKey): Promise<OracleSet> {
  const oracles = await fetchOracleSet(reader, plan, programId);
  if (oracles !== null) return oracles;
  throw new CliError('OraclesMissing', 'The plan has no oracles', 'The authority names them with `oracle set`.');
}

/** Reads a milestone with all that it hangs on. Errors: GrantClosed, GrantMissing, StateError. */
export async function findMilestone(session: Session, text: string): Promise<FoundMilestone> {
  const { reader, programId } = session;
  const milestone = await fetchMilestone(reader, milestoneAt(text, programId), programId);
  const { plan, grant } = await findGrant(session, milestone.grant.toBase58());
  const metric = await fetchMetric(reader, milestone.metric, programId);
  return { plan, grant, milestone, metric, oracles: await readOracles(session, plan.address) };
}

function milestoneAt(text: string, programId: PublicKey): PublicKey {
  const parts = text.split('/');
  const [plan, id, number] = parts;
  if (plan === undefined || id === undefined || number === undefined || parts.length > 3) {
    return args.address(text, 'The milestone');
  }
  const grant = grantAddress(args.address(plan, 'The plan'), args.id(id, 'The grant id'), programId);
  return milestoneAddress(grant, args.whole(number, 0, 255, 'The number of the milestone'), programId);
}

/** The milestones of a grant that have not been closed, by number, with what decides each. */
export async function milestonesOf(session: Session, plan: Plan, grant: Grant): Promise<FoundMilestone[]> {
  const { reader, programId } = session;
  const milestones = await fetchMilestones(reader, grant, programId);
  if (milestones.length === 0) return [];
  const oracles = await readOracles(session, plan.address);
  const keys = [...new Map(milestones.map(({ metric }) => [metric.toBase58(), metric])).values()];
  const accounts = await reader.getMultipleAccountsInfo(keys);
  const metrics = keys.map((key, index) => decodeMetric(key, accounts[index] ?? null, programId));
  return milestones.flatMap((milestone) =>
    metrics
      .filter(({ address }) => address.equals(milestone.metric))
      .map((metric) => ({ plan, grant, milestone, metric, oracles })),
  );
}
