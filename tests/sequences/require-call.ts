/** What has to work at the end of every sequence. */
import type { Call } from './calls';
import type { Run } from './run';

/** The note on calls of the teardown, which are not counted: they would hide a fuzzer that gets nowhere. */
export const TEARDOWN = 'teardown';

/** Sends a call that has to be accepted. */
export function requireCall(run: Run, call: Call): void {
  run.expect(run.call(call, TEARDOWN), `at the end ${call.instruction} must be possible`);
}

/** The account that a beneficiary is paid to; one is opened where there is none. */
export function payTo(run: Run, wallet: string, mint: string): string {
  const side = `${wallet}.${mint}.side`;
  if (run.world.tokens.has(side)) return side;
  const associated = `${wallet}.${mint}`;
  if (!run.world.tokens.has(associated)) run.happen({ event: 'openAccount', payer: 'stranger', owner: wallet, mint });
  return associated;
}
