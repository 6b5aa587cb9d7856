import { startLocalnet } from '../src';
import { expect } from 'chai';
import { VALIDATOR_MISSING, startValidator } from '../../../tests/support/validator';
import { type Scene, cases, setScene } from './fixture/scene';
import { ask } from './fixture/rpc';

describe('localnet and solana-test-validator', () => {
  if (VALIDATOR_MISSING !== undefined) {
    it.skip(`answer alike [skipped: ${VALIDATOR_MISSING}]`);
    return;
  }
  const sides: { real?: Scene; local?: Scene } = {};
  const stops: (() => Promise<void>)[] = [];

  before(async function () {
    this.timeout(90_000);
    const validator = await startValidator();
    stops.push(() => validator.stop());
    const localnet = await startLocalnet({ rpcPort: 0 });
    stops.push(() => localnet.stop());
    [sides.real, sides.local] = await Promise.all([setScene(validator.rpcUrl), setScene(localnet.rpcUrl)]);
  });
  after(async () => {
    for (const stop of stops) await stop();
  });

  for (const { name, request } of cases) {
    it(name, async () => {
      const { real, local } = sides;
      if (!real || !local) throw new Error('no scene');
      const [method, realParams] = request(real);
      const [, localParams] = request(local);
      const theirs = normalize(await ask(real.url, method, realParams));
      const ours = normalize(await ask(local.url, method, localParams));
      expect(ours).to.deep.equal(theirs);
    });
  }
});

/** Numbers and texts that are another one on every chain. */
const VARIES = new RegExp(
  '^(slot|contextSlot|parentSlot|absoluteSlot|slotIndex|blockHeight|lastValidBlockHeight|lastExtendedSlot|' +
    'transactionCount|transactionIndex|blockTime|epochStartTimestamp|unixTimestamp|' +
    'blockhash|previousBlockhash|recentBlockhash|confirmations|confirmationStatus)$',
);
/** The two run different builds of the token and memo programs. */
const COSTS = /^(computeUnitsConsumed|unitsConsumed|costUnits|loadedAccountsDataSize)$/;

/** What must be equal of an answer: the rest becomes its type. */
function normalize(value: unknown, name = ''): unknown {
  if (VARIES.test(name)) return 'varies';
  if (Array.isArray(value)) return value.map((each) => normalize(each));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, normalize(each, key)]);
    return Object.fromEntries(entries);
  }
  if (COSTS.test(name)) return typeof value;
  if (typeof value !== 'string') return value;
  return value
    .replace(/[1-9A-HJ-NP-Za-km-z]{86,88}/g, 'signature')
    .replace(/consumed \d+ of \d+ compute units/, 'consumed units')
    .replace(/deserialize (\S+): .*/, 'deserialize $1');
}
