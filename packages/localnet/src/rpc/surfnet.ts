/** Surfpool's names for what no real cluster does: moving time and writing accounts. */
import { PublicKey } from '@solana/web3.js';
import bs58 from 'bs58';
import { SYSTEM_PROGRAM, TOKEN_PROGRAM, type StoredAccount } from '../ledger/account';
import type { Ledger } from '../ledger/ledger';
import { TOKEN_ACCOUNT_BYTES } from '../ledger/tokens';
import { type Destination, travel } from '../ledger/travel';
import type { Json } from '../json';
import { epochInfo } from './cluster';
import { type Methods, inContext } from './context';
import { invalidParams } from './errors';
import { Config, type Params, readPubkey } from './params';

const ATA_PROGRAM = new PublicKey('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
const HOUR_MS = 3_600_000;
const STATES: Readonly<Record<string, number>> = { uninitialized: 0, initialized: 1, frozen: 2 };
/** Offsets in a token account. */
const AT = { state: 108, amount: 64, delegate: 72, delegatedAmount: 121, closeAuthority: 129 };

export function surfnetMethods(ledger: Ledger): Methods {
  const present = () => epochInfo(ledger, new Config({ commitment: 'processed' }));
  return {
    surfnet_timeTravel: (params) => {
      const to = params.at(0) === undefined ? inAnHour(ledger) : destination(params.config(0));
      try {
        travel(ledger, to);
      } catch (error) {
        if (error instanceof RangeError) throw invalidParams(error.message);
        throw error;
      }
      return present();
    },
    surfnet_pauseClock: () => {
      ledger.clock.pause();
      return present();
    },
    surfnet_resumeClock: () => {
      ledger.clock.resume();
      return present();
    },
    surfnet_setAccount: (params) => setAccount(ledger, params),
    surfnet_setTokenAccount: (params) => setTokenAccount(ledger, params),
  };
}

/** Where Surfpool goes when it isn't told. */
function inAnHour(ledger: Ledger): Destination {
  return { timestampMs: ledger.clock.now() + HOUR_MS };
}

function destination(config: Config): Destination {
  const [timestampMs, slot, epoch] = ['absoluteTimestamp', 'absoluteSlot', 'absoluteEpoch'].map((name) =>
    config.integer(name),
  );
  if (timestampMs !== undefined) return { timestampMs };
  if (slot !== undefined) return { slot };
  if (epoch !== undefined) return { epoch };
  throw invalidParams('Invalid params: expected one of `absoluteTimestamp`, `absoluteSlot`, `absoluteEpoch`.');
}

function setAccount(ledger: Ledger, params: Params): Json {
  const [address, update] = [params.pubkey(0), params.config(1)];
  const present: StoredAccount = ledger.account(address) ?? {
    lamports: 0n,
    owner: SYSTEM_PROGRAM,
    data: Buffer.alloc(0),
    executable: false,
  };
  const [lamports, owner, hex] = [update.integer('lamports'), update.text('owner'), update.text('data')];
  ledger.setAccount(address, {
    lamports: lamports === undefined ? present.lamports : BigInt(lamports),
    owner: owner === undefined ? present.owner : readPubkey(owner),
    data: hex === undefined ? present.data : readHex(hex),
    executable: update.value('executable') === undefined ? present.executable : update.flag('executable'),
  });
  return inContext(ledger, null);
}

/** Writes an owner's associated token account; opens it where there is none. */
function setTokenAccount(ledger: Ledger, params: Params): Json {
  const [owner, mint, update] = [params.pubkey(0), params.pubkey(1), params.config(2)];
  const program = params.at(3) === undefined ? TOKEN_PROGRAM : params.pubkey(3);
  const seeds = [owner, program, mint].map((each) => bs58.decode(each));
  const address = PublicKey.findProgramAddressSync(seeds, ATA_PROGRAM)[0].toBase58();
  const present = ledger.account(address);
  const data = present ? Buffer.from(present.data) : Buffer.alloc(TOKEN_ACCOUNT_BYTES);
  if (!present) {
    data.set(bs58.decode(mint), 0);
    data.set(bs58.decode(owner), 32);
    data.writeUInt8(1, AT.state);
  }
  const [amount, delegated] = [update.integer('amount'), update.integer('delegatedAmount')];
  if (amount !== undefined) data.writeBigUInt64LE(BigInt(amount), AT.amount);
  if (delegated !== undefined) data.writeBigUInt64LE(BigInt(delegated), AT.delegatedAmount);
  const state = update.text('state');
  if (state !== undefined) data.writeUInt8(readState(state), AT.state);
  writeOptionalKey(data, AT.delegate, update.text('delegate'));
  writeOptionalKey(data, AT.closeAuthority, update.text('closeAuthority'));
  const lamports = present?.lamports ?? ledger.rent(data.length);
  ledger.setAccount(address, { lamports, owner: program, data, executable: false });
  return inContext(ledger, null);
}

/** An address, or the text `null` for none; left out, it stays as it is. */
function writeOptionalKey(data: Buffer, offset: number, text: string | undefined): void {
  if (text === undefined) return;
  const bytes = text === 'null' ? Buffer.alloc(32) : bs58.decode(readPubkey(text));
  data.writeUInt32LE(text === 'null' ? 0 : 1, offset);
  data.set(bytes, offset + 4);
}

function readState(name: string): number {
  const state = STATES[name];
  if (state === undefined) throw invalidParams(`Invalid token account state: ${name}`);
  return state;
}

function readHex(text: string): Buffer {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw invalidParams('Invalid hex data provided');
  return Buffer.from(text, 'hex');
}
