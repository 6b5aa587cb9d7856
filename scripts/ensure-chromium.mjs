// Finds a Chromium for the end-to-end tests, or installs Debian's where that is possible. Prints its path.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const found = () => PLACES.find((path) => existsSync(path));

/** The path of a Chromium, installed if need be; undefined where there is none and none can be installed. */
export function ensureChromium() {
  if (found() !== undefined) return found();
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  if (!apt(...install) && apt("update")) apt(...install);
  return found();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const path = ensureChromium();
  if (path === undefined) {
    console.error(
      "There is no Chromium, and it can't be installed from here: install it, for example with apt-get install chromium.",
    );
    process.exitCode = 1;
  } else console.log(path);
}
