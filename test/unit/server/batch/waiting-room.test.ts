import { join } from 'node:path';
import { openSqliteEventStore } from '@aisle/server';
import { describe, expect, it } from 'vitest';
import { createWaitingRoom } from '../../../../packages/server/src/batch/waiting-room.js';
import { openServer, SHOP } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';
import { temporaryFolder } from '../temporary-folder.js';

const busy = { code: 'store/busy', status: 503, retryAfterS: expect.any(Number) };
const ended = async () => 'ended';

/** Something to wait for, and what ends the wait. */
const openGate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};

describe('the waiting room', () => {
  it('holds as much as it may, and refuses the rest with a time to come back', async () => {
    const room = createWaitingRoom(100);
    const gate = openGate();
    const [first, second] = [room.hold(60, () => gate.opened), room.hold(40, () => gate.opened)];
    expect(room.check).toThrow(expect.objectContaining(busy));
    await expect(room.hold(1, ended)).rejects.toMatchObject(busy);
    gate.open();
    await Promise.all([first, second]);
    expect(room.check).not.toThrow();
    expect(await room.hold(100, ended)).toBe('ended');
  });

  it('has place again after a batch that could not be kept', async () => {
    const room = createWaitingRoom(100);
    await expect(room.hold(100, () => Promise.reject(new Error('the disk is full')))).rejects.toThrow('disk');
    expect(await room.hold(100, ended)).toBe('ended');
  });

  it('lets one in that is larger than it, when nobody else waits', async () => {
    const room = createWaitingRoom(100);
    expect(await room.hold(101, ended)).toBe('ended');
  });
});

it('answers 503 that a page may read when more waits for the store than the server holds', async () => {
  const real = openSqliteEventStore(join(temporaryFolder(), 'events.sqlite'));
  const gate = openGate();
  const { app, post } = await openServer({
    store: { ...real, accept: (batch) => gate.opened.then(() => real.accept(batch)) },
  });
  await app.ready();
  const padding = 'x'.repeat(200_000);
  const large = (id: string) =>
    sampleBatch(
      ['a', 'b', 'c', 'd', 'e'].map((part) => sampleEvent(`${id}-${part}`, { params: { x_padding: padding } })),
    );
  const waiting = Array.from({ length: 40 }, (_, index) => post(large(`event-${index}`)));
  const refused = await Promise.race(waiting);
  expect(refused.statusCode).toBe(503);
  expect(refused.json().error.code).toBe('store/busy');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(refused.headers['access-control-allow-origin']).toBe(SHOP);
  gate.open();
  const statuses = (await Promise.all(waiting)).map(({ statusCode }) => statusCode);
  expect(new Set(statuses)).toEqual(new Set([202, 503]));
  expect((await real.counts()).events).toBe(5 * statuses.filter((status) => status === 202).length);
  expect((await post(sampleBatch([sampleEvent('z')]))).statusCode).toBe(202);
});
