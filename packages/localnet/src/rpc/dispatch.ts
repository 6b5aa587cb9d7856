import { type Json, isRecord, stringify } from '../json';
import type { Method } from './context';
import { CODES, RpcError } from './errors';
import { Params } from './params';

/** Finds the method of a name. */
export type Find = (name: string) => Method | undefined;

type Answer = { readonly [key: string]: Json };

/** Answers a JSON-RPC 2.0 text, one request or a batch; an empty text where there is nothing to answer. */
export function answer(text: string, find: Find): string {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return stringify(failure(CODES.parse, 'Parse error', null));
  }
  if (Array.isArray(request)) {
    const list: readonly unknown[] = request;
    if (!list.every(isRecord)) return stringify(failure(CODES.parse, 'Parse error', null));
    const answers = list.flatMap((each) => answerOne(each, find) ?? []);
    return answers.length > 0 ? stringify(answers) : '';
  }
  if (!isRecord(request)) return stringify(failure(CODES.parse, 'Parse error', null));
  const one = answerOne(request, find);
  return one ? stringify(one) : '';
}

function answerOne(request: Readonly<Record<string, unknown>>, find: Find): Answer | null {
  const { jsonrpc, method, params } = request;
  const id = readId(request['id']);
  if (typeof method !== 'string') return failure(CODES.invalidRequest, 'Invalid request', id);
  if (jsonrpc === undefined) {
    return { error: { code: CODES.invalidRequest, message: 'Unsupported JSON-RPC protocol version' }, id };
  }
  if (jsonrpc !== '2.0') return failure(CODES.invalidRequest, 'Invalid request', id);
  const answered = call(method, params, id, find);
  // A request without an id is a notification: it is done, and not answered.
  return 'id' in request ? answered : null;
}

function call(method: string, params: unknown, id: Json, find: Find): Answer {
  const run = find(method);
  if (!run) return failure(CODES.methodNotFound, 'Method not found', id);
  if (params !== undefined && params !== null && !Array.isArray(params)) {
    return failure(CODES.invalidParams, '`params` should be an array', id);
  }
  const list: readonly unknown[] = params ?? [];
  try {
    return { jsonrpc: '2.0', result: run(new Params(list)), id };
  } catch (error) {
    if (error instanceof RpcError) return failure(error.code, error.message, id, error.data);
    console.error(`${method}:`, error);
    return failure(CODES.internal, 'Internal error', id);
  }
}

function failure(code: number, message: string, id: Json, data?: Json): Answer {
  return { jsonrpc: '2.0', error: data === undefined ? { code, message } : { code, message, data }, id };
}

function readId(id: unknown): Json {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
