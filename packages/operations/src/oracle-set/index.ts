/** What people do with a plan's oracle set. */
export { applyOraclesOperation } from './apply-oracles';
export { closeOraclesOperation } from './close-oracles';
export { setOraclesOperation } from './set-oracles';
