#!/usr/bin/env node
'use strict';
require('../../../scripts/typescript.cjs');
const { main } = require('../src/main.ts');
main();
