/** How the members of a plan vote. */
export { useGovernance } from './useGovernance';
export { ACTION_LABELS, depositText, rulesOf, type AmountText, type Rule } from './rules';
