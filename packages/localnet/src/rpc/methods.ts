import type { Ledger } from '../ledger/ledger';
import { accountMethods } from './accounts';
import { type Addresses, clusterMethods } from './cluster';
import type { Method } from './context';
import { historyMethods } from './history';
import { sendingMethods } from './sending';
import { surfnetMethods } from './surfnet';
import { tokenMethods } from './tokens';

/** Every method of the HTTP API by name. */
export function httpMethods(ledger: Ledger, addresses: Addresses): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...accountMethods(ledger),
      ...tokenMethods(ledger),
      ...clusterMethods(ledger, addresses),
      ...historyMethods(ledger),
      ...sendingMethods(ledger),
      ...surfnetMethods(ledger),
    }),
  );
}
