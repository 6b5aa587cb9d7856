// All of the project's checks, independent ones side by side: each stage runs even if an earlier one failed.
//   npm test                     every stage
//   npm test -- STAGE ...        some, and what they need
//   npm test -- --list           what they are called
// A stage's output is printed as one block when it ends. The last line is the sum of the counts.
// Exit codes: 0 nothing failed, 1 something did, 2 there is no such stage.
import { performance } from "node:perf_hooks";
import { spawn } from "node:child_process";
import { STAGES } from "./test-stages.mjs";
import { ensureRust, root } from "./toolchain.mjs";

/** How many heavy stages run at once, and how many light ones beside them, on the two cores of usual test machines. */
const AT_ONCE = { heavy: 2, light: 1 };
const NO_SUCH_STAGE = 2;

const children = new Set();
/** What stages have printed that still run. */
const blocks = new Map();

/** Runs a command in a process group of its own; `print` gets what it prints, in order, the result all of it, plain. */
function execute(print, command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', command, ...args], {
      cwd: root,
      env: { ...process.env, CARGO_TERM_COLOR: process.stdout.isTTY ? "always" : "never", ...env },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    children.add(child);
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      output += text;
      print(text);
    });
    const end = (code, text) => {
      children.delete(child);
      resolve({ code, output: text });
    };
    child.on("error", (error) => end(1, String(error)));
    child.on("close", (code) => end(code ?? 1, output.replace(/\x1b\[[0-9;]*m/g, "")));
  });
}

const write = (text) => process.stdout.write(text);
const list = () => STAGES.map(({ name, what }) => `  ${name.padEnd(20)}${what}`).join("\n");
const now = () => performance.now() / 1_000;

/** The stages of these names and all that they need, in the order of the list; all where none is named. */
function chosen(names) {
  if (names.length === 0) return STAGES;
  const wanted = new Set();
  const want = (name) => {
    wanted.add(name);
    for (const need of STAGES.find((stage) => stage.name === name).needs ?? []) want(need);
  };
  names.forEach(want);
  return STAGES.filter(({ name }) => wanted.has(name));
}

/** Runs one stage and prints its output: at once where it is alone, otherwise when it ends. */
async function runStage(stage, rustProblem, alone) {
  const begin = now();
  if (alone) write(`\n== ${stage.name}\n`);
  else write(`-- ${stage.name} begins\n`);
  blocks.set(stage, "");
  const print = alone ? write : (text) => blocks.set(stage, blocks.get(stage) + text);
  let result;
  if (stage.rust && rustProblem) {
    print(`${rustProblem}\n`);
    result = { passed: 0, failed: 1, skipped: [] };
  } else {
    result = await stage
      .run((command, args, env) => execute(print, command, args, env))
      .catch((error) => {
        print(`${error.stack}\n`);
        return { passed: 0, failed: 1, skipped: [] };
      });
  }
  const secs = now() - begin;
  const { passed, failed, skipped } = result;
  if (!alone) write(`\n== ${stage.name}\n${blocks.get(stage)}`);
  write(`-- ${stage.name}: ${passed} passed, ${failed} failed, ${skipped.length} skipped (${secs.toFixed(1)} s)\n`);
  blocks.delete(stage);
  return { stage, secs, failures: [], ...result };
}

/** Runs stages, several at once as far as they may; resolves with the result of each. */
async function runAll(stages, rustProblem) {
  const waiting = [...stages];
  const running = new Map();
  const results = [];
  const ended = (name) => results.some(({ stage }) => stage.name === name);
  const mayBegin = ({ light = false, needs = [], locks = [] }) => {
    const others = [...running.keys()];
    const alike = others.filter((other) => (other.light ?? false) === light);
    return (
      alike.length < (light ? AT_ONCE.light : AT_ONCE.heavy) &&
      needs.every(ended) &&
      others.every((other) => !(other.locks ?? []).some((lock) => locks.includes(lock)))
    );
  };
  while (results.length < stages.length) {
    for (let next = waiting.find(mayBegin); next !== undefined; next = waiting.find(mayBegin)) {
      const stage = next;
      waiting.splice(waiting.indexOf(stage), 1);
      running.set(stage, runStage(stage, rustProblem, stages.length === 1));
    }
    const result = await Promise.race(running.values());
    running.delete(result.stage);
    results.push(result);
  }
  return results;
}

/** Ends what runs, after telling what it had printed. */
function interrupted(code) {
  for (const [{ name }, text] of blocks) write(`\n== ${name}, interrupted\n${text}`);
  for (const { pid } of children) process.kill(-pid, "SIGTERM");
  process.exit(code);
}

/** What took how long, then all skips and failures once more, where whoever sees only the tail of a long log looks. */
function report(results, total) {
  const row = (name, ...cells) => `${name.padEnd(20)}${cells.map((cell) => String(cell).padStart(9)).join("")}\n`;
  const sum = (of) => results.reduce((all, result) => all + of(result), 0);
  const [passed, failed] = [sum((each) => each.passed), sum((each) => each.failed)];
  const skipped = sum((each) => each.skipped.length);
  write(`\n${row("stage", "s", "passed", "failed", "skipped")}`);
  for (const each of results.toSorted((a, b) => b.secs - a.secs)) {
    write(row(each.stage.name, each.secs.toFixed(1), each.passed, each.failed, each.skipped.length));
  }
  write(`${row("side by side", total.toFixed(1), passed, failed, skipped)}\n`);
  for (const { stage, skipped: reasons } of results) {
    for (const reason of reasons) write(`skipped: ${stage.name}: ${reason}\n`);
  }
  for (const { stage, failures } of results) {
    for (const failure of failures) write(`failed: ${stage.name}: ${failure}\n\n`);
  }
  const bad = results.filter((each) => each.failed > 0).map(({ stage }) => stage.name);
  if (bad.length > 0) write(`failed: ${bad.join(", ")}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
  write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

async function main(names) {
  if (names.includes("--list") || names.includes("--help")) return void write(`${list()}\n`);
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no stage ${unknown.join(", ")}. These are:\n${list()}\n`);
    process.exitCode = NO_SUCH_STAGE;
    return;
  }
  process.once("SIGINT", () => interrupted(130));
  process.once("SIGTERM", () => interrupted(143));
  const stages = chosen(names);
  const begin = now();
  const setup = await execute(write, "node", ["scripts/setup.mjs"]);
  if (setup.code !== 0) {
    write("\n0 passed, 1 failed, 0 skipped\n");
    process.exitCode = 1;
    return;
  }
  let rustProblem;
  if (stages.some(({ rust }) => rust)) await ensureRust().catch((error) => (rustProblem = error.message));
  report(await runAll(stages, rustProblem), now() - begin);
}

await main(process.argv.slice(2));
