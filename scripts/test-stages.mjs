// The stages of `npm test`: what each runs, what it needs, and how its tests are counted.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./toolchain.mjs";

const CANNOT_REBUILD = 75; // build-program.mjs --check
const bin = (name) => join(root, "node_modules", ".bin", name);

/** A file in target/ that a stage writes its counts to, without what an earlier run wrote. */
function fresh(name) {
  mkdirSync(join(root, "target"), { recursive: true });
  const file = join(root, "target", name);
  rmSync(file, { force: true });
  return file;
}

/** A stage that is one test: it passes when the command exits with 0. */
function oneTest(command, ...args) {
  return async (exec) => {
    const { code, output } = await exec(command, args);
    if (code === CANNOT_REBUILD) {
      return {
        passed: 0,
        failed: 0,
        skipped: [
          output
            .trim()
            .split("\n")
            .at(-1)
            .replace(/^skipped: /, ""),
        ],
      };
    }
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  };
}

/** `cargo test`, counted from the "test result" line of each binary. */
function cargoTest(...args) {
  return async (exec) => {
    // The IDL build uses these flags: what both need is compiled once. Warnings are clippy's.
    const env = { RUSTFLAGS: "-A warnings" };
    const { code, output } = await exec("cargo", ["test", "--no-fail-fast", "--locked", ...args], env);
    const counts = (word) => [...output.matchAll(new RegExp(`^test result: .*?(\\d+) ${word}`, "gm"))];
    const count = (word) => counts(word).reduce((sum, [, number]) => sum + Number(number), 0);
    const ignored = [...output.matchAll(/^test (.+?) \.\.\. ignored(?:, (.+))?$/gm)];
    const skipped = ignored.map(([, name, reason]) => `${name}: ${reason ?? "no reason given"}`);
    // A binary that doesn't compile, or aborts, has no result line.
    return { passed: count("passed"), failed: Math.max(count("failed"), code === 0 ? 0 : 1), skipped };
  };
}

/** The programs of others that tests run; tools/sbpf keeps what it built once. */
async function foreignPrograms(exec) {
  const folder = join("tests", "realms", "programs");
  const result = { passed: 0, failed: 0, skipped: [] };
  for (const name of readdirSync(join(root, folder))) {
    if (process.platform !== "linux") {
      result.skipped.push(`${name}: tools/sbpf builds programs on Linux only`);
      continue;
    }
    const { code } = await exec("bash", ["tools/sbpf/build.sh", "--crate", join(folder, name)]);
    result[code === 0 ? "passed" : "failed"] += 1;
  }
  return result;
}

/** Mocha, counted by its reporter; `args` says what it runs. */
function mocha(name, ...args) {
  return async (exec) => {
    const file = fresh(`mocha-${name}.json`);
    const all = [...args, "--reporter", "scripts/mocha-reporter.cjs"];
    const { code } = await exec(bin("ts-mocha"), all, { MOCHA_COUNTS: file });
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

/** The folders of tests/ that have a stage; `clients` runs every other test. */
const SUITES = {
  program: ["grant", "governance", "metric", "milestone", "plan", "token"],
  matrix: ["budgets", "matrix"],
  sequences: ["sequences"],
  adversary: ["adversary"],
  realms: ["realms"],
};
const spec = (folder) => `${folder}/**/*.test.ts`;

function suite(name) {
  return mocha(name, ...SUITES[name].map((folder) => spec(`tests/${folder}`)));
}

function otherSuites() {
  const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}/test`);
  const places = ["tests", ...packages.filter((folder) => existsSync(join(root, folder)))];
  const elsewhere = Object.values(SUITES).flat();
  return mocha("clients", ...places.map(spec), ...elsewhere.flatMap((folder) => ["--ignore", spec(`tests/${folder}`)]));
}

/** The app's unit tests, counted from Vitest's own JSON. */
async function vitest(exec) {
  const file = fresh("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  const { code } = await exec(bin("vitest"), ["run", "--root", "app", ...reporters]);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const skipped = results
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => `${fullName}: no reason given`);
  const failures = results
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join("\n"));
  return { passed: numPassedTests, failed: Math.max(numFailedTests, code === 0 ? 0 : 1), skipped, failures };
}

/** The built page in a real browser. */
async function endToEnd(exec) {
  const { code } = await exec("node", ["scripts/ensure-chromium.mjs"]);
  if (code !== 0) return { passed: 0, failed: 0, skipped: ["no Chromium, and it can't be installed here"] };
  const options = ["--no-config", "--project", "app/e2e/tsconfig.json", "--timeout", "120000", "--exit"];
  return mocha("e2e", ...options, "app/e2e/*.e2e.ts")(exec);
}

function clippy(...args) {
  return oneTest("cargo", "clippy", ...args, "--all-targets", "--locked", "--quiet", "--", "-D", "warnings");
}

/**
 * Every stage: its `name`, `what` it does, and `run`, which is given a function that runs a command and resolves with
 * its exit code and output, and resolves with the counts.
 * - `needs`: stages that must end before; they run with it where it is asked for by name.
 * - `locks`: stages that have one in common never run at once; cargo and tools/sbpf would only wait for each other.
 * - `rust`: needs the Rust toolchain.
 * - `light`: waits most of its time, and so runs beside the heavy ones.
 * The first that can begin begins first: what takes longest, or others wait for, stands above.
 */
export const STAGES = [
  {
    name: "foreign-programs",
    what: "SPL Governance and Squads built for the tests, once per lock file",
    rust: true,
    locks: ["sbpf"],
    run: foreignPrograms,
  },
  {
    name: "app-build",
    what: "the app built, its first page within its budget",
    run: oneTest("npm", "run", "--silent", "check", "--workspace", "@tenure/app"),
  },
  { name: "e2e", what: "the built app in a real browser", needs: ["app-build"], light: true, run: endToEnd },
  {
    name: "clippy",
    what: "Clippy over the whole workspace",
    rust: true,
    locks: ["target"],
    run: clippy("--workspace"),
  },
  {
    // The plugin's dependency on the vesting program leaves its entrypoint out, in the whole workspace.
    name: "clippy-vesting",
    what: "Clippy over the vesting program alone, with its entrypoint",
    rust: true,
    locks: ["target"],
    run: clippy("-p", "vesting"),
  },
  { name: "cargo-test", what: "the Rust tests", rust: true, locks: ["target"], run: cargoTest("--workspace") },
  {
    name: "artifacts",
    what: "artifacts/ rebuilt from source and compared",
    rust: true,
    locks: ["sbpf", "target"],
    run: oneTest("node", "scripts/build-program.mjs", "--check"),
  },
  { name: "program", what: `every instruction: ${SUITES.program.join(", ")}`, run: suite("program") },
  { name: "clients", what: "SDK, command line, local chain, journeys: all tests without a stage", run: otherSuites() },
  { name: "sequences", what: "random sequences against a model", run: suite("sequences") },
  {
    name: "adversary",
    what: "an adversary with every key but the victims', judged by outcomes",
    run: suite("adversary"),
  },
  { name: "matrix", what: "every account of every instruction attacked; compute budgets", run: suite("matrix") },
  {
    name: "realms",
    what: "plans and the plugin under SPL Governance and Squads",
    needs: ["foreign-programs"],
    run: suite("realms"),
  },
  { name: "eslint", what: "ESLint", run: oneTest(bin("eslint"), ".") },
  {
    name: "knip",
    what: "no file, dependency or export that nothing needs",
    run: oneTest("npm", "run", "--silent", "knip"),
  },
  {
    name: "prettier",
    what: "formatting of TypeScript, JavaScript and CSS",
    run: oneTest(bin("prettier"), "--check", "."),
  },
  { name: "vitest", what: "the app's unit tests", run: vitest },
  { name: "tsc", what: "types of packages and tests", run: oneTest(bin("tsc"), "--noEmit") },
  { name: "tsc-app", what: "types of the app", run: oneTest(bin("tsc"), "--noEmit", "-p", "app") },
  { name: "tsc-e2e", what: "types of the end-to-end tests", run: oneTest(bin("tsc"), "--noEmit", "-p", "app/e2e") },
  {
    name: "cargo-test-builtins",
    what: "the 128-bit routines of tools/sbpf",
    rust: true,
    run: cargoTest("--manifest-path", "tools/sbpf/builtins/Cargo.toml", "--target-dir", "target/sbpf-builtins"),
  },
  {
    name: "rustfmt",
    what: "Rust's formatting",
    rust: true,
    run: oneTest("cargo", "fmt", "--all", "--check", "--", "--color=never"),
  },
  {
    name: "account-map",
    what: "docs/accounts.md is current",
    run: oneTest("node", "scripts/account-map.mjs", "--check"),
  },
];
