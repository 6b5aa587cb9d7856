/** What people do with metrics. */
export { attestMetricOperation, type ObservationInput } from './attest-metric';
export { closeMetricOperation, closeMetricsOperation } from './close-metrics';
export { createMetricOperation } from './create-metric';
export { disputeMetricOperation, type DisputeInput } from './dispute-metric';
export { finalizeMetricOperation } from './finalize-metric';
