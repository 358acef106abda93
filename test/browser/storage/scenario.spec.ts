import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from 'playwright/test';

// The ground that the log stands on: a default context keeps IndexedDB in memory, so only a profile on disk shows it.

const openPage = async (folder: string, launch: object, url: string) => {
  const context = await chromium.launchPersistentContext(folder, launch);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
};

test('keeps what IndexedDB was told over a restart of the browser', async ({ launchOptions }) => {
  const server = createServer((_, response) => response.end('<!doctype html><title>empty</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const folder = await mkdtemp(join(tmpdir(), 'aisle-profile-'));
  try {
    const first = await openPage(folder, launchOptions, url);
    await first.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('ground', 1);
          opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('kept'));
          opening.addEventListener('error', () => reject(opening.error));
          opening.addEventListener('success', () => {
            const writing = opening.result.transaction('kept', 'readwrite', { durability: 'strict' });
            writing.objectStore('kept').put('still here', 'word');
            writing.addEventListener('complete', () => resolve());
          });
        }),
    );
    await first.context.close();

    const second = await openPage(folder, launchOptions, url);
    const word = await second.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('ground', 1);
          opening.addEventListener('error', () => reject(opening.error));
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction('kept').objectStore('kept').get('word');
            reading.addEventListener('success', () => resolve(reading.result));
          });
        }),
    );
    await second.context.close();
    expect(word).toBe('still here');
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
