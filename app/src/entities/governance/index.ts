/** How the members of a plan vote. */
export { useGovernance } from './governance';
export { ACTION_WORDS, depositText, rulesOf, type AmountText, type Rule } from './rules';
