#!/usr/bin/env node
'use strict';
require('./typescript.cjs');
require('../src/main.ts').main();
