/** One number in a JSON file, or in the answer of a JSON endpoint, at a JSONPath (RFC 9535). */
import { resolve } from 'node:path';
import { z } from 'zod';
import { checkNoSecret, endpointIssue, isHttpAddress, secret, withSecrets } from '../access/endpoint';
import { readWhole } from '../access/file';
import { httpGet } from '../access/http-get';
import { duration, durationSecs, path, word } from '../fields';
import { isNumber, numberOf, parseJson, textOf } from '../formats/json';
import { isJsonPath, valueAt } from '../formats/json-path';
import type { Computed, Source } from '../source';
import { readTimestamp, timestampFormat } from '../values/timestamp';

const jsonPath = word.refine(isJsonPath, 'must be a JSONPath of RFC 9535, such as $.usage.total');

export const jsonSettings = z
  .strictObject({
    kind: z.literal('json'),
    document: path.describe('A file, or an http or https address, which is published with the evidence'),
    path: jsonPath.describe('Leads to exactly one number, or a text that holds one'),
    secrets: z.array(secret).default([]).describe('Headers and query parameters from environment variables'),
    timeout: duration.default('20s').describe('For the whole answer of an address'),
    maxBytes: z.int().min(1).max(67_108_864).default(1_048_576).describe('The longest answer of an address'),
    observed: z
      .union(
        [z.enum(['modified', 'now']), z.strictObject({ path: jsonPath, format: timestampFormat.default('iso') })],
        'must be modified, now, or an object with path and format',
      )
      .describe('When it was so: the last change of the file, now, or a time in the JSON'),
  })
  .superRefine(({ document, secrets, observed }, context) => {
    const issue = endpointIssue(document, secrets);
    if (issue !== undefined) context.addIssue({ code: 'custom', path: ['document'], message: issue });
    if (isHttpAddress(document) && observed === 'modified')
      context.addIssue({
        code: 'custom',
        path: ['observed'],
        message: 'must not be modified for an address',
      });
  });

export type JsonSettings = z.infer<typeof jsonSettings>;

const WHAT = 'The JSON';

export function json(settings: JsonSettings): Source {
  const { document, secrets, timeout, maxBytes } = settings;
  return {
    async collect({ directory, env }) {
      if (!isHttpAddress(document)) {
        const { bytes, modifiedTs } = await readWhole(resolve(directory, document));
        return { evidence: bytes, modifiedTs };
      }
      const { url, headers, values } = withSecrets(document, secrets, env);
      const evidence = await httpGet({ url, headers, timeoutSecs: durationSecs(timeout), maxBytes });
      checkNoSecret(evidence, values);
      return { evidence };
    },
    compute(evidence) {
      const parsed = parseJson(textOf(evidence, WHAT), WHAT);
      const number = numberOf(valueAt(parsed, settings.path), `The value at ${settings.path}`);
      return { number, observed: observedIn(parsed, settings.observed) };
    },
  };
}

function observedIn(parsed: unknown, observed: JsonSettings['observed']): Computed['observed'] {
  if (typeof observed === 'string') return observed;
  const value = valueAt(parsed, observed.path);
  const text = isNumber(value) ? value.value : String(value);
  return readTimestamp(text, observed.format, `The time at ${observed.path}`);
}
