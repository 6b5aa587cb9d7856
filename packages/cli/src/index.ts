/** The command line as a library: what deployments, tests and benchmarks use of it. */
export { address, amount, whole } from './args';
export { minimumRent } from './operation/minimum-rent';
export { CliError } from './cli-error';
export { commandOn, runCommand } from './command-line';
export { describeError } from './output/describe-error';
export { run } from './main';
export { confirm, report } from './output/report';
export { Session } from './session';
export { clusterName, shownUrl } from './settings/cluster';
export { readKeypair } from './settings/keypair';
export { addClusterOptions, type ClusterOptions } from './settings/options';
export { processTerminal, type Colors, type Terminal } from './terminal';
export { facts } from './output/table';
export { sol } from './output/values';
