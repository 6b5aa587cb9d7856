import { expect } from 'chai';
import { copyFileSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { recompute } from '../src';
import { entryOf, NOW, observed, refusal, refused, SAMPLES, useFolder } from './fixture/observation';

const RUN = 'helm/mmlu-anatomy';
/** 10 instances, as many as its limit lets through. */
const WORST = 'helm/worst-case';
const WORST_CASE = { name: 'robustness', computedOn: 'worst' };
const exactMatch = { kind: 'helm', run: RUN, stat: 'exact_match', split: 'test', observed: 'now' };

describe('oracle: HELM', () => {
  const folder = useFolder();

  function runWith(stats: string, runSpec = '{"adapter_spec":{"model":"m"}}'): string {
    folder().write('stats.json', stats);
    folder().write('run_spec.json', runSpec);
    return folder().path;
  }

  it('reads the mean of a statistic without perturbation', async () => {
    const { value, observedTs, receipt } = await observed(exactMatch);
    expect(value).to.equal(6555n);
    expect(receipt.number).to.equal('0.6555555555555556');
    expect(observedTs).to.equal(NOW);
  });

  it('keeps both files of the run as evidence and computes the same from it', async () => {
    const { value, evidence, receipt } = await observed({ ...exactMatch, model: 'example-lab/atlas-7b' });
    const files: unknown = JSON.parse(Buffer.from(evidence).toString('utf8'));
    const texts = ['run_spec.json', 'stats.json'].map((name) => [name, readFileSync(join(SAMPLES, RUN, name), 'utf8')]);
    expect(files).to.deep.equal(Object.fromEntries(texts));
    expect(recompute(receipt.source, -4, evidence)).to.deep.equal({
      value,
      number: receipt.number,
      observedTs: undefined,
    });
  });

  it('tells splits and perturbations apart', async () => {
    const cases: [object, bigint][] = [
      [{ split: 'valid' }, 6071n],
      [{ split: 'valid', field: 'sum' }, 12142n],
      [{ split: 'valid', field: 'count' }, 20000n],
      [{ split: 'valid', field: 'min' }, 5000n],
      [{ split: 'valid', field: 'max' }, 7142n],
      [{ perturbation: { name: 'misspellings', computedOn: 'perturbed' } }, 6222n],
      [{ perturbation: { name: 'misspellings', computedOn: 'worst' } }, 6074n],
      [{ perturbation: { name: 'robustness', computedOn: 'worst' } }, 5925n],
      [{ stat: 'logprob' }, -8125n],
    ];
    for (const [rest, value] of cases)
      expect((await observed({ ...exactMatch, ...rest })).value, JSON.stringify(rest)).to.equal(value);
  });

  it('lists what there is where a statistic is missing', async () => {
    const name = await refusal(() => observed({ ...exactMatch, stat: 'f1_score' }));
    expect(name.name).to.equal('StatMissing');
    expect(name.remedy).to.contain('"quasi_exact_match"');
    const split = await refusal(() => observed({ ...exactMatch, split: undefined }));
    expect(split.name).to.equal('StatMissing');
    expect(split.remedy).to.contain('"split test, perturbation robustness/worst"');
    expect(await refused(() => observed({ ...exactMatch, subSplit: 'toxic' }))).to.equal('StatMissing');
    expect(await refused(() => observed({ ...exactMatch, stat: '__proto__' }))).to.equal('StatMissing');
  });

  it('refuses a statistic over nothing, one that is there twice, and one that is no number', async () => {
    expect(await refused(() => observed({ ...exactMatch, stat: 'training_co2_cost' }))).to.equal('StatEmpty');
    const stat = (mean: string) => `{"name":{"name":"exact_match","split":"test"},"count":1,"sum":1,"mean":${mean}}`;
    const twice = runWith(`[${stat('0.5')},${stat('0.9')}]`);
    expect(await refused(() => observed({ ...exactMatch, run: twice }))).to.equal('StatAmbiguous');
    const infinite = runWith(`[${stat('Infinity')}]`);
    expect(await refused(() => observed({ ...exactMatch, run: infinite }))).to.equal('NotANumber');
  });

  it('refuses another model and too few instances', async () => {
    expect((await observed({ ...exactMatch, minInstances: 135 })).value).to.equal(6555n);
    expect(await refused(() => observed({ ...exactMatch, minInstances: 136 }))).to.equal('TooFewSamples');
    expect(await refused(() => observed({ ...exactMatch, model: 'example-lab/other' }))).to.equal('ModelDiffers');
    const nameless = runWith('[]', '{"adapter_spec":{}}');
    expect(await refused(() => observed({ ...exactMatch, run: nameless, model: 'm' }))).to.equal('ModelDiffers');
  });

  it('counts the instances of a worst case among the originals, or among those that changed', async () => {
    const cases: [string, string, number][] = [
      ['robustness', 'worst', 135],
      ['misspellings', 'worst', 131],
      ['misspellings', 'original', 131],
      ['misspellings', 'perturbed', 131],
    ];
    for (const [name, computedOn, instances] of cases) {
      const source = { ...exactMatch, perturbation: { name, computedOn } };
      const { number } = (await observed(source)).receipt;
      const enough = await observed({ ...source, minInstances: instances });
      expect(enough.receipt.number, `${name}/${computedOn}`).to.equal(number);
      const { name: error, message } = await refusal(() => observed({ ...source, minInstances: instances + 1 }));
      expect(error, `${name}/${computedOn}`).to.equal('TooFewSamples');
      expect(message).to.equal(`The statistic is over ${instances} instances`);
    }
    const worst = { ...exactMatch, run: WORST, perturbation: WORST_CASE, allowPartial: true };
    expect((await observed({ ...worst, minInstances: 10 })).value).to.equal(4000n);
    expect(await refused(() => observed({ ...worst, minInstances: 11 }))).to.equal('TooFewSamples');
  });

  it('refuses a least number of instances where the run does not count them', async () => {
    const stats = '[{"name":{"name":"exact_match","split":"test"},"count":1,"mean":0.5}]';
    const source = { ...exactMatch, run: runWith(stats) };
    expect((await observed(source)).value).to.equal(5000n);
    const { name, message } = await refusal(() => observed({ ...source, minInstances: 1 }));
    expect(name).to.equal('TooFewSamples');
    expect(message).to.equal('The statistic has no count of instances');
  });

  it('refuses a run that reached its limit of instances, unless a part is wanted', async () => {
    const worst = { ...exactMatch, run: WORST, perturbation: WORST_CASE };
    const { name, message, remedy } = await refusal(() => observed(worst));
    expect(name).to.equal('ResultsPartial');
    expect(message).to.contain('10 instances').and.to.contain('max_eval_instances');
    expect(remedy).to.contain('allowPartial');
    const { value, evidence, receipt } = await observed({ ...worst, allowPartial: true });
    expect(value).to.equal(4000n);
    expect(recompute(receipt.source, -4, evidence).value).to.equal(4000n);
    expect(await refused(() => recompute(entryOf(worst).source, -4, evidence))).to.equal('ResultsPartial');
  });

  it('takes a run below its limit, which is of all splits together, for a whole one', async () => {
    const instances = (split: string, mean: number, more: object = {}) => ({
      name: { name: 'num_instances', split, ...more },
      count: 1,
      mean,
    });
    const perturbed = { perturbation: { name: 'misspellings', computed_on: 'perturbed' } };
    const stats = JSON.stringify([
      { name: { name: 'exact_match', split: 'test' }, count: 1, mean: 0.5 },
      instances('test', 60),
      instances('test', 10, { sub_split: 'hard' }),
      instances('valid', 30),
      instances('test', 55, perturbed),
    ]);
    const limited = (spec: object, file = stats) => {
      const run = runWith(file, JSON.stringify({ adapter_spec: { model: 'm', ...spec } }));
      return observed({ ...exactMatch, run });
    };
    expect((await limited({ max_eval_instances: 101 })).value).to.equal(5000n);
    expect((await limited({ max_eval_instances: null })).value).to.equal(5000n);
    expect(await refused(() => limited({ max_eval_instances: 100 }))).to.equal('ResultsPartial');
    expect(await refused(() => limited({ max_eval_instances: 99 }))).to.equal('ResultsPartial');
    const adaptive = { max_eval_instances: 101, reeval_parameters: { model_ability: 0 } };
    expect(await refused(() => limited(adaptive))).to.equal('ResultsPartial');
    const uncounted = '[{"name":{"name":"exact_match","split":"test"},"count":1,"mean":0.5}]';
    expect(await refused(() => limited({ max_eval_instances: 1_000 }, uncounted))).to.equal('ResultsPartial');
  });

  it('refuses a folder that is no run', async () => {
    expect(await refused(() => observed({ ...exactMatch, run: 'csv' }))).to.equal('FileUnreadable');
    expect(await refused(() => observed({ ...exactMatch, run: runWith('{}') }))).to.equal('WrongFormat');
    expect(await refused(() => observed({ ...exactMatch, run: runWith('[]', '[]') }))).to.equal('WrongFormat');
    expect(await refused(() => observed({ ...exactMatch, run: runWith('[') }))).to.equal('JsonInvalid');
  });

  it('can take the time of the last change', async () => {
    const run = join(folder().path, 'run');
    mkdirSync(run);
    for (const name of ['stats.json', 'run_spec.json']) copyFileSync(join(SAMPLES, RUN, name), join(run, name));
    utimesSync(join(run, 'stats.json'), NOW - 3_600, NOW - 3_600);
    expect((await observed({ ...exactMatch, run, observed: 'modified' })).observedTs).to.equal(NOW - 3_600);
  });
});
