import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';

// The demo runs in this very process, so that Ctrl-C reaches it directly and nothing is left behind.

requireNode();
await build();

const bin = new URL('../packages/cli/bin/aisle.js', import.meta.url);
process.argv.splice(1, 1, fileURLToPath(bin), 'demo');
await import(bin.href);
