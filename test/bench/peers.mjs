import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runQuietly, stepOrGiveUp } from '../../scripts/progress.mjs';

/** The systems we are measured beside. The benchmark installs them; they are no dependencies of the project. */
const PEERS = {
  '@growthbook/growthbook': '1.8.0',
  '@uniformdev/context': '20.63.0',
  '@snowplow/browser-tracker': '4.10.1',
  '@segment/analytics-next': '1.84.3',
  '@amplitude/analytics-browser': '2.45.0',
  '@rudderstack/analytics-js': '3.34.1',
  'posthog-js': '1.449.2',
};

const folder = fileURLToPath(new URL('../../node_modules/.cache/aisle/peers/', import.meta.url));
const manifest = `${JSON.stringify({ private: true, dependencies: PEERS }, null, 2)}\n`;

/** Installs the peers once, at the versions above; answers the folder they are in. */
export const installPeers = async () => {
  const path = `${folder}package.json`;
  const installed = existsSync(`${folder}node_modules`) && existsSync(path) && readFileSync(path, 'utf8') === manifest;
  if (!installed) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, manifest);
    await stepOrGiveUp(`Install ${Object.keys(PEERS).length} peers`, () =>
      runQuietly('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder }),
    );
  }
  return { folder, versions: PEERS };
};
