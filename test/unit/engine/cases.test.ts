import { readFileSync, readdirSync } from 'node:fs';
import * as engine from '@aisle/engine';
import { playbookSchema } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { goldenResults, type GoldenFile } from '../../helpers/golden-cases.js';

const folder = new URL('../../cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(names)('golden cases: %s', (name) => {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as GoldenFile;

  it('are of the version this runner reads', () => {
    expect(file.version).toBe(1);
  });

  it('are asked of playbooks that pass the schema', () => {
    for (const playbook of Object.values(file.playbooks))
      expect(playbookSchema.safeParse(playbook).error).toBeUndefined();
  });

  it('have a name of their own', () => {
    expect(new Set(file.cases.map((one) => one.name)).size).toBe(file.cases.length);
  });

  it.each(goldenResults(engine, file).map((result) => [result.name, result] as const))('%s', (_name, result) => {
    expect(result.got).toEqual(result.expected);
  });

  it('are answered alike by a playbook that went over the wire', () => {
    const sent = Object.fromEntries(
      Object.entries(file.playbooks).map(([key, playbook]) => [
        key,
        JSON.parse(JSON.stringify(engine.publish(playbook))),
      ]),
    );
    expect(goldenResults(engine, file, sent).map(({ got }) => got)).toEqual(
      goldenResults(engine, file).map(({ got }) => got),
    );
  });
});
