import { readFileSync, readdirSync } from 'node:fs';
import * as engine from '@aisle/engine';
import type { PublishedPlaybook } from '@aisle/engine';
import { describe, expect, it } from 'vitest';
import { type GoldenFile, goldenResults } from '../../helpers/golden-cases.js';
import { openServer } from './open-server.js';

const folder = new URL('../../cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Lets a running server publish a file's playbooks, each as a site of its own, and fetches them as a device would. */
const publishedBy = async ({ playbooks }: GoldenFile): Promise<Readonly<Record<string, PublishedPlaybook>>> => {
  const sites = Object.fromEntries(
    Object.entries(playbooks).map(([name, playbook], place) => [`site-${place}`, { origins: ['*'], playbook, name }]),
  );
  const { app } = await openServer({ sites });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const fetched = Object.entries(sites).map(async ([site, { name }]) => {
    const response = await fetch(`${url}/v1/sites/${site}/playbook.json`);
    expect(response.status).toBe(200);
    return [name, (await response.json()) as PublishedPlaybook] as const;
  });
  return Object.fromEntries(await Promise.all(fetched));
};

/** A device has no publisher: it lives on what a server sent. */
const device = {
  ...engine,
  publish(): PublishedPlaybook {
    throw new Error('published on the device');
  },
};

describe.each(names)('golden cases by a playbook from a running server: %s', (name) => {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as GoldenFile;

  it('are answered as they are written', async () => {
    const results = goldenResults(device, file, await publishedBy(file));
    expect(results.map(({ name: one, got }) => [one, got])).toEqual(
      file.cases.map(({ name: one, expected }) => [one, expected]),
    );
  });
});
