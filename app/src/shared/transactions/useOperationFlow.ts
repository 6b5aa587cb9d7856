/** An operation on its way: prepared, reviewed, signed, sent, decided. The engine's adapter for React. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { decodeError } from '@tenure/sdk';
import {
  budgeted,
  executeTransactions,
  exportTransaction,
  packTransactions,
  sendAndConfirm,
  type SimulatedTransaction,
  type TransactionResult,
} from '@tenure/transactions';
import { useCallback, useRef, useState } from 'react';
import { fetchNow, useChain, useRefresh, type ChainAccess } from '@/shared/chain';
import { describeError, type ErrorDescription } from '@/shared/errors/describeError';
import type { Effect, Operation } from '@tenure/operations';
import { lamportCost } from './lamportCost';
import { walletSigner } from './walletSigner';

const MINUTES_SIGNED = 10 * 60;
const DAYS_EXPORTED = 7 * 86_400;
/** The most that is paid for priority, millionths of a lamport for each compute unit. */
const MAX_PRIORITY_FEE = 1_000_000n;
/** The end is left open when nothing was answered for so long. */
const SEND_TIMEOUT_MS = 60_000;

/** What was simulated, as it is reviewed. */
export interface OperationPreview {
  /** Those that would succeed. */
  readonly good: readonly SimulatedTransaction[];
  /** Those that would fail, and why. They are left out. */
  readonly bad: readonly { readonly label: string; readonly error: ErrorDescription }[];
  readonly effects: readonly Effect[];
  readonly cost: { readonly fee: bigint; readonly rent: bigint };
}

/** One transaction at its end. */
export type OperationResult = TransactionResult<SimulatedTransaction>;

/** Where an operation stands. */
export type OperationStage =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'unprepared'; readonly error: ErrorDescription }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'review'; readonly preview: OperationPreview; readonly rejected: boolean }
  | { readonly kind: 'exported'; readonly preview: OperationPreview; readonly transactions: readonly string[] }
  | { readonly kind: 'signing'; readonly preview: OperationPreview }
  | { readonly kind: 'sending'; readonly done: number; readonly total: number; readonly answering: boolean }
  | { readonly kind: 'ended'; readonly results: readonly OperationResult[] };

/** What transactions do, such as `Claim from grant 7, Claim from grant 9`. */
export function labelOf({ groups }: SimulatedTransaction): string {
  return groups.map(({ label }) => label).join(', ');
}

/** Simulates what an operation would do now. */
async function prepare(
  chain: ChainAccess,
  operation: Operation,
  signer: PublicKey,
  validSecs: number,
): Promise<OperationPreview | null> {
  const { connection, programId } = chain;
  const now = await fetchNow(chain);
  const groups = await operation.groups({ now, expiresTs: now + validSecs, signer, payer: signer });
  if (groups.length === 0) return null;
  const good: SimulatedTransaction[] = [];
  const bad: { label: string; error: ErrorDescription }[] = [];
  const options = { maxPriorityFee: MAX_PRIORITY_FEE, programId };
  for await (const transaction of packTransactions(connection, { groups, payer: signer }, options)) {
    const { error } = transaction.simulation;
    if (error === undefined) good.push(transaction);
    else bad.push({ label: labelOf(transaction), error: describeError(error) });
  }
  const effects = operation.effects(good.flatMap(({ simulation }) => simulation.changes));
  return { good, bad, effects, cost: lamportCost(good, signer) };
}

/** Transactions as multisigs import them: wire format in base58, signatures left zero. */
async function unsignedOf(
  { connection }: ChainAccess,
  { good }: OperationPreview,
  signer: PublicKey,
): Promise<string[]> {
  const { blockhash } = await connection.getLatestBlockhash();
  return good.map((each) => exportTransaction(budgeted(each), signer, blockhash));
}

/** How transactions are sent to a chain. */
function sendingTo({ programId }: ChainAccess) {
  return { commitment: 'confirmed', timeoutMs: SEND_TIMEOUT_MS, programId } as const;
}

/** Takes an operation from its beginning to its end. */
export function useOperationFlow(operation: Operation) {
  const chain = useChain();
  const { connection } = chain;
  const { publicKey, signTransaction, signAllTransactions } = useWallet();
  const refresh = useRefresh();
  const [stage, setStage] = useState<OperationStage>({ kind: 'preparing' });
  /** The run that is shown: what one that was left still brings is dropped. */
  const run = useRef(new AbortController());
  const kept = useRef<readonly OperationResult[]>([]);

  const exports = operation.signer !== null && publicKey?.equals(operation.signer) !== true;
  const signer = exports ? operation.signer : publicKey;

  /** Leaves a signature that is waited for: if it still comes, it is not sent. */
  const leave = useCallback(() => run.current.abort(), []);

  const begin = useCallback(async () => {
    leave();
    run.current = new AbortController();
    const { signal } = run.current;
    const show = (next: OperationStage) => (signal.aborted ? undefined : setStage(next));
    setStage({ kind: 'preparing' });
    if (signer === null) return;
    try {
      const preview = await prepare(chain, operation, signer, exports ? DAYS_EXPORTED : MINUTES_SIGNED);
      if (preview === null) show({ kind: 'nothing' });
      else if (exports) show({ kind: 'exported', preview, transactions: await unsignedOf(chain, preview, signer) });
      else show({ kind: 'review', preview, rejected: false });
    } catch (failure) {
      show({ kind: 'unprepared', error: describeError(failure) });
    }
  }, [operation, chain, exports, leave, signer]);

  const end = useCallback(
    (results: readonly OperationResult[]) => {
      kept.current = results;
      setStage({ kind: 'ended', results });
      void refresh();
    },
    [refresh],
  );

  const sign = useCallback(
    async (preview: OperationPreview) => {
      const { signal } = run.current;
      const wallet = walletSigner({ signTransaction, signAllTransactions });
      if (wallet === null) return;
      try {
        const results = await executeTransactions(connection, preview.good, {
          ...{ ...sendingTo(chain), signer: wallet, atOnce: operation.atOnce, signal },
          onProgress: (progress) => {
            if (progress.stage === 'signing') setStage({ kind: 'signing', preview });
            else
              setStage({
                kind: 'sending',
                done: progress.decided,
                total: progress.total,
                answering: progress.answering,
              });
          },
        });
        if (!signal.aborted) end(results);
      } catch (failure) {
        if (signal.aborted) return;
        if (decodeError(failure).name === 'UserRejected') setStage({ kind: 'review', preview, rejected: true });
        else setStage({ kind: 'unprepared', error: describeError(failure) });
      }
    },
    [operation.atOnce, chain, connection, end, signAllTransactions, signTransaction],
  );

  /** Looks again at transactions whose end is not known; the same bytes are sent, nothing is signed. */
  const lookAgain = useCallback(async () => {
    const open = kept.current.flatMap(({ signed, outcome }) =>
      outcome.kind === 'unknown' && signed !== null ? [signed] : [],
    );
    const total = open.length;
    setStage({ kind: 'sending', done: 0, total, answering: true });
    const outcomes = await sendAndConfirm(connection, open, {
      ...sendingTo(chain),
      onLook: ({ pending, answering }) => setStage({ kind: 'sending', done: total - pending, total, answering }),
    });
    const found = new Map(outcomes.map((outcome) => [outcome.signature, outcome]));
    end(kept.current.map((each) => ({ ...each, outcome: found.get(each.signed?.signature ?? '') ?? each.outcome })));
  }, [chain, connection, end]);

  return { stage, signer, begin, sign, lookAgain, leave };
}
