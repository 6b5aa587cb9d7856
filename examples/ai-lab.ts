/**
 * `npm start`: four years of an AI lab's grants, on an embedded chain. `npm start -- my.csv` plays
 * that file instead. Exit code 1: the file has problems, or a promise was broken.
 */
import './ai-lab/quiet';
import { TenureError } from '@tenure/sdk';
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { play } from './ai-lab/play';
import { print, styled } from './ai-lab/terminal';

const EXAMPLE = join(__dirname, 'ai-lab.csv');

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
  return play(path, path === EXAMPLE);
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
