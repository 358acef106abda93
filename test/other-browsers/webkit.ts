import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Builder, type WebDriver } from 'selenium-webdriver';
import { findWebKit } from '../../scripts/find-browser.mjs';
import { freePort } from './free-port.js';
import type { DrivenBrowser, Tab } from './tab.js';

const START_MS = 30_000;
const SCRIPT_MS = 30_000;

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch (cause) {
    if (cause instanceof TypeError) return false;
    throw cause;
  }
};

const untilAnswering = async (url: string, driver: ChildProcess): Promise<void> => {
  const untilMs = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}.`);
    if (Date.now() > untilMs) throw new Error('WebKitWebDriver does not answer.');
    await wait(50);
  }
};

/** The driver speaks to one window at a time, so each command first says which, and waits for the one before. */
const createWindows = (driver: WebDriver) => {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(handle: string, work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(async () => {
      await driver.switchTo().window(handle);
      return work();
    });
    last = done.catch(() => undefined);
    return done;
  };
};

type Said = { readonly value: unknown } | { readonly thrown: string };

const SCRIPT = (work: string): string =>
  `const done = arguments[1];
   Promise.resolve(arguments[0]).then(${work}).then((value) => done({ value }), (cause) => done({ thrown: String(cause) }))`;

const tabOf = (driver: WebDriver, handle: string, inWindow: ReturnType<typeof createWindows>): Tab => {
  const evaluate = async (work: (arg: never) => unknown, arg?: unknown): Promise<never> => {
    const said = await inWindow(handle, () => driver.executeAsyncScript(SCRIPT(String(work)), arg ?? null));
    if ('thrown' in (said as Said)) throw new Error(String(Reflect.get(said as Said, 'thrown')));
    return Reflect.get(said as Said, 'value') as never;
  };
  return {
    goto: (url) => inWindow(handle, () => driver.get(url)),
    evaluate,
    leave: evaluate,
    click: (selector) => inWindow(handle, () => driver.findElement({ css: selector }).click()),
    close: () => inWindow(handle, () => driver.close()),
  };
};

/** Starts the driver on a screen of its own. They and the browser are one group, and end together, also when this process does. */
const startDriver = async (path: string) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const group = spawn('xvfb-run', ['-a', path, '-p', String(port)], { detached: true, stdio: 'ignore' });
  const end = (): void => void (group.pid !== undefined && group.exitCode === null && process.kill(-group.pid));
  process.once('exit', end);
  await untilAnswering(`${url}/status`, group);
  return {
    url,
    async stop() {
      process.off('exit', end);
      const ended = once(group, 'exit');
      end();
      await ended;
    },
  };
};

/** Starts WebKit; no screen is needed. What it stores is gone with it. */
export const openWebKit = async (): Promise<DrivenBrowser> => {
  const found = findWebKit();
  if (found === null) throw new Error('No WebKit was found.');
  const server = await startDriver(found.driver);
  const driver = await new Builder()
    .usingServer(server.url)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: found.browser, args: ['--automation'] },
    })
    .build();
  await driver.manage().setTimeouts({ script: SCRIPT_MS });
  const first = await driver.getWindowHandle();
  const inWindow = createWindows(driver);
  return {
    newTab: () =>
      inWindow(first, async () => {
        await driver.switchTo().newWindow('tab');
        return tabOf(driver, await driver.getWindowHandle(), inWindow);
      }),
    async closeTabs() {
      const handles = await inWindow(first, () => driver.getAllWindowHandles());
      for (const handle of handles) if (handle !== first) await inWindow(handle, () => driver.close());
    },
    async close() {
      await driver.quit();
      await server.stop();
    },
  };
};
