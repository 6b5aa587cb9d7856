/**
 * Realms (SPL Governance): what it votes on, and the plugin that lets it count the unvested tokens of a plan.
 */
export * from './addresses';
export * from './instructions';
export { VOTER_WEIGHT_IDL, VOTER_WEIGHT_PROGRAM_ID, type VoterWeight, type VoterWeightErrorName } from './idl';
export * from './proposal';
export * from './fetch';
export * from './weight';
