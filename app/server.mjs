// Serves the built page with its Content-Security-Policy, which follows from the configuration: the page may ask the RPC
// servers that it names, and nobody else. Plain Node; other hosts set the same headers (docs/app.md).
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, normalize, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const DIST = join(here, "dist");
const DEFAULT_PORT = 4680;
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];
const TEST_WALLETS = "/test-wallets.json";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
};

/** Where web3.js looks for the WebSocket API of an RPC server: the next port, where one is named. */
function webSocketOf(rpc) {
  const url = new URL(rpc);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (url.port !== "") url.port = String(Number(url.port) + 1);
  return url.href;
}

/** The configuration as the page gets it: addresses that follow from others are written out. */
export function completed(config, testWallets) {
  const interfaceFile = join(here, "../artifacts/vesting.json");
  return {
    programId: config.programId ?? JSON.parse(readFileSync(interfaceFile, "utf8")).address,
    clusters: config.clusters.map((cluster) => ({ ...cluster, ws: cluster.ws ?? webSocketOf(cluster.rpc) })),
    ...(testWallets === undefined ? {} : { testWallets: TEST_WALLETS }),
  };
}

/** The page's Content-Security-Policy. */
export function policyFor({ clusters }) {
  const servers = clusters.flatMap(({ rpc, ws }) => [new URL(rpc).origin, new URL(ws).origin]);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Wallets bring their icons as data.
    "img-src 'self' data:",
    `connect-src 'self' ${[...new Set(servers)].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function headersFor(policy) {
  return {
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin-allow-popups",
  };
}

/** The path that a request names; undefined where it is none. */
function pathOf(url = "/") {
  try {
    return decodeURIComponent(new URL(url, "http://host").pathname);
  } catch {
    return undefined;
  }
}

const ENCODERS = { br: brotliCompressSync, gzip: gzipSync };

function encodingFor(accepted = "") {
  return ["br", "gzip"].find((name) => accepted.split(/,\s*/).some((each) => each.split(";")[0] === name));
}

/**
 * A server of the page. `config` is a /tenure.json; `testWallets` an object of names and base58 keys for a local chain.
 */
export function createAppServer({ config, testWallets, dist = DIST }) {
  const full = completed(config, testWallets);
  const headers = headersFor(policyFor(full));
  const generated = new Map([["/tenure.json", Buffer.from(JSON.stringify(full))]]);
  if (testWallets !== undefined) generated.set(TEST_WALLETS, Buffer.from(JSON.stringify(testWallets)));
  const packed = new Map();

  function read(path) {
    const file = join(dist, normalize(path));
    // Anything without an extension is a page of the app, which finds its own way.
    const name = extname(path) === "" ? join(dist, "index.html") : file;
    return name.startsWith(dist) && existsSync(name) ? { name, body: readFileSync(name) } : undefined;
  }

  function compressed(name, body, encoding) {
    const key = `${encoding} ${name} ${body.length}`;
    if (!packed.has(key)) packed.set(key, ENCODERS[encoding](body));
    return packed.get(key);
  }

  return createServer((request, response) => {
    const path = pathOf(request.url);
    if (path === undefined)
      return void response.writeHead(400, { ...headers, "content-type": "text/plain" }).end("No such path.\n");
    const made = generated.get(path);
    const found = made === undefined ? read(path) : { name: path, body: made };
    if (found === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response
        .writeHead(found === undefined ? 404 : 405, { ...headers, "content-type": "text/plain" })
        .end("Not here.\n");
      return;
    }
    const encoding = encodingFor(request.headers["accept-encoding"]);
    const body = encoding === undefined ? found.body : compressed(found.name, found.body, encoding);
    response.writeHead(200, {
      ...headers,
      "content-type": TYPES[extname(found.name)] ?? "application/octet-stream",
      // Names of built files carry a hash of what is in them.
      "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
      ...(encoding === undefined ? {} : { "content-encoding": encoding }),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
}

/** Listens; resolves with the page's address. Port 0 takes a free one. */
export function listen(server, { port = DEFAULT_PORT, bind = "127.0.0.1" } = {}) {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen({ port, host: bind }, () =>
      done(`http://${bind.includes(":") ? `[${bind}]` : bind}:${server.address().port}`),
    );
  });
}

const USAGE = `Usage: node app/server.mjs [options]

  --config FILE        What the page is told as /tenure.json (default app/tenure.json)
  --port PORT          0 for a free one (default ${DEFAULT_PORT})
  --bind ADDRESS       Address to listen on (default 127.0.0.1)
  --dist DIRECTORY     The built page (default app/dist)
  --test-wallets FILE  Keys of test wallets, for a local chain: on loopback only
`;

async function main() {
  const text = { type: "string" };
  const options = { config: text, port: text, bind: text, dist: text, "test-wallets": text, help: { type: "boolean" } };
  const { values } = parseArgs({ options });
  if (values.help) return void process.stdout.write(USAGE);
  const { bind = "127.0.0.1", dist: directory = DIST, "test-wallets": keys } = values;
  const dist = resolve(directory);
  if (keys !== undefined && !LOOPBACK.includes(bind))
    throw new Error("--test-wallets is for loopback: leave --bind out.");
  if (!existsSync(join(dist, "index.html")))
    throw new Error("The page is not built: run npm run build --workspace @tenure/app.");
  const json = (file) => JSON.parse(readFileSync(resolve(file), "utf8"));
  const server = createAppServer({
    dist,
    config: json(values.config ?? join(here, "tenure.json")),
    testWallets: keys === undefined ? undefined : json(keys),
  });
  console.log(await listen(server, { port: Number(values.port ?? DEFAULT_PORT), bind }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
