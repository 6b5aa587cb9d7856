/** Plans: reading them, who may do what in them, what they promise. */
export { AnnouncedNotice, Attestors } from './Attestors';
export { IssuerField } from './IssuerField';
export { fetchPlans, type FundedPlan } from './plan';
export { PlanOfPath } from './PlanOfPath';
export { PlanPromises } from './PlanPromises';
export { PromiseList } from './PromiseList';
export { promisesOf, RISK_LABELS, shapeOf, type PlanPolicy, type PlanPromise } from './promises';
export { RoleList } from './RoleList';
export { announcedFor, heldBy, HOLDERS, usePlansRunBy } from './roles';
export { useIssuer } from './useIssuer';
