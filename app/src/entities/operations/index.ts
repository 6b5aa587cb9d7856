/** Operations as this page shows them. */
export { useOperationContext } from './useOperationContext';
