/** A run of Stanford CRFM's HELM: `stats.json`, and beside it `run_spec.json`, which names the model. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../access/file';
import { path, word } from '../fields';
import { numberOf, own, parseJson, parsePythonJson, shaped, textOf } from '../formats/json';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import { addDecimals, compareDecimals, formatDecimal, wholeDecimal, type Decimal } from '../values/decimal';
import { listed, shown } from '../values/shown';

export const helmSettings = z.strictObject({
  kind: z.literal('helm'),
  run: path.describe('The folder of a run, with stats.json and run_spec.json'),
  stat: word.describe('The name of a statistic, such as exact_match'),
  split: word.optional().describe('Its split, such as test; left out: a statistic without one'),
  subSplit: word.optional().describe('Its sub-split; left out: a statistic without one'),
  perturbation: z
    .strictObject({ name: word, computedOn: z.enum(['original', 'perturbed', 'worst']) })
    .optional()
    .describe('Its perturbation, such as robustness on worst; left out: a statistic without one'),
  field: z
    .enum(['mean', 'sum', 'count', 'min', 'max'])
    .default('mean')
    .describe('Of the statistic; count counts trials, not instances'),
  model: word.optional().describe('Refuse a run of another model'),
  minInstances: z.int().min(1).optional().describe('Refuse a statistic over fewer instances (num_instances)'),
  allowPartial: z
    .boolean()
    .default(false)
    .describe('Accept a run on a part of the instances: one that reached its max_eval_instances'),
  observed: z.enum(['modified', 'now']).describe('When it was measured: the last change of stats.json, or now'),
});

export type HelmSettings = z.infer<typeof helmSettings>;

const STATS = 'stats.json';
const RUN_SPEC = 'run_spec.json';

const perturbationSchema = z.looseObject({ name: z.string(), computed_on: z.string() });
const statName = z.looseObject({
  name: z.string(),
  split: z.string().optional(),
  sub_split: z.string().optional(),
  perturbation: perturbationSchema.optional(),
});
const statsFile = z.array(z.looseObject({ name: statName }));
const LIMIT = 'max_eval_instances';
const adapterSpec = z.looseObject({
  model: z.string().optional(),
  [LIMIT]: z.unknown().optional(),
  reeval_parameters: z.unknown().optional(),
});
const runSpecFile = z.looseObject({ adapter_spec: adapterSpec });
const bundle = z.strictObject({ [RUN_SPEC]: z.string(), [STATS]: z.string() });

type Stat = z.infer<typeof statsFile>[number];
type AdapterSpec = z.infer<typeof adapterSpec>;

const INSTANCES = 'num_instances';

export function helm(settings: HelmSettings): Source {
  return {
    async collect({ directory }) {
      const run = resolve(directory, settings.run);
      const [stats, runSpec] = await Promise.all([readWhole(join(run, STATS)), readWhole(join(run, RUN_SPEC))]);
      const files = { [RUN_SPEC]: textOf(runSpec.bytes, RUN_SPEC), [STATS]: textOf(stats.bytes, STATS) };
      return { evidence: Buffer.from(JSON.stringify(files)), modifiedTs: stats.modifiedTs };
    },
    compute(evidence) {
      const parsed = parseJson(textOf(evidence, 'The evidence'), 'The evidence');
      const files = shaped(bundle, parsed, 'The evidence', 'a run of HELM');
      const runSpec = shaped(runSpecFile, parsePythonJson(files[RUN_SPEC], RUN_SPEC), RUN_SPEC, 'one of HELM');
      const stats = shaped(statsFile, parsePythonJson(files[STATS], STATS), STATS, 'one of HELM');
      checkModel(runSpec.adapter_spec.model, settings.model);
      const stat = onlyStat(stats, settings.stat, settings);
      if (!settings.allowPartial) checkComplete(runSpec.adapter_spec, stats);
      checkInstances(stats, settings);
      return { number: fieldOf(stat, settings.field), observed: settings.observed };
    },
  };
}

function checkModel(found: string | undefined, wanted: string | undefined): void {
  if (wanted === undefined || wanted === found) return;
  const what = found === undefined ? 'names no model' : `is of the model ${shown(found)}`;
  throw new OracleError('ModelDiffers', `The run ${what}, not of ${shown(wanted)}`, 'Name the right run.');
}

/** Which instances a statistic is over. */
type Context = Pick<HelmSettings, 'split' | 'subSplit' | 'perturbation'>;

function isOf({ name }: Stat, { split, subSplit, perturbation }: Context): boolean {
  return (
    name.split === split &&
    name.sub_split === subSplit &&
    name.perturbation?.name === perturbation?.name &&
    name.perturbation?.computed_on === perturbation?.computedOn
  );
}

function label({ name }: Stat): string {
  const { split, sub_split: subSplit, perturbation } = name;
  const parts = [
    split === undefined ? 'no split' : `split ${split}`,
    ...(subSplit === undefined ? [] : [`subSplit ${subSplit}`]),
    ...(perturbation === undefined ? [] : [`perturbation ${perturbation.name}/${perturbation.computed_on}`]),
  ];
  return parts.join(', ');
}

function onlyStat(stats: readonly Stat[], wanted: string, context: Context): Stat {
  const named = stats.filter(({ name }) => name.name === wanted);
  const [only, ...more] = named.filter((stat) => isOf(stat, context));
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) {
    throw new OracleError(
      'StatAmbiguous',
      `The run has the statistic ${shown(wanted)} ${more.length + 1} times (${label(only)})`,
      'Nothing says which of them counts: take another statistic, or run HELM anew.',
    );
  }
  const remedy =
    named.length === 0
      ? `It has: ${listed([...new Set(stats.map(({ name }) => name.name))])}.`
      : `It has that statistic with: ${listed(named.map(label))}.`;
  throw new OracleError('StatMissing', `The run has no such statistic ${shown(wanted)}`, remedy);
}

/** HELM writes no mean, minimum or maximum of nothing. */
function fieldOf(stat: Stat, field: HelmSettings['field']) {
  const value = own(stat, field);
  if (value !== undefined) return numberOf(value, `The ${field} of ${shown(stat.name.name)}`);
  throw new OracleError(
    'StatEmpty',
    `The statistic ${shown(stat.name.name)} has no ${field}`,
    'It is over no values; check the run.',
  );
}

/** Error: ResultsPartial. */
function checkComplete(adapter: AdapterSpec, stats: readonly Stat[]): void {
  const reason = partialReason(adapter, stats);
  if (reason === undefined) return;
  throw new OracleError(
    'ResultsPartial',
    `The run ${reason}`,
    'Run HELM with a greater --max-eval-instances, or set allowPartial.',
  );
}

/**
 * Why a run may be on a part of the instances; undefined where it is on all. A limit holds for all splits
 * together, before they are perturbed: a run that stayed below it left nothing out.
 */
function partialReason(adapter: AdapterSpec, stats: readonly Stat[]): string | undefined {
  const { max_eval_instances: limit, reeval_parameters: adaptive } = adapter;
  if ((adaptive ?? undefined) !== undefined) return 'asked only the instances that fit the model (REEval)';
  if ((limit ?? undefined) === undefined) return undefined;
  const counts = stats
    .filter(({ name }) => name.name === INSTANCES && name.perturbation === undefined)
    .map(({ name }) => instancesOf(stats, { split: name.split, subSplit: name.sub_split }))
    .filter((count) => count !== undefined);
  if (counts.length === 0) return `has a limit (${LIMIT}) and does not count its instances`;
  const all = counts.reduce(addDecimals, wholeDecimal(0));
  if (compareDecimals(all, numberOf(limit, LIMIT)) < 0) return undefined;
  return `is on ${formatDecimal(all)} instances, as many as its limit (${LIMIT}) lets through`;
}

/** How many instances are counted in a context; undefined where the run has no count of them. */
function instancesOf(stats: readonly Stat[], context: Context): Decimal | undefined {
  const isCounted = stats.some((stat) => stat.name.name === INSTANCES && isOf(stat, context));
  return isCounted ? fieldOf(onlyStat(stats, INSTANCES, context), 'mean') : undefined;
}

/**
 * Where the instances of a statistic are counted. What HELM computes on the worst of perturbed and original
 * instances, or on the originals of perturbed ones, has no count of its own: `robustness` and `fairness` take
 * every original instance once, any other perturbation those that it changed.
 */
function countedContext(context: Context): Context {
  const { perturbation } = context;
  if (perturbation === undefined || perturbation.computedOn === 'perturbed') return context;
  const isOfAll = perturbation.name === 'robustness' || perturbation.name === 'fairness';
  const { split, subSplit } = context;
  return isOfAll
    ? { split, subSplit }
    : { split, subSplit, perturbation: { name: perturbation.name, computedOn: 'perturbed' } };
}

function checkInstances(stats: readonly Stat[], settings: HelmSettings): void {
  if (settings.minInstances === undefined) return;
  const instances = instancesOf(stats, countedContext(settings));
  if (instances !== undefined && compareDecimals(instances, wholeDecimal(settings.minInstances)) >= 0) return;
  const found = instances === undefined ? 'has no count of instances' : `is over ${formatDecimal(instances)} instances`;
  throw new OracleError(
    'TooFewSamples',
    `The statistic ${found}`,
    `At least ${settings.minInstances} are wanted (minInstances).`,
  );
}
