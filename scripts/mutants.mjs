// Shows that the random sequences find bugs: each of mutant-list.mjs is put into a copy of the program's sources, built by
// tools/sbpf and played; the sequences must fail. Not a part of `npm test`: every bug takes a build of about 15 seconds and
// the time until it is found, together about a quarter of an hour.
//   npm run mutants                all
//   npm run mutants -- NAME ...    some
// Exit codes: 0 all found, 1 one was not, 2 one can't be tried.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { spawnSync } from "node:child_process";
import { MUTANTS } from "./mutant-list.mjs";
import { root } from "./toolchain.mjs";
import "./setup.mjs";

/** What a build reads. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "programs", "crates", "tools"];
/** One seed for all, so that a run can be repeated; the first failing sequence is told as it is. */
const PLAY = { TENURE_SEED: "20261121", TENURE_ATTEMPTS: "1" };
/** How a failing run tells what it found. */
const STORY = /after (\d+) sequences, (\d+) transactions: (.*)/;
/** Exit codes. */
const [FOUND, SURVIVED, NOT_TRIED] = [0, 1, 2];
const WIDTHS = [28, 11, 14];

class CannotTry extends Error {}

function run(command, args, cwd, env = {}) {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** The sources with one change. */
function mutate(copy, { name, file, find, replace }) {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  const times = source.split(find).length - 1;
  if (times !== 1) throw new CannotTry(`${name}: in ${file} must be one "${find}", there are ${times}. Adapt mutant-list.mjs.`);
  writeFileSync(path, source.replace(find, () => replace));
  return () => writeFileSync(path, source);
}

function build(copy, name) {
  const { ok, output } = run("bash", ["tools/sbpf/build.sh", "vesting"], copy);
  if (!ok) throw new CannotTry(`${name} does not build:\n${output}`);
  return join(copy, "target", "deploy", "vesting.so");
}

/** Plays the sequences on a program; undefined where they found nothing. */
function play(program, name) {
  const mocha = join(root, "node_modules", ".bin", "ts-mocha");
  const args = ["--no-config", "-p", "tsconfig.json", "tests/sequences/*.test.ts"];
  const { ok, output } = run(mocha, args, root, { ...PLAY, TENURE_PROGRAM: program });
  if (ok) return undefined;
  const found = STORY.exec(output);
  if (!found) throw new CannotTry(`${name}: the sequences failed, but not by a disagreement:\n${output}`);
  const [, sequences, transactions, words] = found;
  return { sequences, transactions, words };
}

/** Tries one bug, tells how it went, and returns the exit code that it stands for. */
function hunt(copy, mutant) {
  const { name, why } = mutant;
  let restore;
  try {
    restore = mutate(copy, mutant);
    const found = play(build(copy, name), name);
    if (found) row(name, found.sequences, found.transactions, found.words);
    else row(name, "-", "-", `NOT FOUND: ${why}`);
    return found ? FOUND : SURVIVED;
  } catch (error) {
    if (!(error instanceof CannotTry)) throw error;
    row(name, "-", "-", error.message);
    return NOT_TRIED;
  } finally {
    restore?.();
  }
}

function row(...cells) {
  console.log(cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(""));
}

function chosen(names) {
  const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) throw new CannotTry(`There is no ${unknown.join(", ")} in mutant-list.mjs.`);
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}

function main() {
  const mutants = chosen(process.argv.slice(2));
  const copy = mkdtempSync(join(tmpdir(), "tenure-mutants-"));
  try {
    const clean = (path) => !["target", "node_modules"].includes(basename(path));
    for (const source of SOURCES) cpSync(join(root, source), join(copy, source), { recursive: true, filter: clean });
    const innocent = play(build(copy, "the program itself"), "the program itself");
    if (innocent) throw new CannotTry(`The program itself fails, so nothing can be shown: ${innocent.words}`);
    row("bug", "sequences", "transactions", "what was found");
    const results = mutants.map((mutant) => hunt(copy, mutant));
    console.log(`${results.filter((result) => result === FOUND).length} of ${results.length} found`);
    process.exitCode = Math.max(...results);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.error(`mutants: ${error instanceof CannotTry ? error.message : error.stack}`);
  process.exitCode = NOT_TRIED;
}
