import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

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
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "(^|/)(tests|app|examples|scripts)/|^@tenure/|(^|/)packages/",
              message: "The SDK is the bottom layer: it imports published packages, its own files and artifacts/ only.",
            },
            { regex: "^(\\.\\./)+(cli|localnet|reports)(/|$)", message: "The SDK imports no other package of this repository." },
          ],
        },
      ],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}", "packages/{cli,localnet,reports}/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "(^|/)tests/|(^|/)packages/", message: "Import a package by its name (@tenure/...), never tests." }] },
      ],
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        console: "readonly",
        fetch: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
    rules: { "no-control-regex": "off" },
  },
  { rules: { "max-lines": ["warn", { max: 300, skipBlankLines: true, skipComments: true }] } },
);
