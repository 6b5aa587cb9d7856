/** `tenure claim` */
import {
  claimEffects,
  claimPreviewOf,
  claimTasks,
  sourceName,
  type ClaimHolding,
  type ClaimSource,
  type ClaimTask,
} from '@tenure/operations';
import { fetchGrantsByBeneficiary, fetchMilestones, fetchPlan, type Plan } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findGrant, type FoundGrant } from '../accounts/find-grant';
import * as args from '../args';
import type { OpenSession } from '../open-session';
import { performAll, type TransactionRequest, type Step } from '../operation/perform';
import { stepsOf } from '../operation/steps';
import { tokens } from '../output/values';
import type { Session } from '../session';

/** What one key claims in one plan. */
interface Group {
  readonly plan: Plan;
  readonly claimant: PublicKey;
  readonly sources: ClaimSource[];
}

/** Something to claim, and its plan. */
interface Due {
  readonly plan: Plan;
  readonly source: ClaimSource;
}

/** Adds the command. */
export function addClaim(program: Command, open: OpenSession): void {
  program
    .command('claim')
    .description('pay what is claimable, milestones included: of the named grants, or of all that the key pair holds')
    .argument('[grant...]', 'address, or PLAN/ID; anybody may, unless the beneficiary switched that off')
    .option('--to <account>', "any token account of the beneficiary's, who then signs (the associated one)")
    .action(async (texts: string[], { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const named = texts.length > 0;
      const found = named ? await Promise.all(texts.map((text) => findGrant(session, text))) : await own(session);
      const now = await session.now();
      const due = await Promise.all(found.map((each) => dueOf(session, each, named, now)));
      const groups = grouped(session, due.flat());
      const account = to === undefined ? undefined : args.address(to, '--to');
      await performAll(session, steps(session, groups, now, account), 'Nothing can be claimed now.');
    });
}

/** What is claimable of a grant. A named one is tried anyway: the program itself says why it pays nothing. */
async function dueOf(session: Session, { plan, grant }: FoundGrant, named: boolean, now: number): Promise<Due[]> {
  const milestones = await fetchMilestones(session.reader, grant, session.programId);
  const own = { grant, milestone: null };
  const all = [own, ...milestones.map((milestone) => ({ grant, milestone }))];
  const due = all.filter((source) => claimPreviewOf(plan, source, now).claimable > 0n);
  return (named && due.length === 0 ? [own] : due).map((source) => ({ plan, source }));
}

async function own(session: Session): Promise<FoundGrant[]> {
  const grants = await fetchGrantsByBeneficiary(session.reader, session.self(), undefined, session.programId);
  const plans = new Map<string, Plan>();
  const found: FoundGrant[] = [];
  for (const grant of grants) {
    const key = grant.plan.toBase58();
    const plan = plans.get(key) ?? (await fetchPlan(session.reader, grant.plan, session.programId));
    plans.set(key, plan);
    found.push({ plan, grant });
  }
  return found;
}

/** By plan and by who signs: the beneficiary where its key is here. */
function grouped(session: Session, due: readonly Due[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { plan, source } of due) {
    const { beneficiary } = source.grant;
    const claimant = session.mode === 'export' || session.holds(beneficiary) ? beneficiary : session.self();
    const key = `${plan.address.toBase58()} ${claimant.toBase58()}`;
    const group = groups.get(key) ?? { plan, claimant, sources: [] };
    groups.set(key, group);
    group.sources.push(source);
  }
  return [...groups.values()];
}

async function* steps(
  session: Session,
  groups: readonly Group[],
  now: number,
  to: PublicKey | undefined,
): AsyncGenerator<Step> {
  for (const { plan, claimant, sources } of groups) {
    const payer = session.feePayer(claimant);
    const claims = await claimTasks(session.operations, plan, sources, { claimant, payer, now, to });
    yield* stepsOf(session, claims, payer, (some) => ({
      ...claimRequest(plan, some),
      ...{ signer: claimant, payer },
      effects: (changes) => claimEffects(session.operations, holdingsOf(plan, some), changes, { claimant, now, to }),
    }));
  }
}

/** The grants of some claims, each with those of its milestones that are claimed. */
function holdingsOf(plan: Plan, claims: readonly ClaimTask[]): ClaimHolding[] {
  const grants = new Map(claims.map(({ grant }) => [grant.address.toBase58(), grant]));
  return [...grants.values()].map((grant) => ({
    ...{ plan, grant },
    milestones: claims.flatMap((each) =>
      each.grant.address.equals(grant.address) && each.milestone !== null ? [each.milestone] : [],
    ),
  }));
}

function claimRequest(plan: Plan, claims: readonly ClaimTask[]): Omit<TransactionRequest, 'signer'> {
  const people = new Set(claims.map(({ grant }) => grant.beneficiary.toBase58()));
  const what = [...people].map((name) => {
    const theirs = claims.filter(({ grant }) => grant.beneficiary.toBase58() === name);
    const net = theirs.reduce((sum, claim) => sum + claim.net, 0n);
    return `${tokens(net, plan.decimals)} for ${name} (${theirs.map(sourceName).join(', ')})`;
  });
  const grants = claims.map(({ grant: { address, grantId, beneficiary }, milestone, claimable, net }) => ({
    ...{ plan: plan.address, grant: address, grantId, beneficiary, claimable, net },
    milestone: milestone === null ? null : milestone.index,
  }));
  return {
    title: `Claim about ${what.join(', ')}`,
    instructions: claims.flatMap(({ instructions }) => instructions),
    decimals: plan.decimals,
    result: { grants },
  };
}
