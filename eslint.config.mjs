import eslint from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Packages are imported by their index, which says what they are for others. */
const byName = {
  regex: "(^|/)tests/|(^|/)packages/|^@tenure/[^/]+/",
  message: "Import a package by its name (@tenure/...) alone, never its files or tests.",
};

/** Import rules of one layer of the app: what it must not reach, and why. */
function layer(files, regex, message) {
  const patterns = [byName, { regex, message }];
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

/** What nothing in the SDK imports. */
const SDK_PATTERNS = [
  {
    regex: "(^|/)(tests|app|examples|scripts)/|^@tenure/|(^|/)packages/",
    message: "The SDK is the bottom layer: it imports published packages, its own files and artifacts/ only.",
  },
  { regex: "^(\\.\\./)+(cli|localnet|reports)(/|$)", message: "The SDK imports no other package of this repository." },
];

/** The folders of packages/sdk/src, and those that each may import from. */
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

/** A room imports the rooms below it and its own files; `from `artifacts/` what is generated. */
function sdkRoom(room, below) {
  const allowed = below
    .map((name) => `${name}(/|$)`)
    .concat("\\.\\./")
    .join("|");
  return {
    regex: `^\\.\\./(?!${allowed})`,
    message: `packages/sdk/src/${room} imports ${below.join(", ") || "no other room"}.`,
  };
}

export default tseslint.config(
  { ignores: ["**/node_modules/", "**/target/", "**/dist/", "artifacts/", "coverage/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Export by name: one name for one thing everywhere." },
      ],
    },
  },
  {
    // chai's `expect(x).to.be.true` is an expression.
    files: ["**/*.test.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["packages/sdk/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: SDK_PATTERNS }] },
  },
  ...Object.entries(SDK_ROOMS).map(([room, below]) => ({
    files: [`packages/sdk/src/${room}/**/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: [...SDK_PATTERNS, sdkRoom(room, below)] }] },
  })),
  {
    files: ["packages/transactions/src/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "(^|/)(tests|test)/|^@tenure/(?!sdk$)|(^|/)packages/|^(\\.\\./)+(cli|localnet|sdk)(/|$)",
              message: "The engine imports @solana/web3.js, its own files and @tenure/sdk only.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["packages/oracle/src/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "(^|/)(tests|test)/|^@tenure/(?!sdk$)|(^|/)packages/|^(\\.\\./)+(cli|localnet|sdk)(/|$)",
              message: "Sources of oracles import published packages, their own files and @tenure/sdk only.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}", "migrations/**/*.ts", "packages/{cli,localnet,reports}/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [byName] }] },
  },
  {
    files: ["packages/{cli,localnet,oracle,sdk}/test/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "(^|/)tests/(?!support/)|(^|/)packages/",
              message:
                "Tests of a package import it as ../src, other packages by name, and of tests/ what is in support/ only.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["app/src/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.recommended],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-non-null-assertion": "error",
    },
  },
  layer(
    ["app/src/shared/**/*.{ts,tsx}"],
    "^@/(app|features|entities)/",
    "shared/ knows nothing of this project's pages and entities.",
  ),
  layer(
    ["app/src/entities/**/*.{ts,tsx}"],
    "^@/(app|features)/",
    "entities/ are used by pages, not the other way round.",
  ),
  layer(
    ["app/src/features/**/*.{ts,tsx}"],
    "^@/(app|features)/|^(\\.\\./){2}",
    "A feature imports shared/, entities/ and its own folder: what two features need belongs into entities/.",
  ),
  {
    files: ["**/*.mjs", "**/*.cjs"],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        URL: "readonly",
        console: "readonly",
        fetch: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
        setTimeout: "readonly",
      },
    },
    rules: { "no-control-regex": "off" },
  },
  { rules: { "max-lines": ["warn", { max: 300, skipBlankLines: true, skipComments: true }] } },
);
