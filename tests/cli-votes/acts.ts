/** What `tenure governance`, `tenure vote` and `tenure proposal` do. */
import { createOracleSet, sealPlan, vaultAddress } from '@tenure/sdk';
import type { ActCase } from '../cli/commands/case';
import { key, type Fixture } from '../cli/commands/fixture';
import {
  cast,
  DAY,
  deposited,
  grantNamed,
  passed,
  put,
  VOTING,
  WHY,
  withGovernance,
  withMembers,
  type Put,
} from './governance-fixture';

const TOKEN = 1_000_000n;

const reasons = (fixture: Fixture) => [
  ...['--reason', 'project-failure', '--document', fixture.cluster.file('why.md', WHY)],
  ...['--document-uri', 'https://example.org/why.md'],
];

const GOVERNANCE_ACTS: readonly ActCase[] = [
  {
    command: 'governance create',
    about: 'with every rule named and rent from somebody else',
    who: 'admin',
    words: async (fixture) => [
      ...[(await fixture.plan({ policy: { noticeSecs: 33 * DAY } })).address.toBase58()],
      ...['--threshold', '12.5', '--voting', '3d', '--deposits-vote-on', 'accelerate-plan'],
      ...['--quorum', '25%', '--approval', '66.67%', '--delay', '0s', '--window', '30d', '--min-age', '7d'],
      ...['--max-voter', '10%', '--exclude-own-grant', '--action', 'accelerate-plan', 'accelerate-grant'],
      ...['--fee-payer', fixture.keyFile('sponsor')],
    ],
  },
  {
    command: 'governance close',
    about: 'of a sealed plan',
    who: 'stranger',
    anybody: true,
    rentTo: 'rent',
    words: async (fixture) => {
      const { subject, plan } = await withGovernance(fixture);
      const act = { authority: key('admin'), plan: subject.address, expiresTs: 'never' } as const;
      await fixture.send([sealPlan(act)], 'admin');
      return [plan];
    },
  },
];

const DEPOSIT_ACTS: readonly ActCase[] = [
  {
    command: 'vote deposit',
    about: 'with a number and an account of their own',
    who: 'admin',
    words: async (fixture) => {
      const { subject, plan } = await withGovernance(fixture);
      const { mint, tokenProgram } = subject.tokens;
      const source = vaultAddress(key('admin'), mint, tokenProgram).toBase58();
      return [plan, '12.5', '--id', '7', '--source', source, '--as', key('admin').toBase58()];
    },
  },
  {
    command: 'vote withdraw',
    about: 'of everything',
    who: 'admin',
    refusedAs: 'NothingToWithdraw',
    rentTo: 'admin',
    words: async (fixture) => {
      const made = await withGovernance(fixture);
      for (const depositId of [0n, 1n, 2n]) await deposited(fixture, made, 5n * TOKEN, depositId);
      return [made.plan, '--fee-payer', fixture.keyFile('sponsor')];
    },
  },
  {
    command: 'vote withdraw',
    about: 'of one of two, to a named account',
    who: 'admin',
    rentTo: 'admin',
    words: async (fixture) => {
      const made = await withGovernance(fixture);
      for (const depositId of [0n, 1n]) await deposited(fixture, made, 5n * TOKEN, depositId);
      const { mint, tokenProgram } = made.subject.tokens;
      const to = vaultAddress(key('admin'), mint, tokenProgram).toBase58();
      const payer = ['--fee-payer', fixture.keyFile('sponsor')];
      return [made.plan, '1', '--to', to, '--as', key('admin').toBase58(), ...payer];
    },
  },
];

/** What the worker opens a proposal with, named. */
const by = ({ workers }: { readonly workers: bigint }) => [
  ...['--with', grantNamed(workers), '--as', key('worker').toBase58()],
];

const OPENING_ACTS: readonly ActCase[] = [
  {
    command: 'proposal open accelerate-plan',
    about: 'with what weighs most',
    who: 'worker',
    refusedAs: 'CannotPropose',
    words: async (fixture) => [(await withMembers(fixture)).plan, '50%', ...reasons(fixture)],
  },
  {
    command: 'proposal open accelerate-plan',
    about: 'of all, with a named deposit',
    who: 'admin',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      await deposited(fixture, made, 100n * TOKEN);
      fixture.cluster.later(31 * DAY);
      const named = ['--with', 'deposit/0', '--as', key('admin').toBase58()];
      return [made.plan, '100%', ...reasons(fixture), ...named];
    },
  },
  {
    command: 'proposal open accelerate-grant',
    about: 'of somebody else, with a named grant',
    who: 'worker',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      return [`${made.plan}/${made.colleagues}`, '2500bps', ...reasons(fixture), ...by(made)];
    },
  },
  {
    command: 'proposal open terminate',
    about: 'of somebody else',
    who: 'worker',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      const cause = ['--cause', 'without-cause'];
      return [`${made.plan}/${made.colleagues}`, ...cause, ...reasons(fixture), ...by(made)];
    },
  },
  {
    command: 'proposal open issue-cap',
    about: 'at what is allocated',
    who: 'worker',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      return [made.plan, '400', ...reasons(fixture), ...by(made)];
    },
  },
  {
    command: 'proposal open oracles',
    about: 'of which one stays',
    who: 'worker',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      const named = { attestors: [key('pay'), key('guard'), key('rel')], threshold: 2 };
      const act = { authority: key('admin'), payer: key('admin'), plan: made.subject.address } as const;
      await fixture.send([createOracleSet({ ...act, ...named, expiresTs: 'never' })], 'admin');
      const next = [key('guard'), key('ops')].map((each) => each.toBase58());
      return [made.plan, '--attestor', ...next, '--threshold', '2', ...reasons(fixture), ...by(made)];
    },
  },
];

/** The worker's grant and, where asked for, two deposits of the admin's. */
async function running(fixture: Fixture, maxVoterBps = 10_000): Promise<Put> {
  return put(fixture, await withMembers(fixture, { maxVoterBps }));
}

const VOTE_ACTS: readonly ActCase[] = [
  {
    command: 'proposal vote',
    about: 'with everything, several at once and up to the cap',
    who: 'colleague',
    refusedAs: 'NothingToVote',
    words: async (fixture) => {
      const made = await withMembers(fixture, { maxVoterBps: 7_500 });
      for (const amount of [100n, 50n, 25n]) {
        await fixture.grant(made.subject, { schedule: 'cliff:120m', to: 'colleague', amount: amount * TOKEN });
      }
      fixture.cluster.later(32 * DAY);
      return [(await put(fixture, made)).name, 'yes'];
    },
  },
  {
    command: 'proposal vote',
    about: 'with a named deposit, which it locks',
    who: 'admin',
    words: async (fixture) => {
      const made = await withMembers(fixture);
      for (const depositId of [0n, 1n]) await deposited(fixture, made, 100n * TOKEN, depositId);
      fixture.cluster.later(32 * DAY);
      const { proposal } = await put(fixture, made);
      return [proposal.toBase58(), 'no', 'deposit/1', '--as', key('admin').toBase58()];
    },
  },
];

const COURSE_ACTS: readonly ActCase[] = [
  {
    command: 'proposal execute',
    about: 'a release of everything',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => [(await passed(fixture)).name],
  },
  {
    command: 'proposal execute',
    about: 'a change of the issue cap',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => [(await passed(fixture, { kind: 'setIssueCap', issueCap: 500n * TOKEN })).name],
  },
  {
    command: 'proposal withdraw',
    about: 'by who opened it',
    who: 'worker',
    words: async (fixture) => [(await running(fixture)).name],
  },
  {
    command: 'proposal close',
    about: 'that failed, with the votes on it',
    who: 'stranger',
    anybody: true,
    rentTo: 'worker',
    words: async (fixture) => {
      const proposal = await running(fixture, 1_000);
      await cast(fixture, proposal, 'worker', false, true);
      fixture.cluster.later(VOTING);
      return [proposal.name];
    },
  },
];

export const ACTS: readonly ActCase[] = [
  ...GOVERNANCE_ACTS,
  ...DEPOSIT_ACTS,
  ...OPENING_ACTS,
  ...VOTE_ACTS,
  ...COURSE_ACTS,
];
