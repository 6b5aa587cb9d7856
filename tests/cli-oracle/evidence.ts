/** Values that oracles attest from files, with evidence. */
import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixture, Person } from '../cli/commands/fixture';
import type { Ran } from '../support/command-line';
import type { Measured } from './metric-fixture';

/** A source that reads one number from a JSON file, observed now. */
export function jsonSource(document: string, path = '$.value'): object {
  return { kind: 'json', document, path, observed: 'now' };
}

/** An oracle's folder, with its configuration and its sources. */
export class OracleFolder {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
  }

  get evidence(): string {
    return join(this.path, 'evidence');
  }

  /** Writes a file into it; returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Writes the configuration; returns its path. */
  config(metrics: readonly object[], rest: object = {}): string {
    return this.write('oracle.json', JSON.stringify({ evidence: 'evidence', metrics, ...rest }));
  }
}

/** A metric as a configuration names it. */
export function entryOf({ metric }: Measured, source: object, rest: object = {}): object {
  return { metric: metric.toBase58(), source, ...rest };
}

/** What a round said, and of each metric what JSON tells. */
export interface OracleRun extends Ran {
  readonly attested: readonly Record<string, unknown>[];
  readonly skipped: readonly Record<string, unknown>[];
  readonly failed: readonly Record<string, unknown>[];
}

/** Lets somebody run an oracle with a configuration, with `--json`. */
export async function runOracle(
  fixture: Fixture,
  config: string,
  who: Person = 'colleague',
  ...flags: string[]
): Promise<OracleRun> {
  const ran = await fixture.cluster.tenure(who, ['oracle', 'run', config, '--json', ...flags]);
  const document = ran.out === '' ? {} : ran.json();
  const list = (value: unknown) =>
    Array.isArray(value) ? value.map((each: object): Record<string, unknown> => ({ ...each })) : [];
  const { attested, skipped, failed } = document;
  return { ...ran, attested: list(attested), skipped: list(skipped), failed: list(failed) };
}

/** Lets an oracle attest a number from a file, with `oracle run`; returns the folder of its evidence. */
export async function attestedFrom(
  fixture: Fixture,
  { metric }: Measured,
  who: Person,
  folder: string,
  value: number,
): Promise<string> {
  const oracle = new OracleFolder(folder);
  oracle.write('value.json', JSON.stringify({ value }));
  const config = oracle.config([{ metric: metric.toBase58(), source: jsonSource('value.json') }]);
  const ran = await fixture.cluster.tenure(who, ['oracle', 'run', config, '--once', '--yes']);
  expect(ran.code, ran.err + ran.out).to.equal(0);
  return oracle.evidence;
}
