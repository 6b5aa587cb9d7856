/** Oracles: sources of values, what is attested of them, and the evidence for it. */
export { configOf, configSchema, readConfig, type OracleConfig, type OracleEntry } from './config';
export { readReceipts, storeEvidence, verifyEvidence } from './evidence';
export { observe, recompute, type Observation, type Recomputed, type Surroundings } from './observe';
export type { Receipt } from './receipt';
export { sourceSettings, type SourceSettings } from './sources';
