import { expect } from 'chai';
import { copyFileSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { recompute } from '../src';
import { NOW, observed, refusal, refused, SAMPLES, useFolder } from './support';

const RUN = 'helm/mmlu-anatomy';
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
    const texts = ['run_spec.json', 'stats.json'].map((name) => [
      name,
      readFileSync(join(SAMPLES, RUN, name), 'utf8'),
    ]);
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
    const stat = (mean: string) =>
      `{"name":{"name":"exact_match","split":"test"},"count":1,"sum":1,"mean":${mean}}`;
    const twice = runWith(`[${stat('0.5')},${stat('0.9')}]`);
    expect(await refused(() => observed({ ...exactMatch, run: twice }))).to.equal('StatAmbiguous');
    const infinite = runWith(`[${stat('Infinity')}]`);
    expect(await refused(() => observed({ ...exactMatch, run: infinite }))).to.equal('NotANumber');
  });

  it('refuses another model and too few instances', async () => {
    expect((await observed({ ...exactMatch, minInstances: 135 })).value).to.equal(6555n);
    expect(await refused(() => observed({ ...exactMatch, minInstances: 136 }))).to.equal('TooFewSamples');
    expect(await refused(() => observed({ ...exactMatch, model: 'example-lab/other' }))).to.equal(
      'ModelDiffers',
    );
    const nameless = runWith('[]', '{"adapter_spec":{}}');
    expect(await refused(() => observed({ ...exactMatch, run: nameless, model: 'm' }))).to.equal(
      'ModelDiffers',
    );
  });

  it('refuses a folder that is no run', async () => {
    expect(await refused(() => observed({ ...exactMatch, run: 'csv' }))).to.equal('FileUnreadable');
    expect(await refused(() => observed({ ...exactMatch, run: runWith('{}') }))).to.equal('WrongFormat');
    expect(await refused(() => observed({ ...exactMatch, run: runWith('[]', '[]') }))).to.equal(
      'WrongFormat',
    );
    expect(await refused(() => observed({ ...exactMatch, run: runWith('[') }))).to.equal('JsonInvalid');
  });

  it('can take the time of the last change', async () => {
    const run = join(folder().path, 'run');
    mkdirSync(run);
    for (const name of ['stats.json', 'run_spec.json'])
      copyFileSync(join(SAMPLES, RUN, name), join(run, name));
    utimesSync(join(run, 'stats.json'), NOW - 3_600, NOW - 3_600);
    expect((await observed({ ...exactMatch, run, observed: 'modified' })).observedTs).to.equal(NOW - 3_600);
  });
});
