// All of the project's checks: each stage runs even if an earlier one failed. The last line is the sum of their counts.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { ensureRust, root } from "./toolchain.mjs";

const CANNOT_REBUILD = 75; // build-program.mjs --check
const total = { passed: 0, failed: 0, skipped: 0 };
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

async function mocha() {
  const file = join(root, "target", "mocha.json");
  mkdirSync(join(root, "target"), { recursive: true });
  rmSync(file, { force: true });
  const args = ["--project", "tsconfig.json", "--reporter", "scripts/mocha-reporter.cjs"];
  const { code } = await run(bin("ts-mocha"), args, { MOCHA_COUNTS: file });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const counts = JSON.parse(readFileSync(file, "utf8"));
  const skipped = counts.skipped.map((title) => {
    const [, name, reason] = /^(.*?)(?: \[skipped: (.+)\])?$/.exec(title);
    return `${name}: ${reason ?? "no reason given"}`;
  });
  return { passed: counts.passed, failed: Math.max(counts.failed, code === 0 ? 0 : 1), skipped };
}

const stages = [
  { name: "eslint", run: oneTest(bin("eslint"), ["."]) },
  { name: "tsc", run: oneTest(bin("tsc"), ["--noEmit"]) },
  { name: "cargo fmt", rust: true, run: oneTest("cargo", ["fmt", "--all", "--check", "--", "--color=never"]) },
  {
    name: "cargo clippy",
    rust: true,
    run: oneTest("cargo", ["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]),
  },
  { name: "cargo test", rust: true, run: cargoTest("--workspace", "--locked") },
  {
    name: "cargo test (128-bit routines)",
    rust: true,
    run: cargoTest("--locked", "--manifest-path", "tools/sbpf/builtins/Cargo.toml", "--target-dir", "target/sbpf-builtins"),
  },
  { name: "artifacts rebuilt and compared", rust: true, run: oneTest("node", ["scripts/build-program.mjs", "--check"]) },
  { name: "account map is current", run: oneTest("node", ["scripts/account-map.mjs", "--check"]) },
  { name: "mocha", run: mocha },
];

function add(stage, result, seconds) {
  const { passed, failed, skipped } = result;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
  if (failed > 0) failures.push(stage.name);
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
if (failures.length > 0) console.log(`failed: ${failures.join(", ")}`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
