#!/usr/bin/env node
// The package is TypeScript: this runs it without a build.
require("ts-node").register({ transpileOnly: true, compilerOptions: { module: "commonjs", target: "ES2022", esModuleInterop: true }, skipProject: true });
require("../src/main.ts");
