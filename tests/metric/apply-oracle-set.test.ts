import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import { APPLY, NOTICE, scenario, seats } from './scenario';

const { authority } = people;
const NOBODY = PublicKey.default.toBase58();

describe('apply_oracle_set', () => {
  scenario('seats those that were announced, from the second on that was announced, sent by anybody', (test) => {
    test.oracles();
    const before = test.oracleState();
    const taken = seats(0, null, 2, 7);
    test.run(test.proposeOracleSet({ attestors: taken, threshold: 3 }), authority);
    for (const second of [0, 1, NOTICE - 1]) {
      test.at(second);
      test.refuse(test.applyOracleSet(), 'OracleChangeNotDue');
    }
    test.at(NOTICE);
    const outcome = test.run(test.applyOracleSet());

    const attestors = Array.from({ length: 16 }, (_, seat) => taken[seat] ?? null);
    const told = attestors.map((key) => key?.toBase58() ?? NOBODY);
    expectEvents(outcome, ['oracleSetChanged', { plan: test.plan.address, attestors: told, threshold: 3 }]);
    expect(test.oracleState()).to.deep.equal({ ...before, attestors, threshold: 3, next: null });
  });

  for (const late of [1, APPLY - 1]) {
    scenario(`later, too: ${late} seconds`, (test) => {
      test.oracles();
      test.run(test.proposeOracleSet(), authority);
      test.at(NOTICE + late);
      test.run(test.applyOracleSet());
      expect(test.oracleState()).to.deep.include({ threshold: 3, next: null });
    });
  }

  scenario(
    'no longer than three days, so that none is held ready: then it is void, and can be announced anew',
    (test) => {
      test.oracles();
      const before = test.oracleState();
      test.run(test.proposeOracleSet(), authority);
      for (const late of [APPLY, APPLY + 1, 400 * DAY]) {
        test.at(NOTICE + late);
        test.refuse(test.applyOracleSet(), 'OracleChangeExpired');
      }
      test.run(test.proposeOracleSet(), authority);
      const announced = test.now() - test.start;
      test.at(announced + NOTICE - 1);
      test.refuse(test.applyOracleSet(), 'OracleChangeNotDue');
      test.at(announced + NOTICE);
      expect(test.oracleState().attestors).to.deep.equal(before.attestors);
      test.run(test.applyOracleSet());
      expect(test.oracleState()).to.deep.include({ threshold: 3, next: null });
    },
  );

  describe('is refused', () => {
    scenario('without an announced change, or once it took effect', (test) => {
      test.oracles();
      test.refuse(test.applyOracleSet(), 'NoOracleChange');
      test.rotate({ attestors: seats(5, 6), threshold: 2 });
      test.refuse(test.applyOracleSet(), 'NoOracleChange');
    });

    scenario('twice in one transaction', (test) => {
      test.oracles();
      test.run(test.proposeOracleSet(), authority);
      test.at(NOTICE);
      test.refuse([test.applyOracleSet(), test.applyOracleSet()], 'NoOracleChange');
    });

    scenario('announced and applied at once', (test) => {
      test.oracles();
      test.refuse([test.proposeOracleSet(), test.applyOracleSet()], 'OracleChangeNotDue', authority);
    });
  });
});
