// Who imports what: one row for each package, each room of the SDK, each layer of the app. What no row allows is an error.
import boundaries from "eslint-plugin-boundaries";

/** The rooms of packages/sdk/src, and those that each imports. */
const SDK_ROOMS = {
  math: [],
  program: ["math"],
  errors: ["program"],
  schedule: ["math"],
  state: ["math", "program"],
  fetch: ["program", "state"],
  instructions: ["math", "program", "state"],
  preview: ["math", "state"],
  transaction: [],
  governance: ["math", "preview", "program", "state"],
  token: ["fetch", "math", "program", "state"],
  audit: ["math", "preview", "program", "state"],
  import: [
    "errors",
    "fetch",
    "instructions",
    "math",
    "preview",
    "program",
    "schedule",
    "state",
    "token",
    "transaction",
  ],
  realms: ["fetch", "instructions", "preview", "program", "state"],
};

/** The rooms that read the interface which `npm run build:program` writes. */
const READS_ARTIFACTS = ["program", "realms"];

const sdkRooms = Object.entries(SDK_ROOMS).map(([room, below]) => ({
  name: `sdk/${room}`,
  folder: `packages/sdk/src/${room}`,
  files: below.map((name) => `sdk/${name}`).concat(READS_ARTIFACTS.includes(room) ? ["artifacts"] : []),
}));

/**
 * Every folder with code:
 * - `folder`: its path. The innermost folder that has a row counts. Each folder that `*` stands for is on its own.
 * - `packages`: the packages that it imports, by their name: their index says what they are for others.
 * - `files`: the rows whose files it imports by their path; in app/src this begins with `@/`.
 */
const FOLDERS = [
  { name: "artifacts", folder: "artifacts" },

  { name: "sdk", folder: "packages/sdk", files: sdkRooms.map(({ name }) => name) },
  ...sdkRooms,
  { name: "transactions", folder: "packages/transactions", packages: ["sdk"] },
  { name: "operations", folder: "packages/operations", packages: ["sdk", "transactions"] },
  { name: "oracle", folder: "packages/oracle", packages: ["sdk"] },
  { name: "cli", folder: "packages/cli", packages: ["sdk", "transactions", "operations", "oracle"] },
  { name: "localnet", folder: "packages/localnet" },

  // What a package starts with compiles its sources.
  { name: "cli/bin", folder: "packages/cli/bin", files: ["cli", "scripts"] },
  { name: "localnet/bin", folder: "packages/localnet/bin", files: ["localnet", "scripts"] },

  // Tests of a package import it as ../src, and of tests/ only what all share.
  { name: "sdk/test", folder: "packages/sdk/test", files: ["sdk", "support"] },
  { name: "cli/test", folder: "packages/cli/test", packages: ["sdk"], files: ["cli", "support"] },
  { name: "transactions/test", folder: "packages/transactions/test", packages: ["sdk"], files: ["transactions"] },
  { name: "operations/test", folder: "packages/operations/test", packages: ["sdk"], files: ["operations", "support"] },
  { name: "oracle/test", folder: "packages/oracle/test", files: ["oracle", "support"] },
  { name: "localnet/test", folder: "packages/localnet/test", files: ["localnet", "support"] },

  { name: "app", folder: "app/src", files: ["app/shared", "app/entities", "app/features"] },
  { name: "app/shared", folder: "app/src/shared", packages: ["sdk", "transactions", "operations"] },
  {
    name: "app/entities",
    folder: "app/src/entities",
    packages: ["sdk", "transactions", "operations"],
    files: ["app/shared"],
  },
  {
    // What two features need belongs into entities/.
    name: "app/features",
    folder: "app/src/features/*",
    packages: ["sdk", "transactions", "operations"],
    files: ["app/shared", "app/entities"],
  },
  { name: "app/build", folder: "app" },
  // Visits a chain of its own, on which the examples play.
  { name: "app/e2e", folder: "app/e2e", packages: ["sdk", "localnet"], files: ["examples"] },

  // Loads a program into a chain of its own before it is deployed.
  { name: "migrations", folder: "migrations", packages: ["cli", "sdk", "transactions", "operations", "localnet"] },
  // Play on a chain of their own.
  { name: "examples", folder: "examples", packages: ["cli", "sdk", "oracle", "localnet"] },
  { name: "scripts", folder: "scripts", files: ["app/build"] },

  { name: "support", folder: "tests/support", packages: ["sdk", "cli", "localnet"] },
  {
    name: "tests",
    folder: "tests",
    packages: ["sdk", "cli", "transactions", "localnet"],
    // Their subjects, and fixtures: no index has them.
    files: ["artifacts", "support", "migrations", "cli", "sdk/test", "localnet/test"],
  },
];

const policies = FOLDERS.flatMap(({ name, folder, packages = [], files = [] }) => {
  const from = { element: { type: name } };
  const path = folder.startsWith("app/src") ? "@/**" : "!@tenure/**";
  return [
    { from, allow: { to: { element: { type: files } }, dependency: { source: path } } },
    { from, allow: { to: { element: { type: packages } }, dependency: { source: "@tenure/*" } } },
  ];
});

const message =
  "{{from.element.types.[0]}} doesn't import {{#if to.element.types.[0]}}{{to.element.types.[0]}} as {{/if}}" +
  "{{dependency.source}}: eslint.boundaries.mjs says what may be imported, and whether by name or by path.";

const depth = ({ folder }) => folder.split("/").length;

/** Keeps the table above, in every file that ESLint reads. */
export const borders = {
  plugins: { boundaries },
  settings: {
    // The first that matches counts.
    "boundaries/elements": [...FOLDERS]
      .sort((one, other) => depth(other) - depth(one))
      .map(({ name, folder }) => ({ type: name, pattern: folder, partialMatch: false })),
    "boundaries/ignore": ["*.mjs", ".mocharc.cjs"],
    "boundaries/dependency-nodes": ["import", "export", "dynamic-import", "require"],
    "boundaries/additional-dependency-nodes": [
      { selector: "TSImportType > Literal", kind: "type", name: "import-type" },
    ],
    // A path that leads nowhere is no published package.
    "boundaries/flag-as-external": { unresolvableAlias: false },
    "boundaries/legacy-templates": false,
    "import/resolver": {
      typescript: { project: ["tsconfig.json", "app/tsconfig.json"], noWarnOnMultipleProjects: true },
    },
  },
  rules: {
    "boundaries/no-unknown-files": "error",
    "boundaries/dependencies": ["error", { default: "disallow", checkUnknownLocals: true, policies, message }],
  },
};
