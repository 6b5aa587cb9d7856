// `npm start`: plays the worked examples, then brings up a local chain with the program and the showcase, and the app.
// Ctrl-C ends all of it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { root } from "./toolchain.mjs";

const USAGE = `Usage: npm start [-- [options] [FILE.csv]]

  FILE.csv         Plays your own grants instead of examples/ai-lab.csv; see examples/README.md
  --play           Ends after the play: no chain and no app
  --no-play        Brings up chain and app at once
  --port PORT      Port of the app; 0 for a free one (default 4680)
  --rpc-port PORT  Port of the local chain, where wallets look for "Localnet" (default 8899)
`;

const SHOWCASE_DAYS = 40;
const TYPESCRIPT = ["-r", join(root, "scripts/typescript.cjs")];
const children = new Set();

/** Starts a Node program in the repository. */
function node(args, stdio = "inherit") {
  const child = spawn(process.execPath, args, { cwd: root, stdio });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Runs one to its end; its exit code. */
function finished(child) {
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

async function answers(url) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "getHealth" });
  return fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Starts the chain, its clock as many days back as the showcase takes. */
async function startChain(port) {
  const url = `http://127.0.0.1:${port}`;
  if (await answers(url)) throw new Error(`Something answers at ${url} already: end it, or give another --rpc-port.`);
  const { address } = JSON.parse(readFileSync(join(root, "artifacts/vesting.json"), "utf8"));
  const start = new Date(Date.now() - SHOWCASE_DAYS * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
  const program = ["--program", address, join(root, "artifacts/vesting.so")];
  const chain = node([
    "packages/localnet/bin/tenure-localnet.cjs",
    "--quiet",
    "--rpc-port",
    port,
    "--start",
    start,
    ...program,
  ]);
  while (!(await answers(url))) {
    if (chain.exitCode !== null) throw new Error(`The chain did not start on port ${port}: give another --rpc-port.`);
    await new Promise((done) => setTimeout(done, 200));
  }
  return url;
}

async function startApp(values) {
  const directory = mkdtempSync(join(tmpdir(), "tenure-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  console.log("\nBringing up a local chain, the showcase and the app ...");
  const rpc = await startChain(values["rpc-port"]);
  const seeded = finished(node([...TYPESCRIPT, "examples/showcase.ts", "--url", rpc, "--out", directory]));
  const built = finished(node([join(root, "node_modules/vite/bin/vite.js"), "build", "app", "--logLevel", "warn"]));
  if ((await seeded) !== 0) throw new Error("The showcase could not be seeded.");
  if ((await built) !== 0) throw new Error("The page could not be built.");
  const { createAppServer, listen } = await import("../app/server.mjs");
  const json = (name) => JSON.parse(readFileSync(join(directory, name), "utf8"));
  const server = createAppServer({ config: json("tenure.json"), testWallets: json("test-wallets.json") });
  const url = await listen(server, { port: Number(values.port) });
  console.log(`
The app        ${url}
The chain      ${rpc}

Without a wallet: choose Connect wallet, then "Test wallet: Employee" (or Authority, Operator, Member 1, ...).
With Phantom: Settings > Developer Settings > Testnet Mode, Solana Localnet. It looks for the chain at http://127.0.0.1:8899.
Ctrl-C ends all.`);
}

function end(code) {
  for (const child of children) child.kill();
  process.exit(code);
}

async function main() {
  const text = (value) => ({ type: "string", default: value });
  const flag = { type: "boolean", default: false };
  const options = { play: flag, "no-play": flag, help: flag, port: text("4680"), "rpc-port": text("8899") };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help || positionals.length > 1) {
    process.stdout.write(USAGE);
    process.exit(values.help ? 0 : 1);
  }
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => end(0));
  if (!values["no-play"]) {
    // npm runs this in the repository, wherever it was called.
    const files = positionals.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file));
    const code = await finished(node(["-r", "ts-node/register/transpile-only", "examples/ai-lab.ts", ...files]));
    if (code !== 0 || values.play) end(code);
  }
  await startApp(values);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  end(1);
});
