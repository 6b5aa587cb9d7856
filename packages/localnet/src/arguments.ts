import { parseArgs } from 'node:util';
import type { LocalnetOptions, Program } from './localnet';

export const USAGE = `Usage: tenure-localnet [options]

A Solana development chain behind the JSON-RPC API (default http://127.0.0.1:8899) and
the WebSocket API (port 8900).

  --rpc-port PORT          Port of the JSON-RPC API; 0 for a free one (default 8899)
  --ws-port PORT           Port of the WebSocket API (default the one after the JSON-RPC API's)
  --bind ADDRESS           Address to listen on (default 127.0.0.1). On any other address everybody
                           in the network can write any account and move the clock
  --program ID FILE        A program that is there from the start and that nobody can upgrade; may be repeated
  --upgradeable-program ID FILE AUTHORITY
                           The same, upgradeable by an address
  --airdrop ADDRESS SOL    Gives SOL at the start; may be repeated
  --slot-ms MS             Time between blocks (default 400)
  --start TIME             Where a new chain's clock starts, e.g. 2025-01-15T12:00:00Z (default now)
  --save FILE              Goes on from FILE if it is there, and saves the chain to it on exit
  --quiet                  Prints nothing but errors
  --help                   Prints this
`;

export type Airdrop = { readonly to: string; readonly sol: number };
export type Arguments = {
  readonly options: LocalnetOptions;
  readonly airdrops: readonly Airdrop[];
  readonly quiet: boolean;
  readonly help: boolean;
};

/** How many words follow an option that takes several. */
const WORDS: Readonly<Record<string, number>> = {
  '--program': 2,
  '--upgradeable-program': 3,
  '--airdrop': 2,
};

/** Reads the command line; throws with a sentence on what it does not understand. */
export function readArguments(argv: readonly string[]): Arguments {
  const programs: Program[] = [];
  const airdrops: Airdrop[] = [];
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const name = argv[at] ?? '';
    const count = WORDS[name] ?? 0;
    const words = argv.slice(at + 1, at + 1 + count);
    if (words.length < count || words.some((word) => word.startsWith('--')))
      throw new Error(`${name} takes ${count} words`);
    const [first = '', second = '', third = ''] = words;
    if (name === '--program') programs.push({ id: first, elf: second });
    else if (name === '--upgradeable-program') programs.push({ id: first, elf: second, authority: third });
    else if (name === '--airdrop') airdrops.push({ to: first, sol: readNumber(second, name) });
    else rest.push(name);
    at += count;
  }
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: rest,
    options: {
      'rpc-port': text,
      'ws-port': text,
      bind: text,
      'slot-ms': text,
      start: text,
      save: text,
      quiet: flag,
      help: flag,
    },
  });
  const options: LocalnetOptions = {
    programs,
    ...(values['rpc-port'] === undefined ? {} : { rpcPort: readNumber(values['rpc-port'], '--rpc-port') }),
    ...(values['ws-port'] === undefined ? {} : { wsPort: readNumber(values['ws-port'], '--ws-port') }),
    ...(values.bind === undefined ? {} : { bind: values.bind }),
    ...(values['slot-ms'] === undefined ? {} : { slotMs: readSlotMs(values['slot-ms']) }),
    ...(values.start === undefined ? {} : { startMs: readTime(values.start) }),
    ...(values.save === undefined ? {} : { save: values.save }),
  };
  return { options, airdrops, quiet: values.quiet, help: values.help };
}

function readNumber(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new Error(`${name} takes a number, not "${text}"`);
  return value;
}

function readSlotMs(text: string): number {
  const ms = readNumber(text, '--slot-ms');
  // No blocks on their own is for tests, which can make them.
  if (ms < 1) throw new Error('--slot-ms takes at least 1');
  return ms;
}

function readTime(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`--start takes a time such as 2025-01-15T12:00:00Z, not "${text}"`);
  return ms;
}
