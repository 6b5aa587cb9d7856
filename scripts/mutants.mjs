// Shows that tests find bugs: each of mutants/ is put into a copy of the programs' sources, built by tools/sbpf and tried. The
// random sequences must fail; what lies outside of what they do, such as mints or the plugin, a directed test that the bug
// names. Not a part of `npm test`: every bug takes a build of about a minute on two cores and the time until it is found.
//   npm run mutants                all
//   npm run mutants -- NAME ...    some
// Exit codes: 0 all found, 1 one was not, 2 one can't be tried.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { spawnSync } from "node:child_process";
import { MUTANTS } from "./mutants/all.mjs";
import { root } from "./toolchain.mjs";
import "./setup.mjs";

/** What a build reads, and what tests do beside the packages. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "programs", "crates", "tools"];
const TESTS = ["tests", "artifacts", "package.json", "tsconfig.json", "Anchor.toml"];
const LINKS = ["node_modules", "packages"];
/** One seed for all, so that a run can be repeated; the first failing sequence is told as it is. */
const PLAY = { TENURE_SEED: "20261121", TENURE_ATTEMPTS: "1" };
/** How a failing run of the sequences tells what it found. */
const STORY = /after (\d+) sequences, (\d+) transactions: (.*)/;
const SEQUENCES = "tests/sequences/*.test.ts";
/** Exit codes. */
const [FOUND, SURVIVED, NOT_TRIED] = [0, 1, 2];
const WIDTHS = [34, 40];

class CannotTry extends Error {}

function run(command, args, cwd, env = {}) {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

function makeCopy() {
  const copy = mkdtempSync(join(tmpdir(), "tenure-mutants-"));
  const clean = (path) => !["target", "node_modules"].includes(basename(path));
  for (const source of [...SOURCES, ...TESTS])
    cpSync(join(root, source), join(copy, source), { recursive: true, filter: clean });
  for (const link of LINKS) symlinkSync(join(root, link), join(copy, link));
  return copy;
}

/** The sources with one change. Returns what takes it back. */
function mutate(copy, { name, file, find, replace }) {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  const times = source.split(find).length - 1;
  if (times !== 1)
    throw new CannotTry(`${name}: in ${file} must be one "${find}", there are ${times}. Adapt it in mutants/.`);
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  return () => writeFileSync(path, source);
}

/** The file that a package is built to. */
function build(copy, name, program = "vesting") {
  const { ok, output } = run("bash", ["tools/sbpf/build.sh", program], copy);
  if (!ok) throw new CannotTry(`${name} does not build:\n${output}`);
  return join(copy, "target", "deploy", `${program.replaceAll("-", "_")}.so`);
}

function mocha(cwd, env, ...args) {
  return run(join(root, "node_modules", ".bin", "ts-mocha"), ["--no-config", "-p", "tsconfig.json", ...args], cwd, env);
}

/** Plays the sequences on a program; undefined where they found nothing. */
function play(elf, name) {
  const { ok, output } = mocha(root, { ...PLAY, TENURE_PROGRAM: elf }, SEQUENCES);
  if (ok) return undefined;
  const found = STORY.exec(output);
  if (!found) throw new CannotTry(`${name}: the sequences failed, but not by a disagreement:\n${output}`);
  const [, sequences, transactions, words] = found;
  return { by: `sequences (${sequences}, ${transactions} transactions)`, words };
}

/** Runs a directed test on a program in the place of the committed one; undefined where it found nothing. */
function direct(copy, elf, name, test) {
  const artifact = join(copy, "artifacts", basename(elf));
  const committed = readFileSync(artifact);
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  cpSync(elf, artifact);
  try {
    const { ok, output } = mocha(
      copy,
      {},
      "--timeout",
      "180000",
      "--bail",
      "--reporter",
      "json",
      "--reporter-option",
      `output=${report}`,
      test,
    );
    if (ok) return undefined;
    const [failure] = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).failures : [];
    if (!failure) throw new CannotTry(`${name}: ${test} failed, but none of its tests:\n${output}`);
    return { by: test, words: `${failure.fullTitle}: ${failure.err.message.split("\n")[0]}` };
  } finally {
    writeFileSync(artifact, committed);
  }
}

function tryOut(copy, elf, name, test) {
  return test === undefined ? play(elf, name) : direct(copy, elf, name, test);
}

/** Tries one bug, tells how it went, and returns the exit code that it stands for. */
function hunt(copy, mutant) {
  const { name, why, program, test } = mutant;
  let restore;
  try {
    restore = mutate(copy, mutant);
    const found = tryOut(copy, build(copy, name, program), name, test);
    if (found) row(name, found.by, found.words);
    else row(name, "-", `NOT FOUND by ${test ?? "the sequences"}: ${why}`);
    return found ? FOUND : SURVIVED;
  } catch (error) {
    if (!(error instanceof CannotTry)) throw error;
    row(name, "-", error.message);
    return NOT_TRIED;
  } finally {
    restore?.();
  }
}

function row(...cells) {
  console.log(cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(" "));
}

function chosen(names) {
  const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) throw new CannotTry(`There is no ${unknown.join(", ")} in mutants/.`);
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}

/** What the bugs are tried with must pass on the programs as they are. */
function checkInnocent(copy, mutants) {
  const tries = new Map(mutants.map(({ program, test }) => [`${program} ${test}`, { program, test }]));
  for (const { program, test } of tries.values()) {
    const found = tryOut(copy, build(copy, "the program itself", program), "the program itself", test);
    if (found) throw new CannotTry(`The program itself fails ${found.by}, so nothing can be shown: ${found.words}`);
  }
}

function main() {
  const mutants = chosen(process.argv.slice(2));
  const copy = makeCopy();
  try {
    checkInnocent(copy, mutants);
    row("bug", "found by", "what was found");
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
