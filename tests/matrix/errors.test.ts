/** Every error of the program is expected by some test, or it is said here why no call can get it. */
import { IDL } from '@tenure/sdk';
import { expect } from 'chai';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Errors that no call reaches, and why. Anything else that a test can't reach is dead code, or a missing test. */
const UNREACHABLE: Record<string, string> = {
  ArithmeticOverflow:
    'defense in depth: every sum is one of parts of `allocated`, whose own sum is checked as IssueCapExceeded, or counts ' +
    'accounts that nobody can pay the rent of, or seconds of pauses, which would take 136 years',
  NotAMilestone:
    'defense in depth: Anchor has seen the discriminator, and the program creates no milestone that is too short',
};

/** Where the program is called one case at a time; what the unit tests or a model say about errors does not count. */
const FOLDERS = ['governance', 'grant', 'matrix', 'metric', 'milestone', 'plan', 'token'];
const TESTS = FOLDERS.map((folder) => join(__dirname, '..', folder));
/** Schedules that the tests issue, with the errors they expect. */
const REFUSALS = join(__dirname, '../vectors/refusals.json');

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return name.endsWith('.ts') && name !== basename(__filename) ? [readFileSync(path, 'utf8')] : [];
  });
}

/** Whether a test source has the error's name as a string. */
function isExpected(error: string, texts: readonly string[]): boolean {
  const quoted = new RegExp(`(['"\`])${error}\\1`);
  return texts.some((text) => quoted.test(text));
}

/** The IDL's names begin with a small letter in this package. */
function named(error: string): string {
  return error.charAt(0).toUpperCase() + error.slice(1);
}

describe('errors of the program', () => {
  const errors = IDL.errors.map(({ name }) => named(name));

  it('are each expected by some test', () => {
    const texts = [...TESTS.flatMap(sources), readFileSync(REFUSALS, 'utf8')];
    const missing = errors.filter((error) => !(error in UNREACHABLE) && !isExpected(error, texts));
    expect(missing, 'errors that no test expects').to.deep.equal([]);
  });

  it('are unreachable only where it says why', () => {
    expect(Object.keys(UNREACHABLE).filter((error) => !errors.includes(error))).to.deep.equal([]);
    expect(Object.keys(UNREACHABLE)).to.have.length.at.most(3);
  });

  it('have numbers in blocks by area, each its own', () => {
    const codes = IDL.errors.map(({ code }) => code);
    expect(new Set(codes).size).to.equal(codes.length);
    expect([...codes].sort((a, b) => a - b)).to.deep.equal(codes);
    for (const code of codes) expect(Math.floor(code / 100)).to.be.within(60, 67);
  });
});
