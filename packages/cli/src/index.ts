/** The command line as a library: what deployments, examples and tests use of it. */
export { address, amount, whole } from './args';
export { minimumRent } from './chain/rent';
export { CliError } from './cli-error';
export { commandOn, runCommand } from './command-line';
export { describeError } from './describe-error';
export { run } from './main';
export { confirm, report } from './operation';
export { Session } from './session';
export { clusterName, shownUrl } from './settings/cluster';
export { readKeypair } from './settings/keypair';
export { addClusterOptions, type ClusterOptions } from './settings/options';
export { processTerminal, type Colors, type Terminal } from './terminal';
export { gauge } from './text/chart';
export { facts } from './text/table';
export { sol } from './text/values';
export { rulesInWords } from './text/voting';
