/** What the tests of oracles share. */
import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, observe, OracleError, type Observation, type OracleEntry } from '../src';

export const SAMPLES = join(__dirname, 'samples');
export const METRIC = 'SysvarC1ock11111111111111111111111111111111';
/** 2026-11-21T12:00:00Z. */
export const NOW = 1_795_262_400;

/** A metric as a configuration file in `directory` would describe it. */
export function entryOf(source: unknown, rest: object = {}, directory = SAMPLES): OracleEntry {
  const value = { evidence: 'evidence', metrics: [{ metric: METRIC, source, ...rest }] };
  const [entry] = configOf(value, directory, 'the test').entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

/** Observes a source at `NOW`. */
export function observed(
  source: unknown,
  exponent = -4,
  rest: object = {},
  directory = SAMPLES,
): Promise<Observation> {
  return observe(entryOf(source, rest, directory), exponent, { now: NOW, env: {} });
}

/** The error that a call ends with. */
export async function refusal(call: () => unknown): Promise<OracleError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof OracleError) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
}

/** Its name alone. */
export async function refused(call: () => unknown): Promise<string> {
  return (await refusal(call)).name;
}

/** A folder that is removed after the test; `write` puts a file there and returns its path. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'tenure-oracle-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Makes a folder for each test of a suite. */
export function useFolder(): () => Folder {
  let folder: Folder | undefined;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder?.remove());
  return () => folder ?? expect.fail('no folder outside of a test');
}
