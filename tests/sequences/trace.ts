/** What happened, in words that a person can follow. */
import type { Call } from './calls';
import type { ExternalEvent } from './external-events';
import type { World } from './state';

interface Entry {
  readonly now: number;
  readonly what: Call | ExternalEvent;
  readonly note: string;
  result: string;
}

export class Trace {
  private readonly entries: Entry[] = [];

  call(world: World, call: Call, note: string): Entry {
    return this.add({ now: world.now, what: call, note, result: '?' });
  }

  event(world: World, event: ExternalEvent): Entry {
    return this.add({ now: world.now, what: event, note: '', result: '?' });
  }

  private add(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  text(): string {
    let last = this.entries[0]?.now ?? 0;
    const lines = this.entries.map(({ now, what, note, result }, index) => {
      const passed = now - last;
      last = now;
      const when = `${new Date(now * 1000).toISOString().slice(0, 19)}Z ${passed === 0 ? '' : `(+${passed} s) `}`;
      return `${String(index + 1).padStart(4)}. ${when}${words(what)}${note === '' ? '' : ` [${note}]`} -> ${result}`;
    });
    return lines.join('\n');
  }
}

function words(what: Call | ExternalEvent): string {
  if ('event' in what) {
    const { event, ...rest } = what;
    return `${event} ${fields(rest)}`;
  }
  const { instruction, accounts, args, unsigned } = what;
  const missing = unsigned === undefined ? '' : ` without the signature of ${unsigned}`;
  return `${instruction}(${fields(args)}) ${fields(accounts)}${missing}`;
}

function fields(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join(' ');
}

function plain(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint' ? inner.toString() : inner,
    ).replaceAll('"', '');
  }
  return String(value);
}
