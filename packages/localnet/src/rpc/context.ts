import type { Ledger } from '../ledger/ledger';
import type { Json, JsonObject } from '../json';
import { CODES, RpcError, invalidParams } from './errors';
import type { Commitment, Config, Params } from './params';

/** The release whose API this is, and which it names itself to clients that ask. */
export const API_VERSION = '4.2.2';
export const FEATURE_SET = 565_236_538;

/** What one method does with its parameters. */
export type Method = (params: Params) => Json;
export type Methods = Readonly<Record<string, Method>>;

/** An answer with the slot that it holds for. */
export function inContext(ledger: Ledger, value: Json): JsonObject {
  return { context: { apiVersion: API_VERSION, slot: ledger.slot }, value };
}

/** Refuses a request that wants to see a later slot than there is. */
export function checkSlot(ledger: Ledger, config: Config): void {
  const wanted = config.integer('minContextSlot');
  if (wanted === undefined || wanted <= ledger.slot) return;
  throw new RpcError(CODES.minContextSlot, 'Minimum context slot has not been reached', {
    contextSlot: ledger.slot,
  });
}

/** For methods about what is confirmed. */
export function atLeastConfirmed(config: Config): Commitment {
  const commitment = config.commitment();
  if (commitment === 'processed') throw invalidParams('Method does not support commitment below `confirmed`');
  return commitment;
}
