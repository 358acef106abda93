import { readFileSync } from 'node:fs';
import { createEngine, type Context, type Decision, type PageFacts, type Profile } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { profileOf, type EventSketch } from './build-events.js';

interface Case {
  readonly name: string;
  readonly events: readonly EventSketch[];
}

interface DecidedCase extends Case {
  readonly page?: PageFacts;
  readonly consent?: NonNullable<Context['consent']>;
}

type Items = readonly (readonly (string | undefined)[])[];

const golden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../cases/${name}.json`, import.meta.url), 'utf8')) as T;

const contextOf = (nowMs: number, { page = { path: '/' }, consent }: DecidedCase): Context => ({
  nowMs,
  page,
  ...(consent && { consent }),
});

describe('golden profiles', () => {
  const { version, cases } = golden<{ version: 1; cases: (Case & { profile: Partial<Profile> })[] }>('profile');

  it('are of the version this runner reads', () => {
    expect(version).toBe(1);
  });

  it.each(cases)('$name', ({ events, profile }) => {
    const folded = profileOf(events);
    expect(Object.fromEntries(Object.keys(profile).map((key) => [key, folded[key as keyof Profile]]))).toEqual(profile);
  });
});

describe('golden segments', () => {
  const { version, nowMs, segments, cases } = golden<{
    version: 1;
    nowMs: number;
    segments: NonNullable<Playbook['segments']>;
    cases: (DecidedCase & { expected: string[] })[];
  }>('segments');
  const engine = createEngine({ v: 1, version: 'golden', segments });

  it('are of the version this runner reads', () => {
    expect(version).toBe(1);
  });

  it.each(cases)('$name', ({ expected, ...asked }) => {
    expect(engine.segments(profileOf(asked.events), contextOf(nowMs, asked))).toEqual(expected);
  });
});

describe('golden decisions', () => {
  const { version, nowMs, playbook, cases } = golden<{
    version: 1;
    nowMs: number;
    playbook: Playbook;
    cases: (DecidedCase & {
      slot: string;
      expected: Omit<Decision, 'items' | 'slot' | 'playbook'> & { items: Items };
    })[];
  }>('decide');
  const engine = createEngine(playbook);

  it('are of the version this runner reads', () => {
    expect(version).toBe(1);
  });

  it.each(cases)('$name', ({ slot, expected, ...asked }) => {
    const { items, ...decision } = engine.decide(slot, profileOf(asked.events), contextOf(nowMs, asked));
    const picked = items.map(({ item, strategy, because }) => [item.item_id, strategy, because].filter(Boolean));
    expect({ ...decision, items: picked }).toEqual({ slot, playbook: playbook.version, ...expected });
  });
});
