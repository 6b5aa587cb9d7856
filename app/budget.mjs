// Measures what the first page loads: the scripts that index.html names and everything they import at once, compressed with
// gzip. Fails above the budget. Pages and the wallet dialog are chunks of their own, loaded when they are opened.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

export const BUDGET_BYTES = 250_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");

function importsOf(code) {
  // Rolldown writes static imports at the top: import{a as b}from"./chunk.js" or import"./chunk.js".
  return [...code.matchAll(/\b(?:import|export)\s*(?:[\w*{][^"'();]*?from\s*)?["'](\.\/[^"']+\.js)["']/g)].map(
    ([, path]) => path,
  );
}

/** The scripts of the first page with their compressed bytes. */
export function firstPage(directory = dist) {
  const html = readFileSync(join(directory, "index.html"), "utf8");
  const queue = [...html.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)].map(([, path]) => path);
  const bytes = new Map();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (bytes.has(path)) continue;
    const code = readFileSync(join(directory, path));
    bytes.set(path, gzipSync(code, { level: 9 }).length);
    queue.push(...importsOf(code.toString("utf8")).map((each) => join(dirname(path), each)));
  }
  return bytes;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const bytes = firstPage();
  const sum = [...bytes.values()].reduce((all, each) => all + each, 0);
  for (const [path, size] of bytes) console.log(`${String(size).padStart(8)}  ${path}`);
  console.log(
    `${String(sum).padStart(8)}  bytes of compressed JavaScript on the first page, of at most ${BUDGET_BYTES}`,
  );
  process.exitCode = sum <= BUDGET_BYTES ? 0 : 1;
}
