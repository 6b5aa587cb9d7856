/** Events of the program, from the logs of transactions. */
import { utils } from '@coral-xyz/anchor';
import { IDL, PROGRAM_ID, type Vesting } from './idl';
import { discriminatorOf, Layout, type Struct } from './layout';

/** Name of an event, such as `grantIssued`. */
export type EventName = Vesting['events'][number]['name'];

/** An event with its fields; amounts are `bigint`, and so are times, as the program emits them. */
export type TenureEvent = { [N in EventName]: { readonly name: N; readonly data: Struct<N> } }[EventName];

interface EventReader {
  readonly discriminator: Uint8Array;
  readonly size: number;
  readonly read: (data: Uint8Array) => TenureEvent;
}

function reader<N extends EventName>(name: N): EventReader {
  const layout = new Layout(name);
  const discriminator = discriminatorOf('events', name);
  return {
    discriminator,
    size: discriminator.length + layout.size,
    // Each name goes with its own fields, which a union over all names can't express.
    read: (data) => ({ name, data: layout.read(data, discriminator.length) }) as unknown as TenureEvent,
  };
}

const READERS: readonly EventReader[] = IDL.events.map(({ name }) => reader(name));

/** Reads the bytes of one event; undefined where they are none of this program's. */
export function decodeEvent(data: Uint8Array): TenureEvent | undefined {
  return READERS.find(
    ({ discriminator, size }) => data.length >= size && discriminator.every((byte, index) => data[index] === byte),
  )?.read(data);
}

const INVOKE = /^Program (\w+) invoke \[\d+\]$/;
const END = /^Program \w+ (success|failed: .*)$/;
const DATA = 'Program data: ';

/**
 * The events of a transaction in their order: only what this program wrote itself, so that no other program in the
 * transaction can forge one. A failed transaction's logs tell of things that did not happen: check that it succeeded.
 */
export function decodeEvents(logs: readonly string[], programId = PROGRAM_ID): TenureEvent[] {
  const ours = programId.toBase58();
  const running: string[] = [];
  const events: TenureEvent[] = [];
  for (const line of logs) {
    const invoked = INVOKE.exec(line)?.[1];
    if (invoked !== undefined) running.push(invoked);
    else if (END.test(line)) running.pop();
    else if (line.startsWith(DATA) && running.at(-1) === ours) {
      const event = decodeEvent(utils.bytes.base64.decode(line.slice(DATA.length)));
      if (event !== undefined) events.push(event);
    }
  }
  return events;
}
