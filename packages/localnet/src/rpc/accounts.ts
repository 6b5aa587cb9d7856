/** Methods about accounts. */
import type { KeyedAccount } from '../ledger/account';
import type { Ledger } from '../ledger/ledger';
import type { Json } from '../json';
import { type Methods, checkSlot, inContext } from './context';
import { type View, encodeAccount, readView } from './encoding';
import { CODES, RpcError, invalidParams } from './errors';
import { readFilters } from './filters';
import { type Params, readPubkey } from './params';

const MAX_ACCOUNTS = 100;
const MAX_ACCOUNT_BYTES = 10 * 1024 * 1024;
const LARGEST = 20;

export function accountMethods(ledger: Ledger): Methods {
  const lookup = (address: string) => ledger.account(address);
  const show = (address: string, view: View): Json => {
    const account = ledger.account(address);
    return account && encodeAccount(address, account, view, lookup);
  };
  const keyed =
    (view: View) =>
    ([pubkey, account]: KeyedAccount) => ({
      account: encodeAccount(pubkey, account, view, lookup),
      pubkey,
    });
  return {
    getAccountInfo: (params) => {
      const [address, config] = [params.pubkey(0), params.config(1)];
      checkSlot(ledger, config);
      return inContext(ledger, show(address, readView(config, 'binary')));
    },
    getMultipleAccounts: (params) => {
      const [list, config] = [params.list(0), params.config(1)];
      if (list.length > MAX_ACCOUNTS) throw invalidParams(`Too many inputs provided; max ${MAX_ACCOUNTS}`);
      checkSlot(ledger, config);
      const view = readView(config, 'base64');
      return inContext(
        ledger,
        list.map(readPubkey).map((address) => show(address, view)),
      );
    },
    getProgramAccounts: (params) => {
      const [program, config] = [params.pubkey(0), params.config(1)];
      checkSlot(ledger, config);
      const filters = readFilters(config.list('filters') ?? []);
      const found = ledger.ownedBy(program).filter(([, account]) => filters.every((matches) => matches(account)));
      const value = found.map(keyed(readView(config, 'binary')));
      return config.flag('withContext') ? inContext(ledger, value) : value;
    },
    getBalance: (params) => {
      const [address, config] = [params.pubkey(0), params.config(1)];
      checkSlot(ledger, config);
      return inContext(ledger, ledger.account(address)?.lamports ?? 0n);
    },
    getMinimumBalanceForRentExemption: (params) => ledger.rent(readSize(params)),
    getSupply: () => {
      const total = wallets(ledger).reduce((sum, [, { lamports }]) => sum + lamports, 0n);
      return inContext(ledger, { circulating: total, nonCirculating: 0, nonCirculatingAccounts: [], total });
    },
    getLargestAccounts: () => {
      const sorted = [...wallets(ledger)].sort(([, a], [, b]) => (a.lamports < b.lamports ? 1 : -1));
      return inContext(
        ledger,
        sorted.slice(0, LARGEST).map(([address, { lamports }]) => ({ address, lamports })),
      );
    },
  };
}

function readSize(params: Params): number {
  const size = params.integer(0);
  if (size > MAX_ACCOUNT_BYTES) throw new RpcError(CODES.invalidRequest, 'Invalid request');
  return size;
}

/** Accounts of people: LiteSVM lists accounts by owner only, and nearly all lamports are in these. */
function wallets(ledger: Ledger): readonly KeyedAccount[] {
  return ledger.ownedBy('11111111111111111111111111111111');
}
