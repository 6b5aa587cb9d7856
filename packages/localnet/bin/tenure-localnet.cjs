#!/usr/bin/env node
'use strict';
require('../../../scripts/typescript.cjs');
require('../src/main.ts');
