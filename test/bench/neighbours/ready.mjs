import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createRecommender } from '@aisle/engine';

// In a process of its own: code that has run before is faster than a page's. node ready.mjs <file>

const bytes = new Uint8Array(readFileSync(process.argv[2] ?? ''));
const beganMs = performance.now();
createRecommender(bytes);
console.log(performance.now() - beganMs);
