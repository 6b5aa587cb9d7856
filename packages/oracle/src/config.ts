/** The configuration of an oracle: which metrics it attests, and from which sources. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readWhole } from './access/file';
import { address, decimal, duration, durationSecs, path } from './fields';
import { parseJson, textOf } from './formats/json';
import { OracleError } from './oracle-error';
import { sourceSettings, type SourceSettings } from './sources';
import { compareDecimals, decimalOf } from './values/decimal';

const CONFIG_LIMIT = 1_048_576;

const entry = z
  .strictObject({
    metric: address.describe('The metric that is attested'),
    source: sourceSettings,
    min: decimal.optional().describe('Attest no number below this one'),
    max: decimal.optional().describe('Attest no number above this one'),
    maxAge: duration.optional().describe('Attest nothing that was observed longer ago'),
  })
  .refine(
    ({ min, max }) =>
      min === undefined || max === undefined || compareDecimals(decimalOf(min, 'min'), decimalOf(max, 'max')) <= 0,
    { path: ['max'], error: 'must not be less than min' },
  );

/** The file. A form can be made from it: every field has its rule and a description. */
const configSchema = z
  .strictObject({
    evidence: path.describe('The folder in which evidence is kept'),
    every: duration
      .refine((text) => durationSecs(text) >= 60, 'must be at least 60s')
      .optional()
      .describe('How often the sources are read; left out: once'),
    metrics: z.array(entry).min(1, 'must name at least one metric'),
  })
  .superRefine(({ metrics }, context) => {
    const seen = new Set<string>();
    for (const [index, { metric }] of metrics.entries()) {
      if (seen.has(metric))
        context.addIssue({ code: 'custom', path: ['metrics', index, 'metric'], message: 'is there twice' });
      seen.add(metric);
    }
  });

/** A metric and where its value comes from. */
export interface OracleEntry {
  /** Base58. */
  readonly metric: string;
  readonly source: SourceSettings;
  /** Bounds of the number, inclusive, decimal. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** A span such as `7d`; nothing that was observed longer ago is attested. */
  readonly maxAge?: string | undefined;
  /** Absolute; relative paths of the source start here. */
  readonly directory: string;
}

/** What an oracle does. */
export interface OracleConfig {
  /** Absolute. */
  readonly evidenceDirectory: string;
  /** Undefined: once. */
  readonly everySecs: number | undefined;
  readonly entries: readonly OracleEntry[];
}

/**
 * Reads a configuration file (JSON); its relative paths start at its own folder. Errors: those of reading a
 * file and JSON, ConfigInvalid with every field that has a problem.
 */
export async function readConfig(file: string): Promise<OracleConfig> {
  const { bytes } = await readWhole(file, CONFIG_LIMIT);
  return configOf(parseJson(textOf(bytes, file), file, Number), dirname(resolve(file)), file);
}

/** The configuration in parsed JSON; `what` names it in the error. Error: ConfigInvalid. */
export function configOf(value: unknown, directory: string, what: string): OracleConfig {
  const { data, error } = configSchema.safeParse(value, { error: wording });
  if (error !== undefined) {
    const { issues } = error;
    throw new OracleError(
      'ConfigInvalid',
      `${what} has ${issues.length === 1 ? '1 problem' : `${issues.length} problems`}`,
      'Correct the fields below.',
      issues.map((issue) => `${place(issue.path)}: ${issue.message}`),
    );
  }
  return {
    evidenceDirectory: resolve(directory, data.evidence),
    everySecs: data.every === undefined ? undefined : durationSecs(data.every),
    entries: data.metrics.map(({ metric, source, min, max, maxAge }) => ({
      metric,
      source,
      min,
      max,
      maxAge,
      directory,
    })),
  };
}

/** Such as `metrics[0].source.task`. */
function place(parts: readonly PropertyKey[]): string {
  const written = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return written.replace(/^\./, '') || 'the file';
}

/** Words for what the schema has none for. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  if (issue.code === 'unrecognized_keys')
    return `has the unknown field ${issue.keys.join(', ')}: remove it, or check how it is written`;
  return undefined;
}
