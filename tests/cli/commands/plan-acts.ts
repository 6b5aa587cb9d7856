/** What `tenure plan` does. */
import { createApproveInstruction } from '@solana/spl-token';
import { associatedAddress, claimWithAccount, closeGrant, pauseClaims, proposeAuthority, sealPlan } from '@tenure/sdk';
import { keypair } from '../cluster';
import type { ActCase } from './case';
import { key, TERMS, type Fixture, type PlanOptions, type Subject } from './fixture';

const FEE = { kind: 'transferFee', bps: 100, maximum: 5_000_000n, authority: keypair('admin') } as const;

/** A plan for a mint that takes 1 % of each transfer, and may take more. */
async function feePlan(fixture: Fixture, options: PlanOptions = {}): Promise<Subject> {
  const mint = await fixture.mintOf(`fee mint ${fixture.nextGrantId()}`, { extensions: [FEE] });
  return fixture.plan({ mint, risks: ['transferFeeAuthority'], ...options });
}

/** A plan with tokens withheld for payroll. */
async function withholding(fixture: Fixture): Promise<Subject> {
  const { subject, grant } = await fixture.granted({ withholdingBps: 5_000 });
  await claimed(fixture, subject, grant);
  return subject;
}

async function claimed(fixture: Fixture, { address, tokens }: Subject, grant: ReturnType<typeof key>): Promise<void> {
  const claim = { claimant: key('worker'), plan: address, planState: tokens, grant, beneficiary: key('worker') };
  await fixture.send(claimWithAccount(claim), 'worker');
}

async function sealed(fixture: Fixture, subject: Subject): Promise<void> {
  await fixture.send([sealPlan({ authority: key('admin'), plan: subject.address, expiresTs: 'never' })], 'admin');
}

/** A sealed plan whose one grant was paid and closed before. */
async function withTombstone(fixture: Fixture): Promise<Subject> {
  const { subject, grant } = await fixture.granted();
  await claimed(fixture, subject, grant);
  const close = { signer: key('worker'), plan: subject.address, grant, rentRecipient: key('rent') };
  await fixture.send([closeGrant(close)], 'worker');
  await sealed(fixture, subject);
  return subject;
}

const address = ({ address: at }: Subject): string => at.toBase58();
const name = (person: Parameters<typeof key>[0]): string => key(person).toBase58();
const creating = (fixture: Fixture): string[] => [
  ...['--plan-id', `${fixture.nextPlanId()}`, '--issue-cap', '1000000', '--terms-uri', 'https://example.org/terms'],
  ...['--accept-risk', 'mintAuthority'],
];

export const PLAN_ACTS: readonly ActCase[] = [
  {
    command: 'plan create',
    about: 'with the usual policy',
    who: 'admin',
    anybody: true,
    words: (fixture) => {
      const hash = ['--terms-sha256', '00'.repeat(32)];
      return Promise.resolve([...creating(fixture), '--mint', fixture.mint.mint.toBase58(), ...hash]);
    },
  },
  {
    command: 'plan create',
    about: 'with everything said, an unlock curve, and a mint with fees',
    who: 'colleague',
    words: async (fixture) => {
      const { mint } = await fixture.mintOf(`fee mint ${fixture.nextGrantId()}`, { extensions: [FEE] });
      return [
        ...[
          ...creating(fixture),
          '--mint',
          mint.toBase58(),
          '--creator',
          name('colleague'),
          '--authority',
          name('admin'),
        ],
        ...['--operator', name('ops'), '--payroll', 'none', '--guardian', name('guard'), '--operator-cap', '10.5'],
        ...['--acceleration-authority', name('rel'), '--rent-recipient', name('rent'), '--no-cancellable'],
        ...['--notice', '0s', '--good-leaver', '12.5%', '--max-pause', '1d', '--void-window', '1h'],
        ...['--transfer-rule', 'free', '--max-withholding', '2500bps', '--accept-risk', 'transferFeeAuthority'],
        ...['--recovery', '90d'],
        ...['--unlock', '10%@0s + 90%@18m/18', '--unlock-start', '2026-01-31'],
        ...['--terms-file', fixture.cluster.file('terms.txt', TERMS)],
      ];
    },
  },
  {
    command: 'plan fund',
    about: 'from the own account',
    who: 'admin',
    refusedAs: 'SourceMissing',
    words: async (fixture) => [address(await fixture.plan()), '12.5'],
  },
  {
    command: 'plan fund',
    about: 'as a delegate, where a fee is taken',
    who: 'colleague',
    words: async (fixture) => {
      const subject = await feePlan(fixture);
      const { mint, tokenProgram } = subject.tokens;
      const source = associatedAddress(key('admin'), mint, tokenProgram);
      const approve = createApproveInstruction(source, key('colleague'), key('admin'), 1_000_000n, [], tokenProgram);
      await fixture.send([approve], 'admin');
      return [address(subject), '0.9', '--source', source.toBase58(), '--funder', name('colleague')];
    },
  },
  {
    command: 'plan withdraw',
    about: 'a part, paid for by somebody else',
    who: 'admin',
    words: async (fixture) => {
      const { subject } = await fixture.granted();
      return [address(subject), '1.25', '--fee-payer', fixture.keyFile('sponsor')];
    },
  },
  {
    command: 'plan withdraw',
    about: 'all that is owed to nobody, where a fee is taken',
    who: 'admin',
    words: async (fixture) => {
      const subject = await feePlan(fixture);
      await fixture.grant(subject, { amount: 30_000_000n });
      const { mint, tokenProgram } = subject.tokens;
      return [address(subject), 'all', '--to', associatedAddress(key('admin'), mint, tokenProgram).toBase58()];
    },
  },
  {
    command: 'plan collect',
    about: 'all that was withheld, the account opened where there is none',
    who: 'pay',
    words: async (fixture) => [address(await withholding(fixture)), 'all'],
  },
  {
    command: 'plan collect',
    about: 'a part, to an account of its own',
    who: 'pay',
    words: async (fixture) => {
      const to = await fixture.cluster.give(fixture.mint, 'admin', key('pay'), 1n);
      return [address(await withholding(fixture)), '10', '--to', to.toBase58()];
    },
  },
  {
    command: 'plan roles',
    about: 'gives roles to others',
    who: 'admin',
    words: async (fixture) => {
      const set = [
        `operator=${name('colleague')}`,
        'payroll=none',
        `guardian=${name('worker')}`,
        'acceleration-authority=none',
      ];
      return [address(await fixture.plan()), ...set.flatMap((each) => ['--set', each])];
    },
  },
  {
    command: 'plan roles',
    about: 'offers the authority',
    who: 'admin',
    words: async (fixture) => [address(await fixture.plan()), '--offer-authority', name('colleague')],
  },
  {
    command: 'plan roles',
    about: 'accepts the authority',
    who: 'colleague',
    words: async (fixture) => {
      const { address: plan } = await fixture.plan();
      const input = {
        authority: key('admin'),
        plan,
        pendingAuthority: key('colleague'),
        expiresTs: 'never',
      } as const;
      await fixture.send([proposeAuthority(input)], 'admin');
      return [plan.toBase58(), '--accept-authority'];
    },
  },
  {
    command: 'plan accelerate',
    about: 'a quarter of what everybody has not vested',
    who: 'admin',
    words: async (fixture) => {
      const { subject } = await fixture.granted({ schedule: 'linear:365d' });
      return [address(subject), '25%', '--expires-in', '1h'];
    },
  },
  {
    command: 'plan pause-claims',
    about: 'for a day',
    who: 'guard',
    words: async (fixture) => [address(await fixture.plan()), '24h'],
  },
  {
    command: 'plan resume-claims',
    about: 'before the pause ends',
    who: 'admin',
    words: async (fixture) => {
      const { address: plan } = await fixture.plan();
      await fixture.send([pauseClaims({ guardian: key('guard'), plan, secs: 3_600, expiresTs: 'never' })], 'guard');
      return [plan.toBase58()];
    },
  },
  {
    command: 'plan seal',
    about: 'for good',
    who: 'admin',
    words: async (fixture) => [address(await fixture.plan())],
  },
  {
    command: 'plan sweep',
    about: 'what is left of a closed grant',
    who: 'stranger',
    anybody: true,
    rentTo: 'rent',
    words: async (fixture) => [address(await withTombstone(fixture))],
  },
  {
    command: 'plan close',
    about: 'a sealed one without grants',
    who: 'admin',
    rentTo: 'rent',
    words: async (fixture) => {
      const subject = await fixture.plan({ funding: 500n });
      await sealed(fixture, subject);
      const { mint, tokenProgram } = subject.tokens;
      return [address(subject), '--to', associatedAddress(key('admin'), mint, tokenProgram).toBase58()];
    },
  },
];
