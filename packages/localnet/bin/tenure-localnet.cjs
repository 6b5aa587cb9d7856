#!/usr/bin/env node
'use strict';
require('../../cli/bin/typescript.cjs');
require('../src/main.ts');
