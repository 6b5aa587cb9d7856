/** What every act keeps: it is refused to others, told beforehand, done as told, and exported for others to sign. */
import { expect } from 'chai';
import type { Ran } from '../../support/command-line';
import { keypair } from '../cluster';
import type { ActCase } from './case';
import { changesIn, costsIn, expectExact, transactionsIn } from './document';
import { sent, signed } from './foreign';
import { changed, lamports, ordered, unchanged, viewOf } from './ledger-view';
import { key, Fixture, PEOPLE, type Person } from './fixture';

const DECIMALS = 6;

/** Tests each of them, in a suite that goes on in an fixture of its own. */
export function testActs(acts: readonly ActCase[]): void {
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  function run(who: Person, { command }: ActCase, words: readonly string[], ...flags: string[]): Promise<Ran> {
    return fixture.cluster.tenure(who, [...command.split(' '), ...words, ...flags]);
  }

  async function document(running: Promise<Ran>): Promise<Record<string, unknown>> {
    const ran = await running;
    expect(ran.code, ran.err).to.equal(0);
    const parsed = ran.json();
    expectExact(parsed);
    return parsed;
  }

  for (const act of acts) {
    describe(`${act.command}, ${act.about}`, () => {
      it('is refused to others, and told beforehand as it then happens', async () => {
        const words = await act.words(fixture);
        const before = viewOf(fixture.cluster);
        if (act.anybody !== true) {
          const refused = await run('stranger', act, words, '--json');
          expect([refused.code, refused.out], refused.err).to.deep.equal([1, '']);
          const told: unknown = JSON.parse(refused.err);
          expect(told).to.have.nested.property('error.name', act.refusedAs ?? 'MissingKey');
          expect(told).to.have.nested.property('error.remedy').that.is.a('string');
        }
        const dry = await document(run(act.who, act, words, '--json', '--dry-run'));
        const text = await run(act.who, act, words, '--dry-run');
        expect(text.code, text.err).to.equal(0);
        expect(text.out).to.contain('Cost: ');
        expect(unchanged(before, viewOf(fixture.cluster)), 'nothing is changed by then').to.equal(true);
        await document(run(act.who, act, words, '--json'));
        const after = viewOf(fixture.cluster);
        expect(changesIn(dry)).not.to.deep.equal([]);
        expect(changed(before, after, DECIMALS)).to.deep.equal(ordered(changesIn(dry)));
        const { fee, rent, returned } = costsIn(dry);
        const payer = words.includes('--fee-payer') ? 'sponsor' : act.who;
        const got = (who: Person) => lamports(after, key(who)) - lamports(before, key(who));
        expect(got(payer)).to.equal(-fee - rent);
        expect(returned).to.equal(act.rentTo === undefined ? 0n : got(act.rentTo));
      });

      it('is exported, and done by whoever has the keys', async () => {
        const words = await act.words(fixture);
        const before = viewOf(fixture.cluster);
        const exported = transactionsIn(await document(run(act.who, act, words, '--json', '--export')));
        const text = await run(act.who, act, words, '--export');
        expect(text.out.split('\n')).to.have.length(exported.length);
        expect(unchanged(before, viewOf(fixture.cluster)), 'an export changes nothing').to.equal(true);
        const dry = await document(run(act.who, act, words, '--json', '--dry-run'));
        for (const transaction of exported) {
          const keys = PEOPLE.map((person) => keypair(person).secretKey);
          await sent(fixture.cluster.url, signed(transaction, keys));
        }
        expect(changed(before, viewOf(fixture.cluster), DECIMALS)).to.deep.equal(ordered(changesIn(dry)));
      });
    });
  }
}
