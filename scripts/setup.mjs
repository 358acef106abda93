import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, runQuietly, showStep, stepOrGiveUp } from './progress.mjs';

// Makes a fresh clone ready: packages, a new enough Node, with --browser a Chromium, with --other-browsers a Firefox and a WebKit.
// Runs on Node 20, without packages, and does nothing when nothing is missing.

const root = fileURLToPath(new URL('..', import.meta.url));
const LOWEST_NODE = 20;
const SCRIPTS_NODE = 22;

const majorOf = (/** @type {string} */ version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

// Started by npm, our PATH begins with node_modules/.bin: the very thing that `npm ci` takes away under the npm it starts.
const outerPath = () =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
    .join(delimiter);

const readLock = (/** @type {string} */ path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;

/** Says whether what is installed is what the lock file asks for. Optional packages of other platforms may be absent. */
const isInstalled = () => {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readLock('node_modules/.package-lock.json');
  return Object.entries(readLock('package-lock.json')).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    const same = found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link;
    // npm's note of what it installed outlives a `git clean` of one package's folder.
    return same && existsSync(join(root, path));
  });
};

const install = () =>
  stepOrGiveUp('Installing packages (npm ci)', () =>
    runQuietly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env: { ...process.env, PATH: outerPath() },
    }),
  );

/** npm scripts run on the Node that is installed as a package, so that Node 20 is enough to begin with. */
const checkNode = () => {
  const local = join(root, 'node_modules/.bin/node');
  const found = spawnSync(local, ['--version'], { encoding: 'utf8' });
  if (found.status === 0 && majorOf(found.stdout) >= SCRIPTS_NODE) return;
  const inside = process.execPath.startsWith(join(root, 'node_modules') + sep);
  if (!inside && found.status !== 0 && majorOf(process.version) >= SCRIPTS_NODE) return;
  giveUp(
    `Aisle's scripts need Node ${SCRIPTS_NODE} or newer, which npm installs as the package "node". It is not there:\n` +
      `its install script did not run, most likely because of --ignore-scripts or ignore-scripts=true in an .npmrc.\n` +
      `Do one of these, then start again:\n` +
      `  npm rebuild node --ignore-scripts=false\n` +
      `  or put Node ${SCRIPTS_NODE} or newer on your PATH (this one is ${process.version})`,
  );
};

const isRoot = () => process.getuid?.() === 0;

const canApt = () => isRoot() && process.platform === 'linux';

const aptInstall = (/** @type {string[]} */ ...packages) =>
  runQuietly('sh', ['-c', `apt-get update && apt-get install -y ${packages.join(' ')}`], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/** The ways to a browser, the cheapest first. */
const waysToChromium = () => [
  {
    title: 'Installing a Chromium for the tests (playwright install chromium)',
    get: () =>
      runQuietly(
        process.execPath,
        [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium', '--no-shell'],
        {
          cwd: root,
        },
      ),
  },
  ...(canApt()
    ? [
        {
          title: 'Installing a Chromium for the tests (apt-get install chromium)',
          get: () => aptInstall('chromium'),
        },
      ]
    : []),
];

const ensureBrowser = async () => {
  const { findChromium } = await import('./find-browser.mjs');
  if (findChromium()) return;
  const said = [];
  for (const { title, get } of waysToChromium()) {
    const { ok, output } = await showStep(title, get);
    if (ok && findChromium()) return;
    said.push(output.trim());
  }
  giveUp(
    `${said.join('\n\n')}\n\nNo Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; ` +
      'or Google Chrome),\nor name one: AISLE_CHROMIUM=/path/to/chromium npm test',
  );
};

/** Nice to have: without it the tests take twice as long. */
const tryForHeadlessShell = async () => {
  const { findHeadlessShell } = await import('./find-browser.mjs');
  if (findHeadlessShell() || !canApt()) return;
  await showStep('Installing a quicker Chromium (apt-get install chromium-headless-shell)', () =>
    aptInstall('chromium-headless-shell'),
  );
};

/** Firefox and WebKit, for the slower checks. */
const ensureOtherBrowsers = async () => {
  const { findFirefox, findWebKit } = await import('./find-browser.mjs');
  const others = [
    { name: 'Firefox', packages: ['firefox-esr'], find: findFirefox },
    { name: 'WebKit', packages: ['webkit2gtk-driver', 'xvfb', 'xauth'], find: findWebKit },
  ];
  for (const { name, packages, find } of others) {
    if (find()) continue;
    const list = packages.join(' ');
    if (canApt()) await showStep(`Installing ${name} (apt-get install ${list})`, () => aptInstall(...packages));
    if (!find()) giveUp(`No ${name} was found and none could be installed. On Debian: apt-get install ${list}`);
  }
};

if (majorOf(process.version) < LOWEST_NODE) {
  giveUp(`Aisle needs Node ${LOWEST_NODE} or newer to begin with. This is ${process.version}.`);
}
if (!isInstalled()) await install();
checkNode();
try {
  if (process.argv.includes('--browser')) {
    await ensureBrowser();
    await tryForHeadlessShell();
  }
  if (process.argv.includes('--other-browsers')) await ensureOtherBrowsers();
} catch (cause) {
  giveUp(cause instanceof Error ? cause.message : String(cause));
}
