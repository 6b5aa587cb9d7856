import type { SignatureStatus } from '@solana/web3.js';
import { describe, expect, it } from 'vitest';
import { deliver, type Network, type Signed } from './delivery';

const CONFIRMED: SignatureStatus = { slot: 1, confirmations: 1, err: null, confirmationStatus: 'confirmed' };

function transaction(signature: string): Signed {
  return { signature, bytes: Uint8Array.of(1), lastValidBlockHeight: 100 };
}

/** A network that answers by a script; each answer of `statuses` is used once, the last one again. */
function network(script: { height?: () => number; statuses: (() => (SignatureStatus | null)[])[] }) {
  const sent: Uint8Array[] = [];
  let looks = 0;
  const fake: Network = {
    sendRawTransaction: (bytes) => {
      sent.push(bytes);
      return Promise.resolve('');
    },
    getBlockHeight: () => Promise.resolve(script.height?.() ?? 1),
    getSignatureStatuses: async () => {
      await Promise.resolve();
      const answer = script.statuses[Math.min(looks, script.statuses.length - 1)];
      looks += 1;
      return { value: answer?.() ?? [] };
    },
  };
  return { fake, sent };
}

const options = { onNews: () => undefined, pollMs: 1, patienceMs: 20 };

describe('delivery', () => {
  it('ends when a transaction is confirmed', async () => {
    const { fake, sent } = network({ statuses: [() => [null], () => [CONFIRMED]] });
    const verdicts = await deliver(fake, [transaction('a')], options);
    expect(verdicts.get('a')).toEqual({ kind: 'landed' });
    expect(sent).toHaveLength(1);
  });

  it('tells a failure in a block apart from success', async () => {
    const err = { InstructionError: [0, { Custom: 6201 }] };
    const { fake } = network({ statuses: [() => [{ ...CONFIRMED, err }]] });
    expect((await deliver(fake, [transaction('a')], options)).get('a')).toEqual({ kind: 'failed', error: { err } });
  });

  it('says expired only after the last block in which it could be', async () => {
    let height = 100;
    const { fake } = network({ height: () => height++, statuses: [() => [null]] });
    expect((await deliver(fake, [transaction('a')], options)).get('a')).toEqual({ kind: 'expired' });
    expect(height).toBeGreaterThan(101);
  });

  it('goes on after the server did not answer for a while', async () => {
    const refuse = () => {
      throw new TypeError('Failed to fetch');
    };
    const told: boolean[] = [];
    const { fake } = network({ statuses: [refuse, refuse, () => [CONFIRMED]] });
    const verdicts = await deliver(fake, [transaction('a')], {
      pollMs: 1,
      patienceMs: 10_000,
      onNews: ({ answering }) => told.push(answering),
    });
    expect(verdicts.get('a')).toEqual({ kind: 'landed' });
    expect(told).toEqual([false, false, true]);
  });

  it('leaves the end open where the server never answers', async () => {
    const { fake } = network({
      statuses: [
        () => {
          throw new TypeError('Failed to fetch');
        },
      ],
    });
    expect((await deliver(fake, [transaction('a')], options)).get('a')).toEqual({ kind: 'unknown' });
  });

  it('follows several at once', async () => {
    const { fake } = network({ statuses: [() => [CONFIRMED, null], () => [CONFIRMED]] });
    const verdicts = await deliver(fake, [transaction('a'), transaction('b')], options);
    expect([...verdicts.values()].map(({ kind }) => kind)).toEqual(['landed', 'landed']);
  });
});
