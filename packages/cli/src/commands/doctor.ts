/** `tenure doctor`: whether a plan keeps its promises, and whether the cluster is what it seems. */
import { AccountLayout, AccountState } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  announcedOracles,
  auditPlan,
  fetchGrantsByPlan,
  fetchMetricsByPlan,
  fetchMilestonesByPlan,
  fetchOracleSet,
  fetchPlan,
  fetchProgramControl,
  fetchVaultAmount,
  fetchVoting,
  type Grant,
  type Plan,
  type ProgramControl,
} from '@tenure/sdk';
import type { Command } from 'commander';
import { PLAN } from '../accounts/find-grant';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { OpenSession } from '../open-session';
import { applicableText, changeText } from '../output/metric-facts';
import { report } from '../output/report';
import { table } from '../output/table';
import type { Session } from '../session';
import { clusterName, shownUrl } from '../settings/cluster';

/** One thing looked at. */
interface Check {
  /** Number of the promise in the README; null for facts about the cluster and accounts. */
  readonly promise: number | null;
  readonly says: string;
  readonly holds: boolean;
  readonly figures: string;
}

/** How often the plan may change while it is read. */
const SNAPSHOT_TRIES = 5;

/** Adds the command. */
export function addDoctor(program: Command, open: OpenSession): void {
  program
    .command('doctor')
    .description('check every promise of a plan against the chain; exit code 1 if one is broken')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await examine(session, args.address(text, 'The plan'));
    });
}

async function examine(session: Session, address: PublicKey): Promise<void> {
  const snapshot = await snapshotOf(session, address);
  const checks: Check[] = [
    ...auditPlan(snapshot, session.programId),
    ...(await clusterChecks(session)),
    ...(await vaultChecks(session, snapshot.plan)),
    ...(await oracleChecks(session, snapshot.plan)),
  ];
  const { green, red } = session.terminal.colors;
  report(session, { plan: address, healthy: checks.every(({ holds }) => holds), checks }, () => [
    table(
      ['', 'promise', 'what', 'figures, base units'],
      checks.map(({ promise, says, holds, figures }) => [
        holds ? green('ok') : red('BROKEN'),
        promise === null ? '' : `${promise}`,
        says,
        figures,
      ]),
      session.terminal.columns,
    ),
  ]);
  const broken = checks.filter(({ holds }) => !holds);
  if (broken.length > 0) {
    const remedy = 'Stop issuing and report this with the output above: see SECURITY.md.';
    throw new CliError('PromiseBroken', `${broken.length} of ${checks.length} checks fail`, remedy);
  }
}

/** Plan, grants, votes and vaults of one moment: read again while the plan or its votes change meanwhile. */
async function snapshotOf(session: Session, address: PublicKey) {
  const read = async () => {
    const plan = await fetchPlan(session.reader, address, session.programId);
    const vaultAmount = await fetchVaultAmount(session.reader, plan);
    return { plan, vaultAmount, voting: await fetchVoting(session.reader, plan, session.programId) };
  };
  const same = (a: Awaited<ReturnType<typeof read>>, b: Awaited<ReturnType<typeof read>>) =>
    JSON.stringify(a, text) === JSON.stringify(b, text);
  for (let attempt = 0; attempt < SNAPSHOT_TRIES; attempt += 1) {
    const before = await read();
    const grants: Grant[] = [];
    for await (const grant of fetchGrantsByPlan(session.reader, address, session.programId)) grants.push(grant);
    const milestones = await fetchMilestonesByPlan(session.reader, address, session.programId);
    const metrics = await fetchMetricsByPlan(session.reader, address, session.programId);
    const now = await session.now();
    const after = await read();
    if (same(before, after)) return { ...after, grants, milestones, metrics, now };
  }
  throw new CliError('PlanBusy', 'The plan changes faster than it can be read', 'Try again when less is going on.');
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

async function clusterChecks(session: Session): Promise<Check[]> {
  const genesis = await session.ask((connection) => connection.getGenesisHash());
  const program = await session.ask((connection) => connection.getAccountInfo(session.programId));
  const control = await session.ask((connection) => fetchProgramControl(connection, session.programId));
  const name = clusterName(genesis) ?? 'another cluster';
  const cluster = `${name} at ${shownUrl(session.url)}, genesis ${genesis}`;
  return [
    { promise: null, says: 'The cluster is', holds: true, figures: cluster },
    {
      promise: null,
      says: 'The program is deployed.',
      holds: program?.executable === true,
      figures: session.programId.toBase58(),
    },
    {
      promise: null,
      says: 'The program, and with it every promise, can be replaced by',
      holds: true,
      figures: controlText(control),
    },
  ];
}

/** Who can replace the program, in plain words: whoever can, can replace every promise. */
function controlText(control: ProgramControl): string {
  switch (control.kind) {
    case 'nobody':
      return 'nobody: it is final';
    case 'vault':
      return `a multisig or DAO: ${control.authority.toBase58()}, an address without a key of its own`;
    case 'key':
      return `whoever has one key: ${control.authority.toBase58()}`;
    case 'unknown':
      return 'unknown: its loader does not tell';
  }
}

async function vaultChecks(session: Session, plan: Plan): Promise<Check[]> {
  const account = await session.ask((connection) => connection.getAccountInfo(plan.vault));
  if (account === null) return [];
  const { owner, delegateOption, state, closeAuthorityOption, mint } = AccountLayout.decode(
    account.data.subarray(0, AccountLayout.span),
  );
  const held = owner.equals(plan.address) && mint.equals(plan.mint);
  const bare = delegateOption === 0 && closeAuthorityOption === 0;
  return [
    {
      promise: 4,
      says: 'Only the plan itself can move tokens out of the vault.',
      holds: held && bare,
      figures: `owner ${owner.toBase58()}${bare ? '' : ', with a delegate or close authority'}`,
    },
    {
      promise: null,
      says: 'The vault is not frozen.',
      holds: state !== AccountState.Frozen,
      figures: state === AccountState.Frozen ? 'frozen by the mint' : 'open',
    },
  ];
}

/** Who attests, and what is announced about that: a change breaks no promise, but people should know. */
async function oracleChecks({ reader, programId }: Session, { address }: Plan): Promise<Check[]> {
  const oracles = await fetchOracleSet(reader, address, programId);
  if (oracles === null) return [];
  const { attestors, threshold } = oracles;
  const next = announcedOracles(oracles);
  const count = attestors.filter((key) => key !== null).length;
  const now = {
    promise: null,
    says: 'Results are attested by',
    holds: true,
    figures: `${threshold} of ${count} oracles`,
  };
  if (next === null) return [now];
  const figures = `can be applied ${applicableText(next)}: ${changeText(oracles, next)}`;
  return [now, { promise: null, says: 'A change of the oracles is announced.', holds: true, figures }];
}
