/** Oracles: sources of values, what is attested of them, and the evidence for it. */
export { isHttpAddress } from './access/endpoint';
export { httpGet, type GetRequest } from './access/http-get';
export { configOf, readConfig, type OracleConfig, type OracleEntry } from './config';
export { readReceipts, storeEvidence, verifyEvidence } from './evidence';
export { observe, recompute, type Observation, type Recomputed, type Surroundings } from './observe';
export { OracleError } from './oracle-error';
export type { Receipt } from './receipt';
export type { SourceSettings } from './sources';
export { compareDecimals, formatDecimal, parseDecimal, unitsOf, type Decimal } from './values/decimal';
