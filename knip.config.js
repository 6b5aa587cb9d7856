// Knip finds files, dependencies and exports that nothing needs. With --production, what only tests need is needless too.
const production = process.argv.includes('--production');

export default {
  workspaces: {
    '.': {
      entry: ['scripts/*.{cjs,mjs}!', 'migrations/*.ts!', 'examples/*.ts!', 'tests/**/*.test.ts', 'tests/cli/bench.ts'],
      project: ['{scripts,migrations,examples}/**/*.{cjs,mjs,ts}!', 'tests/**/*.ts', '*.{cjs,mjs}'],
    },
    // The SDK is for others: its index is used by whoever uses it.
    'packages/sdk': { entry: ['test/**/*.test.ts'], project: ['src/**/*.ts!', 'test/**/*.ts'] },
    'packages/*': {
      entry: ['{src,test}/**/*.test.ts'],
      project: ['src/**/*.ts!', 'test/**/*.ts'],
      includeEntryExports: !production,
    },
    app: {
      entry: ['*.mjs!', 'e2e/*.e2e.ts'],
      project: ['src/**/*.{ts,tsx}!', '!src/**/*{.test,fixture}.{ts,tsx}!', '*.{mjs,mts}', 'e2e/**/*.ts'],
    },
  },
  // Commands of the system that scripts and tests run.
  ignoreBinaries: ['apt-get', 'mkfifo'],
  // A type may be named after the function that takes it, and a part of a file may be tested by itself.
  ignoreExportsUsedInFile: production || { interface: true, type: true },
  // An index names what its functions take and return.
  ignoreIssues: { '{packages/*/src,app/src/*/*}/index.ts': ['types'] },
  // Two names with one value may mean two things.
  rules: { duplicates: 'off' },
};
