import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const path = resolve(root, process.env['AISLE_VECTORS'] ?? '../shared/vectors', 'experiment-cases.json');

/** A public conformance suite, read where it lies; null where it does not. Its licence keeps it out of this repository. */
export const publicVectors = existsSync(path)
  ? (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, readonly (readonly unknown[])[]>>)
  : null;

/** The title of the test that is skipped in their place: the runner permits no other skip. */
export const NO_VECTORS = `[needs data] ${path} is not there; name its folder in AISLE_VECTORS`;
