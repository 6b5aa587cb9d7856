/**
 * `npm start`: four years of an AI lab's grants, on an embedded chain. `npm start -- my.csv` plays
 * that file instead. Exit code 1: the file has problems, or a promise was broken.
 */
import './ai-lab/quiet';
import { TenureError } from '@tenure/sdk';
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { finish } from './ai-lab/finale';
import { found } from './ai-lab/founding';
import { issueFile } from './ai-lab/issuing';
import { Lab } from './ai-lab/lab';
import { research } from './ai-lab/research';
import { print, styled } from './ai-lab/terminal';
import { playYears } from './ai-lab/years';

const EXAMPLE = join(__dirname, 'ai-lab.csv');

/** Plays a file; tells whether all went well. */
async function play(path: string): Promise<boolean> {
  const started = Date.now();
  print(styled('bold', `Tenure: the life of a token vesting plan, from ${relative(process.cwd(), path)}`));
  const lab = new Lab();
  await found(lab);
  const rows = await issueFile(lab, path);
  if (rows.length === 0) return false;
  const begin = lab.chain.now();
  const played = await research(lab, rows);
  const named = played === undefined ? rows : [...rows, played];
  const years = await playYears(lab, named, begin);
  const kept = await finish(lab, named, years, played?.results ?? []);
  print(`  ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  return kept;
}

async function main(args: readonly string[]): Promise<boolean> {
  const [file, ...rest] = args;
  if (rest.length > 0 || file?.startsWith('-') === true) {
    print('npm start                plays examples/ai-lab.csv');
    print('npm start -- FILE.csv    plays your own; see examples/README.md for its columns');
    return file === '--help' && rest.length === 0;
  }
  // npm runs this in the repository, wherever it was called.
  const path = file === undefined ? EXAMPLE : resolve(process.env.INIT_CWD ?? process.cwd(), file);
  if (!existsSync(path) || !statSync(path).isFile()) {
    print(`There is no file ${relative(process.cwd(), path)}. Give the path of a CSV file.`);
    return false;
  }
  return play(path);
}

main(process.argv.slice(2))
  .then((ok) => {
    process.exitCode = ok ? 0 : 1;
  })
  .catch((error: unknown) => {
    process.exitCode = 1;
    if (!(error instanceof TenureError)) throw error;
    print(styled('red', `${error.name}: ${error.message}. ${error.remedy}`));
  });
