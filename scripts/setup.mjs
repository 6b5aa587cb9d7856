// Installs the npm packages of package-lock.json when they are missing or out of date. Plain Node, safe to repeat.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { root } from "./toolchain.mjs";

const MIN_NODE = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
  console.error(`Node ${process.versions.node} is too old: install Node ${MIN_NODE.join(".")} or newer.`);
  process.exit(1);
}

const lock = readFileSync(join(root, "package-lock.json"));
const wanted = createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
const stamp = join(root, "node_modules", ".setup-stamp");
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8").trim() : "";
if (installed !== wanted) {
  console.log("Installing npm packages ...");
  // No dependency needs its install script: native parts come prebuilt.
  const result = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm ci failed: is the npm registry reachable, and package-lock.json in step with package.json?");
    process.exit(1);
  }
  writeFileSync(stamp, `${wanted}\n`);
}
