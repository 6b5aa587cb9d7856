/** Where the fields of accounts and events lie, from the program's interface, and reading them. */
import { PublicKey } from '@solana/web3.js';
import { ANY_IDL, IDL, type Vesting } from './idl';

type IdlType = NonNullable<typeof ANY_IDL.types>[number];
type FieldType = Extract<Extract<IdlType['type'], { kind: 'struct' }>['fields'], { name: string }[]>[number]['type'];

type Types = Vesting['types'][number];
/** Name of a type of the program, such as `grant`. */
export type TypeName = Types['name'];

type Fields<N extends TypeName> = Extract<Types, { name: N }>['type'] extends {
  fields: infer F extends readonly unknown[];
}
  ? F[number]
  : never;

/** Name of an enum's variant, such as `withConsent`. */
export type VariantName<N extends TypeName> = Extract<Types, { name: N }>['type'] extends {
  variants: infer V extends readonly { name: string }[];
}
  ? V[number]['name']
  : never;

type Value<T> = T extends 'u8' | 'u16' | 'u32' | 'i8'
  ? number
  : T extends 'u64' | 'i64'
    ? bigint
    : T extends 'bool'
      ? boolean
      : T extends 'pubkey'
        ? PublicKey
        : T extends { array: [infer E, number] }
          ? readonly Value<E>[]
          : T extends { defined: { name: infer N extends TypeName } }
            ? VariantName<N> extends never
              ? Struct<N>
              : VariantName<N>
            : never;

/** A struct as it is read: 64-bit integers are `bigint`, enums the names of their variants. */
export type Struct<N extends TypeName> = {
  readonly [F in Fields<N> as F extends { name: infer K extends string } ? K : never]: F extends { type: infer T }
    ? Value<T>
    : never;
};

type Read = (view: DataView, at: number) => unknown;
/** How to read a type of a fixed size. */
interface Codec {
  readonly size: number;
  readonly read: Read;
}

function bytesAt(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

const SCALARS: Readonly<Record<string, Codec>> = {
  u8: { size: 1, read: (view, at) => view.getUint8(at) },
  i8: { size: 1, read: (view, at) => view.getInt8(at) },
  u16: { size: 2, read: (view, at) => view.getUint16(at, true) },
  u32: { size: 4, read: (view, at) => view.getUint32(at, true) },
  u64: { size: 8, read: (view, at) => view.getBigUint64(at, true) },
  i64: { size: 8, read: (view, at) => view.getBigInt64(at, true) },
  bool: { size: 1, read: (view, at) => view.getUint8(at) !== 0 },
  pubkey: { size: 32, read: (view, at) => new PublicKey(bytesAt(view, at, 32)) },
};

interface Field extends Codec {
  readonly name: string;
  readonly offset: number;
}

function fieldsOf(name: string): Field[] {
  const type = ANY_IDL.types?.find((definition) => definition.name === name)?.type;
  if (type?.kind !== 'struct') throw new Error(`${name} is not a struct of the program.`);
  let offset = 0;
  return (type.fields ?? []).map((field) => {
    if (typeof field === 'string' || !('name' in field)) throw new Error(`${name} has fields without names.`);
    const codec = codecOf(field.type, `${name}.${field.name}`);
    const placed = { ...codec, name: field.name, offset };
    offset += codec.size;
    return placed;
  });
}

function structCodec(name: string): Codec {
  const fields = fieldsOf(name);
  return {
    size: fields.reduce((sum, { size }) => sum + size, 0),
    read: (view, at) => Object.fromEntries(fields.map(({ name: key, offset, read }) => [key, read(view, at + offset)])),
  };
}

function definedCodec(name: string): Codec {
  const type = ANY_IDL.types?.find((definition) => definition.name === name)?.type;
  if (type?.kind !== 'enum') return structCodec(name);
  const names = type.variants.map((variant) => variant.name);
  return {
    size: 1,
    read: (view, at) => {
      const variant = names[view.getUint8(at)];
      if (variant === undefined) throw new RangeError(`${view.getUint8(at)} is no ${name}.`);
      return variant;
    },
  };
}

function codecOf(type: FieldType, label: string): Codec {
  const scalar = typeof type === 'string' ? SCALARS[type] : undefined;
  if (scalar !== undefined) return scalar;
  if (typeof type === 'object' && 'defined' in type) return definedCodec(type.defined.name);
  if (typeof type === 'object' && 'array' in type) {
    const [element, length] = type.array;
    const { size, read } = codecOf(element, label);
    if (typeof length !== 'number') throw new Error(`The length of ${label} is not a number.`);
    return {
      size: size * length,
      read: (view, at) => Array.from({ length }, (_, index) => read(view, at + size * index)),
    };
  }
  throw new Error(`${label} has no fixed size, which this reader needs.`);
}

/** A struct of the program: its size in bytes, where its fields lie, and reading it. */
export class Layout<N extends TypeName> {
  readonly size: number;
  private readonly fields: readonly Field[];

  constructor(readonly name: N) {
    this.fields = fieldsOf(name);
    this.size = this.fields.reduce((sum, { size }) => sum + size, 0);
  }

  /** Offset of a field from the struct's first byte. */
  offset(field: keyof Struct<N> & string): number {
    const found = this.fields.find(({ name }) => name === field);
    if (found === undefined) throw new Error(`${this.name} has no field ${field}.`);
    return found.offset;
  }

  /** Reads one struct at a position. */
  read(data: Uint8Array, at = 0): Struct<N> {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const values: Record<string, unknown> = {};
    // A loop: pages read ten thousand accounts at once.
    for (const { name, offset, read } of this.fields) values[name] = read(view, at + offset);
    // The fields are those of the interface that the type is made of.
    return values as Struct<N>;
  }
}

/** The first bytes of an account or an event, which tell its kind. */
export function discriminatorOf(kind: 'accounts' | 'events', name: string): Uint8Array {
  const found = IDL[kind].find((item) => item.name === name);
  if (found === undefined) throw new Error(`The program has no ${name} among its ${kind}.`);
  return Uint8Array.from(found.discriminator);
}
