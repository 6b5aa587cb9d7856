/**
 * Results of EleutherAI's lm-evaluation-harness: `results_<date>.json`, as its EvaluationTracker writes them
 * since 0.4.3, and the files of older releases where they say as much.
 */
import { LosslessNumber } from 'lossless-json';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readWhole, type FileContent } from '../access/file';
import { path, word } from '../fields';
import { isNumber, numberOf, own, parsePythonJson, shaped, textOf } from '../formats/json';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import { compareDecimals, decimalOf, type Decimal } from '../values/decimal';
import { listed, shown } from '../values/shown';
import { readTimestamp } from '../values/timestamp';

export const lmEvalSettings = z.strictObject({
  kind: z.literal('lm-eval'),
  file: path.describe(
    'A results file, or the folder of a model, of which the newest results_*.json by its date counts',
  ),
  task: word.describe('A task or group, such as mmlu'),
  metric: word.describe('A metric, such as acc'),
  filter: word.optional().describe('A filter, such as none or strict-match; needed where there are several'),
  model: word.optional().describe('Refuse a file of another model'),
  minSamples: z.int().min(1).optional().describe('Refuse a task that was tried on fewer samples'),
  allowPartial: z.boolean().default(false).describe("Accept a run on a part of the task's samples"),
  observed: z
    .enum(['date', 'modified', 'now'])
    .default('date')
    .describe('When it was measured: the date in the file (the start of the run), its last change, or now'),
});

export type LmEvalSettings = z.infer<typeof lmEvalSettings>;

const number = z.instanceof(LosslessNumber, { error: 'must be a number' });
const metricsByTask = z.record(z.string(), z.record(z.string(), z.unknown()));
const resultsFile = z.looseObject({
  results: metricsByTask,
  groups: metricsByTask.optional(),
  group_subtasks: z.record(z.string(), z.array(z.string())).optional(),
  'n-samples': z.record(z.string(), z.looseObject({ original: number, effective: number })).optional(),
  config: z.looseObject({ limit: z.unknown().optional() }).optional(),
  date: number.optional(),
  model_name: z.string().optional(),
});

type ResultsFile = z.infer<typeof resultsFile>;
type Metrics = Readonly<Record<string, unknown>>;

const WHAT = 'The results file';

export function lmEval(settings: LmEvalSettings): Source {
  return {
    async collect({ directory }) {
      const { bytes, modifiedTs } = await readNewest(resolve(directory, settings.file));
      return { evidence: bytes, modifiedTs };
    },
    compute(evidence) {
      const file = resultsIn(evidence, WHAT);
      const metrics = metricsOf(file, settings.task);
      const key = metricKey(metrics, settings);
      checkModel(file, settings);
      checkSamples(file, settings);
      return {
        number: numberOf(own(metrics, key), `${shown(key)} of the task ${shown(settings.task)}`),
        observed: settings.observed === 'date' ? dateOf(file) : settings.observed,
      };
    },
  };
}

const RESULTS_NAME = /^results_\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}[.\d]*\.json$/;

function resultsIn(bytes: Uint8Array, what: string): ResultsFile {
  const parsed = parsePythonJson(textOf(bytes, what), what);
  return shaped(resultsFile, parsed, what, 'one of lm-evaluation-harness');
}

/** The file itself, or the newest one of a folder. */
async function readNewest(at: string): Promise<FileContent> {
  const names = await readdir(at).catch(() => undefined);
  // No folder: whether there is such a file shows when it is read.
  if (names === undefined) return readWhole(at);
  const [only, ...more] = names.filter((name) => RESULTS_NAME.test(name)).sort();
  if (only === undefined) {
    throw new OracleError(
      'FileUnreadable',
      `The folder ${at} has no results_<date>.json`,
      'Name the folder of one model, or a results file.',
    );
  }
  return more.length === 0 ? readWhole(join(at, only)) : newestOf(at, [only, ...more]);
}

/**
 * The file whose date is the latest. Names hold the local time of the machine, which goes back an hour once a
 * year and differs between machines. Errors: NewestAmbiguous, also where a file has no date, those of a
 * results file.
 */
async function newestOf(folder: string, names: readonly string[]): Promise<FileContent> {
  const ambiguous = (reason: string) =>
    new OracleError('NewestAmbiguous', reason, 'Name one of the files, or move the other away.');
  let newest: { names: string[]; date: Decimal; content: FileContent } | undefined;
  for (const name of names) {
    const content = await readWhole(join(folder, name));
    const { date: written } = resultsIn(content.bytes, name);
    if (written === undefined) throw ambiguous(`${name} has no date: it may be the newest in ${folder}`);
    readTimestamp(written.value, 'seconds', `The date of ${name}`);
    const date = decimalOf(written.value, `The date of ${name}`);
    const order = newest === undefined ? 1 : compareDecimals(date, newest.date);
    if (order > 0) newest = { names: [name], date, content };
    if (order === 0) newest?.names.push(name);
  }
  if (newest?.names.length === 1) return newest.content;
  const same = newest?.names.join(' and ') ?? '';
  throw ambiguous(`${same} have the same date, the latest in ${folder}`);
}

function metricsOf({ results, groups = {} }: ResultsFile, task: string): Metrics {
  const metrics = own(results, task) ?? own(groups, task);
  if (metrics !== undefined) return metrics;
  throw new OracleError(
    'TaskMissing',
    `The file has no task ${shown(task)}`,
    `It has: ${listed([...new Set([...Object.keys(results), ...Object.keys(groups)])])}.`,
  );
}

/** `metric,filter`, or the plain name of the metric as releases before 0.4 write it. */
function metricKey(metrics: Metrics, { metric, filter }: LmEvalSettings): string {
  const keys = Object.keys(metrics);
  const wanted = filter === undefined ? metric : `${metric},${filter}`;
  if (keys.includes(wanted)) return wanted;
  const filtered = filter === undefined ? keys.filter((key) => key.startsWith(`${metric},`)) : [];
  const [only, ...more] = filtered;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) {
    throw new OracleError(
      'MetricAmbiguous',
      `The metric ${shown(metric)} was taken with several filters`,
      `Set filter to one of ${listed(filtered.map((key) => key.slice(metric.length + 1)))}.`,
    );
  }
  throw new OracleError(
    'MetricMissing',
    `The task has no metric ${shown(wanted)}`,
    `It has: ${listed(keys.filter((key) => isNumber(metrics[key])))}.`,
  );
}

function checkModel({ model_name: name }: ResultsFile, { model }: LmEvalSettings): void {
  if (model === undefined || model === name) return;
  const found = name === undefined ? 'names no model' : `is of the model ${shown(name)}`;
  throw new OracleError(
    'ModelDiffers',
    `The file ${found}, not of ${shown(model)}`,
    'Name the file of the right model.',
  );
}

/** Samples of a task, or of all tasks in a group; undefined where the file does not count one of them. */
function samplesOf(file: ResultsFile, task: string): { tried: number; all: number } | undefined {
  const subtasks = file.group_subtasks ?? {};
  const counts = file['n-samples'] ?? {};
  let tried = 0;
  let all = 0;
  const tasks = new Set([task]);
  // The set grows while it is walked: by the tasks of each group, every one once.
  for (const name of tasks) {
    const children = own(subtasks, name) ?? [];
    const count = own(counts, name);
    for (const child of children) tasks.add(child);
    if (count !== undefined && children.length === 0) {
      tried += Number(count.effective.value);
      all += Number(count.original.value);
    } else if (children.length === 0) {
      return undefined;
    }
  }
  return { tried, all };
}

function checkSamples(file: ResultsFile, { task, minSamples, allowPartial }: LmEvalSettings): void {
  const samples = samplesOf(file, task);
  const limit = file.config?.limit ?? null;
  if (!allowPartial && (limit !== null || (samples !== undefined && samples.tried < samples.all))) {
    const part = samples === undefined ? 'a part' : `${samples.tried} of ${samples.all}`;
    throw new OracleError(
      'ResultsPartial',
      `The task was tried on ${part} of its samples`,
      'Run the harness without --limit, or set allowPartial.',
    );
  }
  if (minSamples === undefined || (samples !== undefined && samples.tried >= minSamples)) return;
  const found = samples === undefined ? 'does not count its samples' : `has ${samples.tried} samples`;
  throw new OracleError('TooFewSamples', `The task ${found}`, `At least ${minSamples} are wanted (minSamples).`);
}

function dateOf({ date }: ResultsFile): number {
  if (date !== undefined) return readTimestamp(date.value, 'seconds', 'The date of the file');
  throw new OracleError(
    'ObservedTimeMissing',
    'The file has no date',
    'Set observed to modified or now, or use a file of release 0.4.2 or later.',
  );
}
