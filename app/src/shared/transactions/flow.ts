/** An act on its way: prepared, reviewed, signed, sent, decided. */
import { useConnection, useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey, VersionedTransaction } from '@solana/web3.js';
import { decodeError } from '@tenure/sdk';
import bs58 from 'bs58';
import { useCallback, useRef, useState } from 'react';
import { fetchNow, useChain, useRefresh, type Chain } from '@/shared/chain';
import type { Act, Effect } from './act';
import { deliver, type News, type Signed, type Verdict } from './delivery';
import { lamportCost, rehearse, toSign, type Rehearsal } from './rehearse';
import { told, type Told } from '@/shared/errors/told';

const MINUTES_SIGNED = 10 * 60;
const DAYS_EXPORTED = 7 * 86_400;
/** So many are put before the wallet at once: its blockhash lives about a minute. */
const SIGNED_AT_ONCE = 10;

/** What was simulated, as it is reviewed. */
export interface Preview {
  /** Those that would succeed. */
  readonly good: readonly Rehearsal[];
  /** Those that would fail, and why. They are left out. */
  readonly bad: readonly { readonly says: string; readonly error: Told }[];
  readonly effects: readonly Effect[];
  readonly cost: { readonly fee: bigint; readonly rent: bigint };
}

/** One transaction at its end. */
export interface Outcome {
  readonly says: readonly string[];
  readonly signature: string | null;
  readonly verdict: Verdict | { readonly kind: 'unsigned' };
}

/** Where an act stands. */
export type Stage =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'unprepared'; readonly error: Told }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'review'; readonly preview: Preview; readonly rejected: boolean }
  | { readonly kind: 'exported'; readonly preview: Preview; readonly transactions: readonly string[] }
  | { readonly kind: 'signing'; readonly preview: Preview }
  | { readonly kind: 'sending'; readonly done: number; readonly total: number; readonly answering: boolean }
  | { readonly kind: 'ended'; readonly outcomes: readonly Outcome[] };

/** Simulates what an act would do now. */
async function prepare(chain: Chain, act: Act, signer: PublicKey, validSecs: number): Promise<Preview | null> {
  const now = await fetchNow(chain);
  const errands = await act.errands({ now, expiresTs: now + validSecs, signer });
  if (errands.length === 0) return null;
  const rehearsals = await rehearse(chain, errands, signer);
  const good = rehearsals.filter(({ error }) => error === undefined);
  const bad = rehearsals.flatMap(({ errands: some, error }) =>
    error === undefined ? [] : [{ says: some.map(({ says }) => says).join(', '), error: told(error) }],
  );
  const effects = act.effects(good.flatMap(({ changes }) => changes));
  return { good, bad, effects, cost: lamportCost(good, signer) };
}

function saysOf({ errands }: Rehearsal): string[] {
  return errands.map(({ says }) => says);
}

/** The signature of the fee payer, base58. A wallet may have changed the transaction: what it returned is what counts. */
function signedOf(transaction: VersionedTransaction, lastValidBlockHeight: number): Signed {
  const [first = new Uint8Array()] = transaction.signatures;
  return { signature: bs58.encode(first), bytes: transaction.serialize(), lastValidBlockHeight };
}

type Signer = (transactions: VersionedTransaction[]) => Promise<VersionedTransaction[]>;

/** Takes an act from its beginning to its end. */
export function useFlow(act: Act) {
  const chain = useChain();
  const { connection } = useConnection();
  const { publicKey, signTransaction, signAllTransactions } = useWallet();
  const refresh = useRefresh();
  const [stage, setStage] = useState<Stage>({ kind: 'preparing' });
  /** Told apart from later runs: what a run that was left still brings is dropped. */
  const run = useRef(0);
  const kept = useRef<{ outcomes: Outcome[]; signed: Signed[] }>({ outcomes: [], signed: [] });

  const exports = act.signer !== null && publicKey?.equals(act.signer) !== true;
  const signer = exports ? act.signer : publicKey;

  const begin = useCallback(async () => {
    run.current += 1;
    const mine = run.current;
    const show = (next: Stage) => (mine === run.current ? setStage(next) : undefined);
    setStage({ kind: 'preparing' });
    if (signer === null) return;
    try {
      const preview = await prepare(chain, act, signer, exports ? DAYS_EXPORTED : MINUTES_SIGNED);
      if (preview === null) show({ kind: 'nothing' });
      else if (exports) show({ kind: 'exported', preview, transactions: await unsignedOf(chain, preview, signer) });
      else show({ kind: 'review', preview, rejected: false });
    } catch (failure) {
      show({ kind: 'unprepared', error: told(failure) });
    }
  }, [act, chain, exports, signer]);

  const follow = useCallback(
    async (signed: readonly Signed[], done: number, total: number) => {
      const onNews = ({ verdicts, answering }: News) =>
        setStage({ kind: 'sending', done: done + verdicts.size, total, answering });
      return deliver(connection, signed, { onNews });
    },
    [connection],
  );

  const sign = useCallback(
    async (preview: Preview) => {
      const mine = run.current;
      if (publicKey === null || signTransaction === undefined) return;
      const signAll: Signer = signAllTransactions ?? (async (all) => Promise.all(all.map((each) => signTransaction(each))));
      const outcomes: Outcome[] = [];
      const allSigned: Signed[] = [];
      const total = preview.good.length;
      const atOnce = act.atOnce ?? SIGNED_AT_ONCE;
      for (let from = 0; from < total; from += atOnce) {
        const some = preview.good.slice(from, from + atOnce);
        setStage({ kind: 'signing', preview });
        let signed: Signed[];
        try {
          const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
          const back = await signAll(some.map((each) => toSign(each, publicKey, blockhash)));
          // Left meanwhile: what was signed is not sent.
          if (mine !== run.current) return;
          const renewed = back.every(({ message }) => message.recentBlockhash === blockhash);
          const until = renewed ? lastValidBlockHeight : (await connection.getLatestBlockhash()).lastValidBlockHeight;
          signed = back.map((each) => signedOf(each, until));
        } catch (failure) {
          if (mine !== run.current) return;
          if (outcomes.length === 0) {
            if (decodeError(failure).name === 'UserRejected') setStage({ kind: 'review', preview, rejected: true });
            else setStage({ kind: 'unprepared', error: told(failure) });
            return;
          }
          const left = preview.good.slice(from);
          outcomes.push(...left.map((each): Outcome => ({ says: saysOf(each), signature: null, verdict: { kind: 'unsigned' } })));
          break;
        }
        allSigned.push(...signed);
        setStage({ kind: 'sending', done: from, total, answering: true });
        const verdicts = await follow(signed, from, total);
        outcomes.push(
          ...some.map((each, index): Outcome => {
            const signature = signed[index]?.signature ?? null;
            return { says: saysOf(each), signature, verdict: verdicts.get(signature ?? '') ?? { kind: 'unknown' } };
          }),
        );
        if (outcomes.some(({ verdict }) => verdict.kind !== 'landed')) {
          const left = preview.good.slice(from + atOnce);
          outcomes.push(...left.map((each): Outcome => ({ says: saysOf(each), signature: null, verdict: { kind: 'unsigned' } })));
          break;
        }
      }
      kept.current = { outcomes, signed: allSigned };
      setStage({ kind: 'ended', outcomes });
      void refresh();
    },
    [act.atOnce, connection, follow, publicKey, refresh, signAllTransactions, signTransaction],
  );

  /** Looks again at transactions whose end is not known; the same bytes are sent, nothing is signed. */
  const lookAgain = useCallback(async () => {
    const { outcomes, signed } = kept.current;
    const open = new Set(outcomes.flatMap(({ signature, verdict }) => (verdict.kind === 'unknown' ? [signature] : [])));
    const again = signed.filter(({ signature }) => open.has(signature));
    setStage({ kind: 'sending', done: 0, total: again.length, answering: true });
    const verdicts = await follow(again, 0, again.length);
    const next = outcomes.map((each) => ({ ...each, verdict: verdicts.get(each.signature ?? '') ?? each.verdict }));
    kept.current = { outcomes: next, signed };
    setStage({ kind: 'ended', outcomes: next });
    void refresh();
  }, [follow, refresh]);

  /** Leaves a signature that is waited for: if it still comes, it is not sent. */
  const leave = useCallback(() => {
    run.current += 1;
  }, []);

  return { stage, signer, begin, sign, lookAgain, leave };
}

/** Transactions as multisigs import them: wire format in base58, signatures left zero. */
async function unsignedOf({ connection }: Chain, { good }: Preview, signer: PublicKey): Promise<string[]> {
  const { blockhash } = await connection.getLatestBlockhash();
  return good.map((each) => bs58.encode(toSign(each, signer, blockhash).serialize()));
}
