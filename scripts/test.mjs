// All of the project's checks: each stage runs even if an earlier one failed. The last line is the sum of their counts.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ensureRust, root } from "./toolchain.mjs";

const CANNOT_REBUILD = 75; // build-program.mjs --check
const total = { passed: 0, failed: 0, skipped: 0 };
const failedStages = [];
const failures = [];
const skips = [];
let rustProblem;

/** Runs a command; what it prints goes to the terminal, in order, and into the result. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', command, ...args], {
      cwd: root,
      env: { ...process.env, CARGO_TERM_COLOR: process.stdout.isTTY ? "always" : "never", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: output.replace(/\x1b\[[0-9;]*m/g, "") }));
  });
}

const bin = (name) => join(root, "node_modules", ".bin", name);

/** A stage that is one test: it passes when the command exits with 0. */
function oneTest(command, args, env) {
  return async () => {
    const { code, output } = await run(command, args, env);
    if (code === CANNOT_REBUILD) {
      return { passed: 0, failed: 0, skipped: [output.trim().split("\n").at(-1).replace(/^skipped: /, "")] };
    }
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  };
}

/** `cargo test`, counted from the "test result" line of each binary. */
function cargoTest(...args) {
  return async () => {
    // The IDL build uses these flags: what both need is compiled once. Warnings are clippy's.
    const { code, output } = await run("cargo", ["test", "--no-fail-fast", ...args], { RUSTFLAGS: "-A warnings" });
    const count = (word) =>
      [...output.matchAll(new RegExp(`^test result: .*?(\\d+) ${word}`, "gm"))].reduce((sum, match) => sum + Number(match[1]), 0);
    const ignored = [...output.matchAll(/^test (.+?) \.\.\. ignored(?:, (.+))?$/gm)];
    const skipped = ignored.map(([, name, reason]) => `${name}: ${reason ?? "no reason given"}`);
    // A binary that doesn't compile, or aborts, has no result line.
    return { passed: count("passed"), failed: Math.max(count("failed"), code === 0 ? 0 : 1), skipped };
  };
}

/** Mocha, counted by its reporter; `args` says what it runs. */
function mocha(...args) {
  return async () => {
    const file = join(root, "target", "mocha.json");
    mkdirSync(join(root, "target"), { recursive: true });
    rmSync(file, { force: true });
    const all = [...args, "--reporter", "scripts/mocha-reporter.cjs"];
    const { code } = await run(bin("ts-mocha"), all, { MOCHA_COUNTS: file });
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
    const counts = JSON.parse(readFileSync(file, "utf8"));
    const skipped = counts.skipped.map((title) => {
      const [, name, reason] = /^(.*?)(?: \[skipped: (.+)\])?$/.exec(title);
      return `${name}: ${reason ?? "no reason given"}`;
    });
    const failures = counts.failures.map(({ title, why }) => `${title}\n${why}`);
    return { passed: counts.passed, failed: Math.max(counts.failed, code === 0 ? 0 : 1), skipped, failures };
  };
}

/** The app's unit tests, counted from Vitest's own JSON. */
async function vitest() {
  const file = join(root, "target", "vitest.json");
  rmSync(file, { force: true });
  const { code } = await run(bin("vitest"), ["run", "--root", "app", "--reporter=default", "--reporter=json", `--outputFile=${file}`]);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => `${fullName}: no reason given`);
  const failures = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join("\n"));
  return { passed: numPassedTests, failed: Math.max(numFailedTests, code === 0 ? 0 : 1), skipped, failures };
}

/** The built page in a real browser. */
async function endToEnd() {
  if (ensureChromium() === undefined) {
    return { passed: 0, failed: 0, skipped: ["no Chromium, and it can't be installed here"] };
  }
  return mocha("--no-config", "--project", "app/e2e/tsconfig.json", "--timeout", "120000", "--exit", "app/e2e/*.e2e.ts")();
}

const stages = [
  { name: "eslint", run: oneTest(bin("eslint"), ["."]) },
  { name: "tsc", run: oneTest(bin("tsc"), ["--noEmit"]) },
  { name: "tsc (app)", run: oneTest(bin("tsc"), ["--noEmit", "-p", "app"]) },
  { name: "tsc (app, end to end)", run: oneTest(bin("tsc"), ["--noEmit", "-p", "app/e2e"]) },
  { name: "cargo fmt", rust: true, run: oneTest("cargo", ["fmt", "--all", "--check", "--", "--color=never"]) },
  {
    name: "cargo clippy",
    rust: true,
    run: oneTest("cargo", ["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]),
  },
  {
    // The plugin's dependency on the vesting program leaves its entrypoint out, in the whole workspace.
    name: "cargo clippy (vesting alone)",
    rust: true,
    run: oneTest("cargo", ["clippy", "-p", "vesting", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]),
  },
  { name: "cargo test", rust: true, run: cargoTest("--workspace", "--locked") },
  {
    name: "cargo test (128-bit routines)",
    rust: true,
    run: cargoTest("--locked", "--manifest-path", "tools/sbpf/builtins/Cargo.toml", "--target-dir", "target/sbpf-builtins"),
  },
  { name: "artifacts rebuilt and compared", rust: true, run: oneTest("node", ["scripts/build-program.mjs", "--check"]) },
  { name: "account map is current", run: oneTest("node", ["scripts/account-map.mjs", "--check"]) },
  { name: "mocha", run: mocha("--project", "tsconfig.json") },
  { name: "vitest (app)", run: vitest },
  { name: "app built, first page within its budget", run: oneTest("npm", ["run", "--silent", "check", "--workspace", "@tenure/app"]) },
  { name: "app end to end", run: endToEnd },
];

function add(stage, result, seconds) {
  const { passed, failed, skipped, failures: named = [] } = result;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
  if (failed > 0) failedStages.push(stage.name);
  failures.push(...named.map((failure) => `${stage.name}: ${failure}`));
  skips.push(...skipped.map((reason) => `${stage.name}: ${reason}`));
  console.log(`-- ${stage.name}: ${passed} passed, ${failed} failed, ${skipped.length} skipped (${seconds.toFixed(1)} s)`);
}

const setup = await run("node", ["scripts/setup.mjs"]);
if (setup.code !== 0) {
  console.log("\n0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
try {
  await ensureRust();
} catch (error) {
  rustProblem = error.message;
}
for (const stage of stages) {
  console.log(`\n== ${stage.name}`);
  const begin = process.hrtime.bigint();
  let result;
  if (stage.rust && rustProblem) {
    console.log(rustProblem);
    result = { passed: 0, failed: 1, skipped: [] };
  } else {
    result = await stage.run();
  }
  add(stage, result, Number(process.hrtime.bigint() - begin) / 1e9);
}

console.log("");
for (const skip of skips) console.log(`skipped: ${skip}`);
// Once more at the end, where whoever sees only the tail of a long log looks.
for (const failure of failures) console.log(`failed: ${failure}\n`);
if (failedStages.length > 0) console.log(`failed: ${failedStages.join(", ")}`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
