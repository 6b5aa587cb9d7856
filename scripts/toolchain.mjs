// Finds, and where it can installs, what building the program needs: a C compiler, rustup and the pinned Rust.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export class ToolMissing extends Error {}

export function onPath(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" }).status === 0;
}

function output(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return result.status === 0 ? result.stdout : "";
}

function run(command, args, env = process.env) {
  console.log(`$ ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { cwd: root, stdio: "inherit", env }).status === 0;
}

let aptUpdated = false;
function aptInstall(...packages) {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  aptUpdated ||= run("apt-get", ["update", "-qq"], env);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], env);
}

/** curl, where it is installed, knows of proxies and extra certificates; Node's fetch does not. */
async function download(url) {
  if (onPath("curl")) {
    const { status, stdout } = spawnSync("curl", ["-fsSL", url], { maxBuffer: 1 << 28 });
    if (status === 0) return stdout;
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** rustup's own installer, checked against the digest beside it, from the host that toolchains come from. */
async function installRustup() {
  const arch = { x64: "x86_64", arm64: "aarch64" }[process.arch];
  const platform = { linux: "unknown-linux-gnu", darwin: "apple-darwin" }[process.platform];
  if (!arch || !platform) return false;
  const server = process.env.RUSTUP_UPDATE_ROOT ?? "https://static.rust-lang.org/rustup";
  const url = `${server}/dist/${arch}-${platform}/rustup-init`;
  console.log(`Installing rustup from ${url}`);
  const folder = mkdtempSync(join(tmpdir(), "rustup-"));
  try {
    const [binary, digest] = await Promise.all([url, `${url}.sha256`].map(download));
    if (createHash("sha256").update(binary).digest("hex") !== digest.toString().split(/\s/)[0]) return false;
    const installer = join(folder, "rustup-init");
    writeFileSync(installer, binary);
    chmodSync(installer, 0o755);
    return run(installer, ["-y", "--no-modify-path", "--default-toolchain", "none"]);
  } catch (error) {
    console.error(String(error));
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes `cargo` with the toolchain of rust-toolchain.toml available, or throws one line that says what to install. */
export async function ensureRust() {
  const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  process.env.PATH = `${process.env.PATH}${delimiter}${cargoBin}`;

  if (!onPath("cc") && !aptInstall("gcc", "libc6-dev")) {
    throw new ToolMissing("No C compiler (cc): install gcc and libc6-dev, or your system's equivalent.");
  }
  if (!onPath("rustup") && !aptInstall("rustup") && !(await installRustup())) {
    throw new ToolMissing("rustup is missing: install it from https://rustup.rs and run this again.");
  }
  const toolchain = readFileSync(join(root, "rust-toolchain.toml"), "utf8");
  const version = /^channel = "(.+)"$/m.exec(toolchain)?.[1];
  const parts = output("rustup", ["component", "list", "--installed", "--toolchain", version]);
  if (!["rustc", "cargo", "clippy", "rustfmt"].every((part) => new RegExp(`^${part}`, "m").test(parts))) {
    const install = ["toolchain", "install", version, "--profile", "minimal", "-c", "clippy", "-c", "rustfmt"];
    if (!run("rustup", install)) {
      throw new ToolMissing(`Rust ${version} is missing: run "rustup ${install.join(" ")}".`);
    }
  }
  process.env.RUSTUP_TOOLCHAIN = version;
  if (!output("cargo", ["--version"])) {
    throw new ToolMissing(
      "cargo does not start: put rustup's cargo first on PATH (its folder is usually ~/.cargo/bin).",
    );
  }
}
