/** Methods about SPL Token and Token-2022. */
import { type KeyedAccount, TOKEN_PROGRAMS } from '../ledger/account';
import type { Ledger } from '../ledger/ledger';
import { type MintFields, type TokenAccountFields, readMint, readTokenAccount } from '../ledger/tokens';
import type { Json } from '../json';
import { uiAmount } from '../parsed/amount';
import { type Methods, checkSlot, inContext } from './context';
import { encodeAccount, readView } from './encoding';
import { invalidParams } from './errors';
import { type Params, readPubkey } from './params';

const LARGEST = 20;

export function tokenMethods(ledger: Ledger): Methods {
  return {
    getTokenAccountBalance: (params) => {
      const account = ledger.account(params.pubkey(0));
      if (!account) throw invalidParams('Invalid param: could not find account');
      const held = readTokenAccount(account);
      if (!held) throw invalidParams('Invalid param: not a Token account');
      return inContext(ledger, uiAmount(held.amount, mintOf(ledger, held.mint).decimals));
    },
    getTokenSupply: (params) => {
      const account = ledger.account(params.pubkey(0));
      if (!account) throw invalidParams('Invalid param: could not find account');
      const mint = readMint(account);
      if (!mint) throw invalidParams('Invalid param: not a Token mint');
      return inContext(ledger, uiAmount(mint.supply, mint.decimals));
    },
    getTokenLargestAccounts: (params) => {
      const mint = params.pubkey(0);
      const { decimals } = mintOf(ledger, mint);
      const value = accountsOfMint(ledger, mint)
        .sort(([, a], [, b]) => (a.amount < b.amount ? 1 : -1))
        .slice(0, LARGEST)
        .map(([address, { amount }]) => ({ address, ...uiAmount(amount, decimals) }));
      return inContext(ledger, value);
    },
    getTokenAccountsByOwner: (params) => listAccounts(ledger, params, (fields, owner) => fields.owner === owner),
    getTokenAccountsByDelegate: (params) =>
      listAccounts(ledger, params, (fields, delegate) => fields.delegate === delegate),
  };
}

type Belongs = (fields: TokenAccountFields, to: string) => boolean;

function listAccounts(ledger: Ledger, params: Params, belongs: Belongs): Json {
  const to = params.pubkey(0);
  const scope = params.config(1);
  const config = params.config(2);
  checkSlot(ledger, config);
  const [mint, programId] = [scope.text('mint'), scope.text('programId')];
  if (mint === undefined && programId === undefined) {
    throw invalidParams('Invalid params: invalid value: map, expected map with a single key.');
  }
  if (mint !== undefined) mintOf(ledger, readPubkey(mint));
  if (programId !== undefined && !TOKEN_PROGRAMS.includes(readPubkey(programId))) {
    throw invalidParams('Invalid param: unrecognized Token program id');
  }
  const programs = programId === undefined ? [programOf(ledger, mint ?? '')] : [programId];
  const view = readView(config, 'binary');
  const lookup = (address: string) => ledger.account(address);
  const found = programs
    .flatMap((program) => ledger.ownedBy(program))
    .filter(([, account]) => {
      const fields = readTokenAccount(account);
      return fields !== null && belongs(fields, to) && (mint === undefined || fields.mint === mint);
    });
  return inContext(
    ledger,
    found.map(([pubkey, account]) => ({ account: encodeAccount(pubkey, account, view, lookup), pubkey })),
  );
}

function accountsOfMint(ledger: Ledger, mint: string): [address: string, fields: TokenAccountFields][] {
  return ledger.ownedBy(programOf(ledger, mint)).flatMap(([address, account]: KeyedAccount) => {
    const fields = readTokenAccount(account);
    const listed: [string, TokenAccountFields][] = fields?.mint === mint ? [[address, fields]] : [];
    return listed;
  });
}

function programOf(ledger: Ledger, mint: string): string {
  return ledger.account(mint)?.owner ?? '';
}

function mintOf(ledger: Ledger, address: string): MintFields {
  const account = ledger.account(address);
  if (!account) throw invalidParams('Invalid param: could not find mint');
  const mint = readMint(account);
  if (!mint) throw invalidParams('Invalid param: Token mint could not be unpacked');
  return mint;
}
