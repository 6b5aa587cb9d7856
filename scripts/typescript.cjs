'use strict';
// Lets Node run the TypeScript sources: load it first (node -r). What was compiled is kept in node_modules, so that
// only the first start after a change loads the compiler: later ones take half a second and a third of the memory.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const compilerPackage = require('typescript/package.json');
const cache = join(module.path, '../node_modules/.cache/tenure');
const compilerOptions = { module: 1, target: 9, esModuleInterop: true, isolatedModules: true };

function kept(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function keep(path, output) {
  try {
    mkdirSync(cache, { recursive: true });
    // Renamed into place: another start never reads half a file.
    const part = `${path}.${process.pid}`;
    writeFileSync(part, output);
    renameSync(part, path);
  } catch {
    // A read-only installation compiles at each start.
  }
}

require.extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update(`${compilerPackage.version}\0${source}`).digest('hex');
  const path = join(cache, `${key}.js`);
  let output = kept(path);
  if (output === undefined) {
    output = require('typescript').transpileModule(source, { compilerOptions, fileName: filename }).outputText;
    keep(path, output);
  }
  module._compile(output, filename);
};

// bigint-buffer tells of its slower, equal half on every start.
const { warn } = console;
console.warn = (...words) => (String(words[0]).startsWith('bigint: ') ? undefined : warn(...words));
