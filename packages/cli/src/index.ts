/** The command line as a library: what tests and benchmarks use of it. */
export { Delivery, type DeliveryOptions, type Network, type Verdict } from './chain/delivery';
export type { Signed } from './chain/message';
export { run } from './main';
export type { Colors, Terminal } from './terminal';
