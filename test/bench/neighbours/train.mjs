import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { trainNeighbours } from '@aisle/trainer';
import { generateSessions } from './generate.mjs';
import { readDiginetica } from './recordings.mjs';

// Trains in a process of its own, so that its memory is its own: node train.mjs <diginetica | number of events> <options> <file>

const [source = '', options = '{}', file = ''] = process.argv.slice(2);
const sessions = source === 'diginetica' ? readDiginetica().training : generateSessions(Number(source));
const before = process.memoryUsage().rss;
const beganMs = performance.now();
const bytes = trainNeighbours(sessions, JSON.parse(options));
const seconds = (performance.now() - beganMs) / 1_000;
writeFileSync(file, bytes);
const peak = process.resourceUsage().maxRSS * 1_024;
console.log(JSON.stringify({ seconds, peak, before }));
