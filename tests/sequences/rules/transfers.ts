/** Rules of transfers. */
import { at, type CallAccounts } from '../calls';
import type { Transfer, World } from '../state';
import { addLamports, lamports } from './checks';

/** Closes a transfer; its rent goes back to who proposed it. */
export function endTransfer(world: World, call: CallAccounts, transfer: Transfer): void {
  const name = at(call, 'transfer');
  addLamports(world, transfer.proposer, lamports(world, name));
  world.lamports.delete(name);
  world.transfers.delete(name);
}
