import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runQuietly, stepOrGiveUp } from '../../scripts/progress.mjs';

/** Those that record what a shopper does and send it. */
const TRACKERS = {
  '@snowplow/browser-tracker': '4.10.1',
  '@segment/analytics-next': '1.84.3',
  '@amplitude/analytics-browser': '2.45.0',
  '@rudderstack/analytics-js': '3.34.1',
  'posthog-js': '1.449.2',
};

/** The systems we are measured beside, by benchmark. It installs them; they are no dependencies of the project. */
const PEERS = {
  bytes: {
    '@growthbook/growthbook': '1.8.0',
    '@uniformdev/context': '20.63.0',
    ...TRACKERS,
  },
  trackers: TRACKERS,
  engine: {
    '@growthbook/growthbook': '1.8.0',
    'json-logic-js': '2.0.5',
    'json-rules-engine': '7.3.1',
    mingo: '7.2.7',
    sift: '17.1.4',
  },
};

const cache = fileURLToPath(new URL('../../node_modules/.cache/aisle/peers/', import.meta.url));

/**
 * Installs a benchmark's peers once, at the versions above; answers the folder they are in.
 *
 * @template {keyof typeof PEERS} Benchmark
 * @param {Benchmark} benchmark
 */
export const installPeers = async (benchmark) => {
  const versions = PEERS[benchmark];
  const folder = `${cache}${benchmark}/`;
  const path = `${folder}package.json`;
  const manifest = `${JSON.stringify({ private: true, dependencies: versions }, null, 2)}\n`;
  const installed = existsSync(`${folder}node_modules`) && existsSync(path) && readFileSync(path, 'utf8') === manifest;
  if (!installed) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, manifest);
    await stepOrGiveUp(`Install ${Object.keys(versions).length} peers`, () =>
      runQuietly('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder }),
    );
  }
  return { folder, versions };
};
