/** The command line as a library: what deployments, tests and benchmarks use of it. */
export { confirm, report } from './act';
export { address, amount, whole } from './args';
export { minimumRent } from './chain/rent';
export { commandOn, runCommand } from './command-line';
export { run } from './main';
export { Refusal } from './refusal';
export { Session } from './session';
export { clusterName, shownUrl } from './settings/cluster';
export { readKeypair } from './settings/keypair';
export { addClusterOptions, type ClusterOptions } from './settings/options';
export { told } from './told';
export { processTerminal, type Colors, type Terminal } from './terminal';
export { facts } from './text/table';
export { sol } from './text/values';
