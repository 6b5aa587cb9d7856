import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recompute } from '../src';
import { entryOf, NOW, observed, refusal, refused, SAMPLES, useFolder } from './fixture/observation';

const FULL = 'lm-eval/results_2026-11-18T15-53-21.125034.json';
const LIMITED = 'lm-eval/results_2026-11-20T10-26-52.902117.json';
const OLD = 'lm-eval/release-0.3.json';
const mmlu = { kind: 'lm-eval', file: FULL, task: 'mmlu', metric: 'acc' };

/** A file of results with one task. */
function results(acc: number, date: string): string {
  return `{"results":{"mmlu":{"acc":${acc}}},"date":${date}}`;
}

describe('oracle: lm-evaluation-harness', () => {
  const folder = useFolder();

  it('reads the accuracy of MMLU, its time from the file and the file itself as evidence', async () => {
    const { value, observedTs, evidence, sha256, receipt } = await observed(mmlu);
    expect(value).to.equal(6123n);
    expect(observedTs).to.equal(1_795_016_537);
    expect(Buffer.from(evidence)).to.deep.equal(readFileSync(join(SAMPLES, FULL)));
    expect(receipt).to.include({ number: '0.6123348017621145', value: '6123', exponent: -4, observedTs });
    expect(receipt.evidence.sha256).to.equal(sha256);
  });

  it('reads any task, group and metric', async () => {
    expect((await observed({ ...mmlu, task: 'mmlu_anatomy' }, -8)).receipt.number).to.equal('0.6518518518518519');
    expect((await observed({ ...mmlu, task: 'mmlu_stem', metric: 'acc_stderr' }, -8)).value).to.equal(4_115_324n);
    expect((await observed({ ...mmlu, task: 'wikitext', metric: 'bits_per_byte', filter: 'none' })).value).to.equal(
      7362n,
    );
  });

  it('computes the same again from the evidence', async () => {
    const { value, observedTs, evidence, receipt } = await observed(mmlu, -8);
    expect(recompute(receipt.source, receipt.exponent, evidence)).to.deep.equal({
      value,
      number: receipt.number,
      observedTs,
    });
  });

  it('takes the newest file of a folder', async () => {
    const source = { ...mmlu, file: 'lm-eval', task: 'gsm8k', metric: 'exact_match', filter: 'strict-match' };
    expect((await observed({ ...source, allowPartial: true })).value).to.equal(4100n);
  });

  it('takes the newest by the date of the run, whatever local time the names hold', async () => {
    const source = { ...mmlu, file: 'lm-eval-newest' };
    const { value, observedTs, evidence } = await observed(source);
    expect(value).to.equal(7000n);
    expect(observedTs).to.equal(Date.parse('2025-10-26T01:10:00Z') / 1_000);
    const newest = 'lm-eval-newest/results_2025-10-26T02-10-00.100000.json';
    expect(Buffer.from(evidence)).to.deep.equal(readFileSync(join(SAMPLES, newest)));
    // To the last digit: both dates are in one second.
    const [earlier, later] = [results(0.5, '1795000000.0000001'), results(0.7, '1795000000.0000002')];
    folder().write('results_2026-11-18T16-00-00.000000.json', earlier);
    folder().write('results_2026-11-18T15-00-00.000000.json', later);
    folder().write('samples_mmlu_2026-11-18T17-00-00.000000.jsonl', 'not read');
    expect((await observed({ ...mmlu, file: folder().path })).value).to.equal(7000n);
  });

  it('refuses to choose between files of one date, without a date, or that it can not read', async () => {
    const names = ['results_2026-11-18T15-00-00.0.json', 'results_2026-11-18T16-00-00.0.json'];
    const [first = '', second = ''] = names;
    const cases: [string, string][] = [
      ['NewestAmbiguous', results(0.7, '1795000000')],
      ['NewestAmbiguous', '{"results":{"mmlu":{"acc":0.7}}}'],
      ['WrongFormat', '{"results":{"mmlu":{"acc":0.7}},"date":"yesterday"}'],
      ['TimestampInvalid', results(0.7, '1795000000000')],
      ['JsonInvalid', '{"results":'],
    ];
    for (const [error, content] of cases) {
      folder().write(first, results(0.5, '1795000000'));
      folder().write(second, content);
      const { name, message } = await refusal(() => observed({ ...mmlu, file: folder().path }));
      expect(name, content).to.equal(error);
      expect(message, content).to.contain(second);
    }
    folder().write(second, results(0.7, '1795000000'));
    folder().write('results_2026-11-18T14-00-00.0.json', results(0.9, '1795000001'));
    expect((await observed({ ...mmlu, file: folder().path })).value).to.equal(9000n);
  });

  it('needs no date where a folder has one file and a clock tells the time', async () => {
    folder().write('results_2026-11-18T15-00-00.0.json', '{"results":{"mmlu":{"acc":0.7}}}');
    const source = { ...mmlu, file: folder().path };
    expect((await observed({ ...source, observed: 'now' })).value).to.equal(7000n);
    expect(await refused(() => observed(source))).to.equal('ObservedTimeMissing');
  });

  it('names the tasks, metrics and filters that there are', async () => {
    const task = await refusal(() => observed({ ...mmlu, task: 'mmlu_pro' }));
    expect(task.name).to.equal('TaskMissing');
    expect(task.remedy).to.contain('"mmlu_stem"');
    const metric = await refusal(() => observed({ ...mmlu, metric: 'acc_norm' }));
    expect(metric.name).to.equal('MetricMissing');
    expect(metric.remedy).to.contain('"acc,none"');
    expect(await refused(() => observed({ ...mmlu, filter: 'strict-match' }))).to.equal('MetricMissing');
    const gsm8k = { ...mmlu, file: LIMITED, task: 'gsm8k', metric: 'exact_match', allowPartial: true };
    const filters = await refusal(() => observed(gsm8k));
    expect(filters.name).to.equal('MetricAmbiguous');
    expect(filters.remedy).to.contain('"strict-match", "flexible-extract"');
  });

  it('never takes a property of objects for a task or a metric', async () => {
    for (const word of ['__proto__', 'constructor', 'toString']) {
      expect(await refused(() => observed({ ...mmlu, task: word })), word).to.equal('TaskMissing');
      expect(await refused(() => observed({ ...mmlu, metric: word })), word).to.equal('MetricMissing');
    }
    const file = folder().write('r.json', '{"results":{"__proto__":{"acc":0.9}},"date":1795000000}');
    expect(await refused(() => observed({ ...mmlu, file, task: 'mmlu' }))).to.equal('TaskMissing');
  });

  it('refuses what is not a number there, and reads past NaN elsewhere', async () => {
    const wikitext = { ...mmlu, task: 'wikitext' };
    for (const metric of ['word_perplexity', 'byte_perplexity', 'bits_per_byte_stderr']) {
      const { name, message } = await refusal(() => observed({ ...wikitext, metric }));
      expect(name, metric).to.equal('NotANumber');
      expect(message).to.match(/"(?:NaN|Infinity|N\/A)"/);
    }
    const file = folder().write('r.json', '{"results":{"a":{"say \\"NaN":0.5,"x":-Infinity}},"date":1795000000}');
    expect((await observed({ ...mmlu, file, task: 'a', metric: 'say "NaN' })).value).to.equal(5000n);
    expect(await refused(() => observed({ ...mmlu, file, task: 'a', metric: 'x' }))).to.equal('NotANumber');
  });

  it('reads numbers that Python wrote as texts', async () => {
    const file = folder().write('r.json', '{"results":{"a":{"acc,none":"0.71875"}},"date":1795000000}');
    expect((await observed({ ...mmlu, file, task: 'a' }, -5)).value).to.equal(71_875n);
  });

  it('refuses another model where one is set', async () => {
    expect((await observed({ ...mmlu, model: 'example-lab/atlas-7b' })).value).to.equal(6123n);
    expect(await refused(() => observed({ ...mmlu, model: 'example-lab/atlas-70b' }))).to.equal('ModelDiffers');
    const old = {
      kind: 'lm-eval',
      file: OLD,
      task: 'arc_easy',
      metric: 'acc',
      observed: 'now',
      model: 'gpt2',
    };
    expect(await refused(() => observed(old))).to.equal('ModelDiffers');
  });

  it('refuses a run on a part of the samples, unless that is wanted', async () => {
    const gsm8k = {
      ...mmlu,
      file: LIMITED,
      task: 'gsm8k',
      metric: 'exact_match',
      filter: 'flexible-extract',
    };
    const { name, message } = await refusal(() => observed(gsm8k));
    expect(name).to.equal('ResultsPartial');
    expect(message).to.contain('100 of 1319');
    expect((await observed({ ...gsm8k, allowPartial: true, minSamples: 100 })).value).to.equal(4400n);
    expect(await refused(() => observed({ ...gsm8k, allowPartial: true, minSamples: 101 }))).to.equal('TooFewSamples');
  });

  it('refuses chosen samples too, for which the file names no limit', async () => {
    const chosen = { a: { original: 200, effective: 150 } };
    const content = {
      results: { a: { acc: 0.5 } },
      'n-samples': chosen,
      config: { limit: null },
      date: 1_795_000_000,
    };
    const file = folder().write('r.json', JSON.stringify(content));
    expect(await refused(() => observed({ ...mmlu, file, task: 'a' }))).to.equal('ResultsPartial');
    expect((await observed({ ...mmlu, file, task: 'a', allowPartial: true })).value).to.equal(5000n);
  });

  it('counts the samples of a group once each', async () => {
    expect((await observed({ ...mmlu, minSamples: 681 })).value).to.equal(6123n);
    expect(await refused(() => observed({ ...mmlu, minSamples: 682 }))).to.equal('TooFewSamples');
    const circle = {
      results: { a: { acc: 1 } },
      group_subtasks: { a: ['b', 'c'], b: ['a', 'c'], c: [] },
      'n-samples': { c: { original: 10, effective: 10 } },
      date: 1_795_000_000,
    };
    const file = folder().write('r.json', JSON.stringify(circle));
    expect((await observed({ ...mmlu, file, task: 'a', minSamples: 10 })).value).to.equal(10_000n);
    expect(await refused(() => observed({ ...mmlu, file, task: 'a', minSamples: 11 }))).to.equal('TooFewSamples');
  });

  it('reads files of older releases, with a clock of the oracle for their time', async () => {
    const old = { kind: 'lm-eval', file: OLD, task: 'hellaswag', metric: 'acc_norm' };
    expect(await refused(() => observed(old))).to.equal('ObservedTimeMissing');
    const { value, observedTs } = await observed({ ...old, observed: 'now' });
    expect(value).to.equal(3034n);
    expect(observedTs).to.equal(NOW);
    expect(await refused(() => observed({ ...old, observed: 'now', minSamples: 1 }))).to.equal('TooFewSamples');
  });

  it('refuses files of another kind', async () => {
    const wrong: [string, string][] = [
      ['FileUnreadable', 'nowhere.json'],
      ['FileUnreadable', 'csv'],
      ['JsonInvalid', 'csv/payments.csv'],
      ['WrongFormat', 'json/model.json'],
      ['WrongFormat', 'helm/mmlu-anatomy/stats.json'],
    ];
    for (const [name, file] of wrong) expect(await refused(() => observed({ ...mmlu, file })), file).to.equal(name);
    const result = await refusal(() => observed({ ...mmlu, file: 'json/model.json' }));
    expect(result.message).to.contain('results');
  });

  it('refuses a file with one key twice, broken text and endless nesting', async () => {
    const twice = '{"results":{"mmlu":{"acc":0.4,"acc":0.9}},"date":1795000000}';
    const deep = `{"results":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const cases: [string, string | Uint8Array][] = [
      ['JsonKeyTwice', twice],
      ['JsonTooDeep', deep],
      ['JsonInvalid', '{"results":{}'],
      ['NotUtf8', Uint8Array.of(0x7b, 0xff, 0x7d)],
    ];
    for (const [name, content] of cases) {
      const file = folder().write('r.json', content);
      expect(await refused(() => observed({ ...mmlu, file })), name).to.equal(name);
    }
  });

  it('keeps within the bounds and the age that the configuration sets', async () => {
    expect((await observed(mmlu, -4, { min: '0.6123348017621145', max: '0.6123348017621145' })).value).to.equal(6123n);
    expect(await refused(() => observed(mmlu, -4, { min: '0.6123348017621146' }))).to.equal('ValueOutsideBounds');
    expect(await refused(() => observed(mmlu, -4, { max: '0.6' }))).to.equal('ValueOutsideBounds');
    expect(await refused(() => observed(mmlu, -4, { maxAge: '2d' }))).to.equal('ObservationStale');
    expect((await observed(mmlu, -4, { maxAge: '3d' })).value).to.equal(6123n);
  });

  it('refuses a time to come, but for a minute between clocks', async () => {
    const at = (date: number) => {
      const file = folder().write('r.json', `{"results":{"a":{"acc":0.5}},"date":${date}}`);
      return entryOf({ ...mmlu, file, task: 'a' });
    };
    expect((await observed(at(NOW + 60).source)).observedTs).to.equal(NOW + 60);
    expect(await refused(() => observed(at(NOW + 61).source))).to.equal('ObservedInFuture');
    expect(await refused(() => observed(at(NOW * 1_000).source))).to.equal('TimestampInvalid');
  });
});
