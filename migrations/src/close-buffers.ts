/** Buffers of uploads that were never finished: their rent comes back when they are closed. */
import type { PublicKey } from '@solana/web3.js';
import { confirm, facts, report, type Session, shownUrl, sol } from '@tenure/cli';
import { requireKeys } from '@tenure/transactions';
import { BUFFER_AUTHORITY_OFFSET, BUFFER_HEADER_BYTES, closeBuffer, LOADER, readLoaderAccount } from './loader';
import { Sender } from './sender';

/** Buffers that one transaction closes. */
const CLOSED_AT_ONCE = 10;

interface Left {
  readonly address: PublicKey;
  readonly lamports: bigint;
}

/** Closes all buffers of an authority, or the one that is named; their rent goes to the payer. */
export async function closeBuffers(
  session: Session,
  authority: PublicKey,
  payer: PublicKey,
  named: PublicKey | undefined,
): Promise<void> {
  const all = await buffersOf(session, authority);
  const left = named === undefined ? all : all.filter(({ address }) => address.equals(named));
  const lamports = left.reduce((sum, buffer) => sum + buffer.lamports, 0n);
  const json = { authority, recipient: payer, buffers: left, lamports };
  const lines = () => [
    `Buffers of ${authority.toBase58()} on ${shownUrl(session.url)}`,
    facts(left.map(({ address, lamports: rent }) => [address.toBase58(), sol(rent)] as const)),
    `${sol(lamports)} of rent ${left.length === 0 ? 'to be had' : `for ${payer.toBase58()}`}.`,
  ];
  if (left.length === 0) return report(session, json, () => [`${authority.toBase58()} has no buffers.`]);
  if (session.mode === 'dry-run') {
    return report(session, { dryRun: true, ...json }, () => [...lines(), 'Nothing was sent.']);
  }
  requireKeys([payer, authority], session.keyring());
  if (!session.options.json) for (const line of lines()) session.terminal.note(line);
  await confirm(session, `Close ${left.length === 1 ? 'it' : `all ${left.length}`}?`);
  const sender = new Sender(session, payer);
  for (let from = 0; from < left.length; from += CLOSED_AT_ONCE) {
    const some = left.slice(from, from + CLOSED_AT_ONCE);
    await sender.execute(some.map(({ address }) => closeBuffer(address, authority, payer)));
  }
  report(session, json, () => [`Closed ${left.length}; ${sol(lamports)} of rent came back.`]);
}

async function buffersOf(session: Session, authority: PublicKey): Promise<Left[]> {
  const found = await session.ask((connection) =>
    connection.getProgramAccounts(LOADER, {
      dataSlice: { offset: 0, length: BUFFER_HEADER_BYTES },
      filters: [{ memcmp: { offset: BUFFER_AUTHORITY_OFFSET, bytes: authority.toBase58() } }],
    }),
  );
  return found.flatMap(({ pubkey, account }): Left[] => {
    const isBuffer = readLoaderAccount(account.data).kind === 'buffer';
    return isBuffer ? [{ address: pubkey, lamports: BigInt(account.lamports) }] : [];
  });
}
