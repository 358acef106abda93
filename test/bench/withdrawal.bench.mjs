import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/find-browser.mjs';
import { giveUp, showStep } from '../../scripts/progress.mjs';

// From the click on "withdraw" to a device that is empty, with two other tabs of the shop open. `npm run bench -- withdrawal`.

const RUNS = 10;
const EVENTS = 500;
const dist = new URL('../../packages/browser/dist/', import.meta.url);
const PAGE = `<!doctype html><title>Shop</title><button>Withdraw</button>
<script src="/aisle.js" data-site="demo" data-ingest="/v1/batch" data-traffic="shopper" data-consent="manual"></script>`;

/** A shop's pages, and a server that takes nothing: so that the queue is full, too. */
const server = createServer(async ({ url = '/', method }, response) => {
  const file = /^\/(aisle[\w-]*\.js)$/.exec(url)?.[1];
  if (file) response.setHeader('content-type', 'text/javascript').end(await readFile(new URL(file, dist)));
  else if (method === 'GET') response.setHeader('content-type', 'text/html').end(PAGE);
  else response.writeHead(503).end();
});
const port = await new Promise((/** @type {(port: number) => void} */ resolve) =>
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  }),
);
const executablePath = findChromium();
if (!executablePath) giveUp('No Chromium was found. Install one, or name it in AISLE_CHROMIUM.');
const browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_FLAGS] });

/** In the page: fills the device as a busy shopper does. */
const fill = async (/** @type {number} */ events) => {
  const { aisle } = /** @type {any} */ (window);
  aisle.consent.set({ personalization: 'granted', measurement: 'granted', marketing: 'granted', sharing: 'granted' });
  for (let one = 0; one < events; one++) {
    aisle.record('view_item', { items: [{ item_id: `A${one}` }] });
    if (one % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  await aisle.flush();
  await new Promise((resolve) => setTimeout(resolve, 400));
};

/** In the page: the click, the promise, and a look that waits until nothing is there. Times in ms after the click. */
const clickAndWait = () =>
  new Promise((/** @type {(times: { refused: number, resolved: number, gone: number }) => void} */ resolve, reject) => {
    const { aisle } = /** @type {any} */ (window);
    const button = /** @type {HTMLButtonElement} */ (document.querySelector('button'));
    const isGone = async () => (await indexedDB.databases()).every(({ name }) => name !== 'aisle-demo');
    const onClick = async (/** @type {MouseEvent} */ { timeStamp }) => {
      const withdrawn = aisle.consent.withdraw();
      const refused = performance.now() - timeStamp;
      await withdrawn;
      const resolved = performance.now() - timeStamp;
      while (localStorage.length > 0 || !(await isGone())) await new Promise((again) => setTimeout(again));
      resolve({ refused, resolved, gone: performance.now() - timeStamp });
    };
    button.addEventListener('click', (event) => void onClick(event).catch(reject));
    button.click();
  });

/** @type {{ refused: number, resolved: number, gone: number }[]} */
const found = [];
const measure = async () => {
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext();
    const tabs = [await context.newPage(), await context.newPage(), await context.newPage()];
    for (const tab of tabs) {
      await tab.goto(`http://127.0.0.1:${port}/`);
      await tab.evaluate(fill, tab === tabs[0] ? EVENTS : 1);
    }
    const [first] = tabs;
    await first?.bringToFront();
    if (first) found.push(await first.evaluate(clickAndWait));
    await context.close();
  }
};
await showStep(`${RUNS} withdrawals, two other tabs open`, async () => ({ ok: true, result: await measure() }));
const version = browser.version();
await browser.close();
server.close();

const line = (/** @type {string} */ title, /** @type {'refused' | 'resolved' | 'gone'} */ moment) => {
  const sorted = found.map((one) => one[moment]).toSorted((a, b) => a - b);
  const at = (/** @type {number} */ index) => `${(sorted[index] ?? Number.NaN).toFixed(1)} ms`.padStart(10);
  console.log(`${title.padEnd(54)}${at(Math.floor((sorted.length - 1) / 2))}${at(sorted.length - 1)}`);
};
console.log(`\nChromium ${version}, Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores`);
console.log(`${EVENTS} events stored and as many unsent; three tabs; ${RUNS} runs.\n`);
console.log(`${'After the click'.padEnd(54)}${'p50'.padStart(10)}${'max'.padStart(10)}`);
line('nothing is taken in or sent (same task)', 'refused');
line('the store is empty (withdraw() resolved)', 'resolved');
line('the database itself is gone, in all tabs', 'gone');
