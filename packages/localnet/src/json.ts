/** What a JSON-RPC answer is made of. Amounts may be bigints: they are written with all their digits. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

/** No text of an answer starts with this: logs, addresses and errors all start with letters or digits. */
const MARK = '\u0001';

/** JSON with every digit of a bigint, which a plain number would lose above 2^53. */
export function stringify(value: Json): string {
  let marked = false;
  const text = JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry !== 'bigint') return entry;
    if (entry <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(entry);
    marked = true;
    return `${MARK}${entry}`;
  });
  return marked ? text.replace(/"\\u0001(\d+)"/g, '$1') : text;
}

/** Whether a parsed JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
