/** All kinds of sources. */
import { z } from 'zod';
import type { Source } from '../source';
import { csv, csvSettings } from './csv';
import { git, gitSettings } from './git';
import { helm, helmSettings } from './helm';
import { json, jsonSettings } from './json';
import { lmEval, lmEvalSettings } from './lm-eval';

/** Settings of a source, told apart by `kind`. */
export const sourceSettings = z.discriminatedUnion('kind', [
  lmEvalSettings,
  helmSettings,
  gitSettings,
  csvSettings,
  jsonSettings,
]);

export type SourceSettings = z.infer<typeof sourceSettings>;

/** The source that settings describe. */
export function sourceOf(settings: SourceSettings): Source {
  switch (settings.kind) {
    case 'lm-eval':
      return lmEval(settings);
    case 'helm':
      return helm(settings);
    case 'git':
      return git(settings);
    case 'csv':
      return csv(settings);
    case 'json':
      return json(settings);
  }
}
