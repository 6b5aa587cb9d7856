/** Many accounts in one call. web3.js checks each of its answer's fields on its own, which takes seconds for ten thousand. */
import { PublicKey, type GetProgramAccountsConfig } from '@solana/web3.js';
import type { Reader } from '@tenure/sdk';
import { fetchWithTimeout } from '@tenure/transactions';

type ProgramAccount = Awaited<ReturnType<Reader['getProgramAccounts']>>[number];

const CALL_TIMEOUT_MS = 60_000;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What browsers since 2025 have, and this version of TypeScript does not know. */
interface ReadsBase64 {
  fromBase64(text: string): Uint8Array;
}

function readsBase64(value: object): value is ReadsBase64 {
  return 'fromBase64' in value;
}

function bytesOf(base64: string): Uint8Array {
  if (readsBase64(Uint8Array)) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** One account of the answer; undefined where it is not as the API says. */
function accountIn(item: unknown, owner: PublicKey): ProgramAccount | undefined {
  if (!isRecord(item) || typeof item.pubkey !== 'string' || !isRecord(item.account)) return undefined;
  const { data } = item.account;
  const encoded: unknown = Array.isArray(data) ? data[0] : undefined;
  if (typeof encoded !== 'string') return undefined;
  return { pubkey: new PublicKey(item.pubkey), account: { owner, data: bytesOf(encoded) } };
}

/** Reads the answer to a `getProgramAccounts`. Errors: Error with the server's words, or where it is no such answer. */
export function programAccountsIn(answer: unknown, owner: PublicKey): ProgramAccount[] {
  if (isRecord(answer) && isRecord(answer.error))
    throw new Error(`The RPC server refused: ${String(answer.error.message)}`);
  if (!isRecord(answer) || !Array.isArray(answer.result)) throw new Error('The RPC server gave no accounts.');
  return answer.result.map((item: unknown) => {
    const found = accountIn(item, owner);
    if (found === undefined) throw new Error('The RPC server gave something that is no account.');
    return found;
  });
}

/** The accounts of a program that filters select, as `Connection.getProgramAccounts` gives them. */
export async function fetchProgramAccounts(
  rpc: string,
  programId: PublicKey,
  { filters, dataSlice }: Pick<GetProgramAccountsConfig, 'filters' | 'dataSlice'>,
): Promise<ProgramAccount[]> {
  const config = { commitment: 'confirmed', encoding: 'base64', filters, dataSlice };
  const request = { jsonrpc: '2.0', id: 1, method: 'getProgramAccounts', params: [programId.toBase58(), config] };
  const answer = await fetchWithTimeout(CALL_TIMEOUT_MS)(rpc, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!answer.ok) throw new Error(`The RPC server answered ${answer.status} ${answer.statusText}`);
  return programAccountsIn(await answer.json(), programId);
}
