/** Reading oracle sets, metrics and milestones. */
import type { PublicKey } from '@solana/web3.js';
import { milestoneAddress, oracleSetAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import { keyFilter, kindFilter, type Reader } from './reader';
import {
  decodeMetric,
  decodeMilestone,
  decodeOracleSet,
  type Grant,
  type Metric,
  type Milestone,
  type OracleSet,
} from '../state';
import { DISCRIMINATOR_SIZE, isMissing } from '../state/account';
import { METRIC } from '../state/metric';
import { MILESTONE } from '../state/milestone';

const METRIC_PLAN = DISCRIMINATOR_SIZE + METRIC.offset('plan');
const MILESTONE_PLAN = DISCRIMINATOR_SIZE + MILESTONE.offset('plan');

/** A plan's oracle set, or null. */
export async function fetchOracleSet(
  reader: Reader,
  plan: PublicKey,
  programId = PROGRAM_ID,
): Promise<OracleSet | null> {
  const address = oracleSetAddress(plan, programId);
  const account = await reader.getAccountInfo(address);
  return isMissing(account) ? null : decodeOracleSet(address, account, programId);
}

/** A metric. Fails with a `StateError` where there is none. */
export async function fetchMetric(reader: Reader, address: PublicKey, programId = PROGRAM_ID): Promise<Metric> {
  return decodeMetric(address, await reader.getAccountInfo(address), programId);
}

/** A plan's metrics, by name. */
export async function fetchMetricsByPlan(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Metric[]> {
  const filters = [kindFilter('metric'), keyFilter(METRIC_PLAN, plan)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found
    .map(({ pubkey, account }) => decodeMetric(pubkey, account, programId))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** A milestone. Fails with a `StateError` where there is none. */
export async function fetchMilestone(reader: Reader, address: PublicKey, programId = PROGRAM_ID): Promise<Milestone> {
  return decodeMilestone(address, await reader.getAccountInfo(address), programId);
}

/** A grant's milestones that have not been closed, by index. */
export async function fetchMilestones(
  reader: Reader,
  grant: Pick<Grant, 'address' | 'milestones'>,
  programId = PROGRAM_ID,
): Promise<Milestone[]> {
  const { live, ended } = grant.milestones;
  if (live === 0) return [];
  // While none was closed they are numbered through; afterwards only the chain knows which are left.
  if (ended) {
    const filters = [kindFilter('milestone'), keyFilter(DISCRIMINATOR_SIZE + MILESTONE.offset('grant'), grant.address)];
    const found = await reader.getProgramAccounts(programId, { filters });
    return found
      .map(({ pubkey, account }) => decodeMilestone(pubkey, account, programId))
      .sort((a, b) => a.index - b.index);
  }
  const addresses = Array.from({ length: live }, (_, index) => milestoneAddress(grant.address, index, programId));
  const accounts = await reader.getMultipleAccountsInfo(addresses);
  return addresses.map((address, index) => decodeMilestone(address, accounts[index] ?? null, programId));
}

/** Every milestone of a plan, in no order. */
export async function fetchMilestonesByPlan(
  reader: Reader,
  plan: PublicKey,
  programId = PROGRAM_ID,
): Promise<Milestone[]> {
  const filters = [kindFilter('milestone'), keyFilter(MILESTONE_PLAN, plan)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeMilestone(pubkey, account, programId));
}
