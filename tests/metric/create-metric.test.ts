import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { swapped } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import { refusesOthers } from './attacks';
import { attestor, CHALLENGE, DUE, EXPONENT, hash, HOUR, MAX_AGE, scenario, type MetricScenario } from './scenario';

const { authority, operator, stranger } = people;
const SIZE = 2_376;
/** 2200-01-01: the last second that the program knows. */
const END = 7_258_118_400;
const I64_MAX = 2n ** 63n - 1n;

/** A definition whose key is these bytes, at the address that they make. */
function withKey(test: MetricScenario, text: string): TransactionInstruction {
  const bytes = Buffer.from(text.padEnd(32, '\0'), 'latin1');
  const instruction = test.createMetric();
  bytes.copy(instruction.data, instruction.data.indexOf('mmlu'));
  const seeds = [Buffer.from('metric'), test.plan.address.toBytes(), bytes];
  const [address] = PublicKey.findProgramAddressSync(seeds, sdk.PROGRAM_ID);
  return swapped(instruction, sdk.metricAddress(test.plan.address, 'mmlu'), address);
}

describe('create_metric', () => {
  scenario('keeps the definition for good, and tells of it; the payer pays the rent', (test) => {
    const { chain } = test.world;
    test.oracles();
    const before = { payer: chain.balance(operator.publicKey), plan: test.planState() };
    const outcome = test.run(test.createMetric({ payer: operator.publicKey }), authority, operator);

    const address = sdk.metricAddress(test.plan.address, 'mmlu');
    const times = { opensTs: BigInt(test.start), dueTs: BigInt(test.start + DUE) };
    const key = [...Buffer.from('mmlu'.padEnd(32, '\0'))];
    const told = { plan: test.plan.address, metric: address, key, exponent: EXPONENT, lowerIsBetter: false, ...times };
    expectEvents(outcome, ['metricCreated', told]);
    expect(test.metricState(address)).to.deep.equal({
      address,
      plan: test.plan.address,
      key: 'mmlu',
      exponent: EXPONENT,
      better: 'higher',
      status: 'open',
      value: null,
      opensTs: test.start,
      dueTs: test.start + DUE,
      earlyValue: null,
      maxAgeSecs: MAX_AGE,
      challengeSecs: CHALLENGE,
      reachedTs: null,
      observedTs: null,
      panel: null,
      challengeEndsTs: null,
      retryUntilTs: null,
      disputes: 0,
      disputedSeats: [],
      disputedByGuardian: false,
      milestoneCount: 0,
      attestations: [],
      definitionSha256: hash(9),
      definitionUri: 'https://example.org/mmlu.md',
    });
    expect(chain.account(address)?.data.length).to.equal(SIZE);
    expect(before.payer - chain.balance(operator.publicKey)).to.equal(chain.rent(SIZE));
    expect(test.planState()).to.deep.equal({ ...before.plan, metricCount: 1 });
  });

  scenario('an early value is kept, also one of zero; lower may be better', (test) => {
    test.oracles();
    const errors = test.metric({ key: 'errors', better: 'lower', earlyValue: 0n });
    expect(test.metricState(errors)).to.deep.include({ better: 'lower', earlyValue: 0n });
    const losses = test.metric({ key: 'losses', earlyValue: -7n });
    expect(test.metricState(losses)).to.deep.include({ better: 'higher', earlyValue: -7n });
    expect(test.planState().metricCount).to.equal(2);
  });

  scenario('works where somebody sent lamports to the address before', (test) => {
    test.oracles();
    test.world.chain.airdrop(sdk.metricAddress(test.plan.address, 'mmlu'), 1n);
    expect(test.metricState(test.metric()).status).to.equal('open');
  });

  describe('takes every field up to its bounds, and not one beyond', () => {
    type Field = Partial<sdk.MetricDefinition>;
    const bounds: [what: string, ok: (start: number) => Field, beyond: (start: number) => Field][] = [
      ['the largest exponent', () => ({ exponent: 18 }), () => ({ exponent: 19 })],
      ['the smallest exponent', () => ({ exponent: -18 }), () => ({ exponent: -19 })],
      ['the smallest 8-bit exponent', () => ({ exponent: 0 }), () => ({ exponent: -128 })],
      ['that it opens in 1970', () => ({ opensTs: 0 }), () => ({ opensTs: -1 })],
      ['that it is due when it opens', (start) => ({ dueTs: start }), (start) => ({ dueTs: start - 1 })],
      ['that it is due at the end of 2199', () => ({ dueTs: END }), () => ({ dueTs: END + 1 })],
      [
        'that it opens at the end of 2199',
        () => ({ opensTs: END, dueTs: END }),
        () => ({ opensTs: END + 1, dueTs: END + 1 }),
      ],
      ['the shortest age', () => ({ maxAgeSecs: HOUR }), () => ({ maxAgeSecs: HOUR - 1 })],
      ['the longest age', () => ({ maxAgeSecs: 366 * DAY }), () => ({ maxAgeSecs: 366 * DAY + 1 })],
      ['the shortest challenge', () => ({ challengeSecs: HOUR }), () => ({ challengeSecs: HOUR - 1 })],
      ['the longest challenge', () => ({ challengeSecs: 30 * DAY }), () => ({ challengeSecs: 30 * DAY + 1 })],
    ];
    for (const [what, ok, beyond] of bounds) {
      scenario(what, (test) => {
        test.oracles();
        test.refuse(test.createMetric(beyond(test.start)), 'MetricOutOfRange', authority);
        const metric = test.metric(ok(test.start));
        expect(test.metricState(metric)).to.deep.include(ok(test.start));
      });
    }

    scenario('any early value', (test) => {
      test.oracles();
      const least = test.metric({ key: 'least', earlyValue: -I64_MAX - 1n });
      const most = test.metric({ key: 'most', earlyValue: I64_MAX });
      expect(test.metricState(least).earlyValue).to.equal(-I64_MAX - 1n);
      expect(test.metricState(most).earlyValue).to.equal(I64_MAX);
    });
  });

  describe('its key', () => {
    scenario('may have 1 to 32 characters', (test) => {
      test.oracles();
      for (const key of ['m', '!~', 'm'.repeat(32)]) {
        expect(test.metricState(test.metric({ key })).key).to.equal(key);
      }
    });

    for (const [what, key] of [
      ['is empty', ''],
      ['has a space', 'm mlu'],
      ['has a line break', 'mmlu\n'],
      ['has a control character', '\x1b[2K'],
      ['is not ASCII', 'm\u00e9'],
      ['goes on after its end', 'mmlu\0x'],
      ['begins with a zero', '\0mmlu'],
    ] as const) {
      scenario(`is refused if it ${what}`, (test) => {
        test.oracles();
        test.refuse(withKey(test, key), 'MetricKeyInvalid', authority);
        test.run(withKey(test, 'other'), authority);
      });
    }

    scenario('makes the address: no metric is put elsewhere', (test) => {
      test.oracles();
      const misplaced = test.createMetric();
      const address = sdk.metricAddress(test.plan.address, 'mmlu');
      const other = sdk.metricAddress(test.plan.address, 'helm');
      test.refuse(swapped(misplaced, address, other), 'ConstraintSeeds', authority);
    });
  });

  describe('the place of its definition', () => {
    scenario('may have 1 to 128 characters, printable and ASCII', (test) => {
      test.oracles();
      for (const definitionUri of ['', 'u'.repeat(129), 'https://example.org/a b', 'https://example.org/\u202e']) {
        test.refuse(test.createMetric({ definitionUri }), 'TermsUriInvalid', authority);
      }
      const metric = test.metric({ definitionUri: 'u'.repeat(128) });
      expect(test.metricState(metric).definitionUri).to.equal('u'.repeat(128));
    });
  });

  describe('is refused', () => {
    refusesOthers({
      scenario,
      signer: authority,
      refusal: 'NotAuthority',
      strangers: [attestor(0)],
      prepare: (test) => test.oracles(),
      build: (test, _, { signer = authority.publicKey, ...changed }) =>
        test.createMetric({ ...changed, authority: signer, payer: signer }),
    });

    scenario('where there are no oracles, who alone could make it final', (test) => {
      test.refuse(test.createMetric(), 'AccountOwnedByWrongProgram', authority);
    });

    scenario("with another plan's oracles, and in another's plan", (test) => {
      test.oracles();
      const foreign = test.foreignOracles();
      const [own, theirs] = [test.oracleSet(), test.oracleSet(foreign.address)];
      test.refuse(swapped(test.createMetric(), own, theirs), 'MetricOfAnotherPlan', authority);
      test.refuse(test.createMetric({ plan: foreign.address }), 'NotAuthority', authority);
      test.refuse(
        test.createMetric({ authority: stranger.publicKey, payer: stranger.publicKey }),
        'NotAuthority',
        stranger,
      );
    });

    scenario('once the plan is sealed', (test) => {
      test.oracles();
      test.seal();
      test.refuse(test.createMetric(), 'PlanIsSealed', authority);
    });

    scenario('where the key is taken: no definition is ever replaced', (test) => {
      test.oracles();
      const metric = test.metric();
      test.refuse(test.createMetric(), 'MetricAlreadyExists', authority);
      test.refuse(test.createMetric({ definitionSha256: hash(1), better: 'lower' }), 'MetricAlreadyExists', authority);
      test.refuse([test.createMetric({ key: 'a' }), test.createMetric({ key: 'a' })], 'MetricAlreadyExists', authority);
      expect(test.metricState(metric).definitionSha256).to.deep.equal(hash(9));
    });

    scenario('nor taken over by the same key in another plan: each has its own', (test) => {
      test.oracles();
      const own = test.metric();
      const theirs = test.foreignMetric(test.foreignOracles(), { definitionSha256: hash(1) });
      expect(test.metricState(own).definitionSha256).to.deep.equal(hash(9));
      expect(test.metricState(theirs).definitionSha256).to.deep.equal(hash(1));
    });
  });
});
