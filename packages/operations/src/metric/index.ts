/** What people do with metrics. */
export { attestMetricOperation } from './attest-metric';
export { closeMetricOperation, closeMetricsOperation } from './close-metrics';
export { createMetricOperation } from './create-metric';
export { disputeMetricOperation } from './dispute-metric';
export { finalizeMetricOperation } from './finalize-metric';
