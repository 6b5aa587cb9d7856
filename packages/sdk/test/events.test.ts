import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { expect } from 'chai';
import * as sdk from '../src';
import { bytes, key } from './fixture/accounts';

const OURS = sdk.PROGRAM_ID.toBase58();
const TOKEN = TOKEN_PROGRAM_ID.toBase58();

/** A log line with an event; its fields follow in order. */
function data(name: sdk.EventName, ...fields: Parameters<typeof bytes>): string {
  const discriminator = sdk.IDL.events.find((event) => event.name === name)?.discriminator ?? [];
  const encoded = Buffer.concat([Uint8Array.from(discriminator), bytes(...fields)]);
  return `Program data: ${encoded.toString('base64')}`;
}

const claimed = data('claimed', key('plan'), key('grant'), key('worker'), [100n, 8], [25n, 8], [75n, 8]);

describe('SDK: events', () => {
  it('come with their fields', () => {
    const logs = [
      `Program ${OURS} invoke [1]`,
      claimed,
      data('roleSet', key('plan'), [2, 1], key('old'), key('new'), [1_700_604_800, 8]),
      data('autoClaimSet', key('grant'), [1, 1]),
      data(
        'grantIssued',
        key('plan'),
        key('grant'),
        [7n, 8],
        key('worker'),
        [9n, 8],
        [1_700_000_000, 8],
        [1_800_000_000, 8],
      ),
      `Program ${OURS} success`,
    ];
    expect(sdk.decodeEvents(logs)).to.deep.equal([
      {
        name: 'claimed',
        data: {
          plan: key('plan'),
          grant: key('grant'),
          beneficiary: key('worker'),
          gross: 100n,
          withheld: 25n,
          received: 75n,
        },
      },
      {
        name: 'roleSet',
        data: { plan: key('plan'), role: 'guardian', from: key('old'), to: key('new'), effectiveTs: 1_700_604_800n },
      },
      { name: 'autoClaimSet', data: { grant: key('grant'), enabled: true } },
      {
        name: 'grantIssued',
        data: {
          plan: key('plan'),
          grant: key('grant'),
          grantId: 7n,
          beneficiary: key('worker'),
          total: 9n,
          startTs: 1_700_000_000n,
          endTs: 1_800_000_000n,
        },
      },
    ]);
  });

  it('are only those that this program wrote', () => {
    const logs = [
      `Program ${TOKEN} invoke [1]`,
      claimed,
      `Program ${TOKEN} success`,
      `Program ${OURS} invoke [1]`,
      `Program ${TOKEN} invoke [2]`,
      claimed,
      `Program ${TOKEN} success`,
      claimed,
      `Program log: Program ${TOKEN} invoke [1]`,
      `Program ${OURS} success`,
      claimed,
    ];
    expect(sdk.decodeEvents(logs)).to.have.length(1);
    expect(sdk.decodeEvents(logs, TOKEN_PROGRAM_ID)).to.have.length(2);
  });

  it('an unknown or cut one is left out', () => {
    const logs = [`Program ${OURS} invoke [1]`, 'Program data: AAAA', claimed.slice(0, -40), 'Program data: ???'];
    expect(sdk.decodeEvents(logs)).to.deep.equal([]);
  });
});
