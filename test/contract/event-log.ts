import { publish } from '@aisle/engine';
import type { Purpose } from '@aisle/schema';
import type { EventLog } from '../../packages/browser/src/log/event-log.js';
import { emptyDelivery } from '../../packages/browser/src/log/delivery.js';
import { NOTHING } from '../../packages/browser/src/export-stored.js';
import { append } from '../../packages/browser/src/log/append.js';
import { type Admitted, type Proven, emptyHead } from '../../packages/browser/src/log/head.js';
import { createNewId } from '../helpers/new-ids.js';

// Runs in Node and in a page, so it brings its own assertion.
const same = (actual: unknown, expected: unknown): void => {
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== shouldBe) throw new Error(`expected ${shouldBe}, got ${is}`);
};

const draft = (id: string, granted: Purpose[] = ['personalization', 'measurement']): Admitted => ({
  id,
  name: 'view_item',
  params: { items: [{ item_id: id }] },
  atMs: 1_000,
  offsetMs: 0,
  traffic: undefined,
  granted,
  late: false,
});

const placing = { visitorId: 'visitor-1', accumulators: [], newId: createNewId() };

/** What a playbook that comes later asks of the past. */
const contractAccumulators = publish({
  v: 1,
  version: 'contract',
  aggregates: [{ id: 'views', fn: 'count', event: 'view_item', within: { days: 1 } }],
}).accumulators;
const key = contractAccumulators[0]?.key ?? '';

const writeDrafts = async (log: EventLog, drafts: readonly Admitted[], flush?: string) => {
  const { head } = await log.append((at) => append(at, { drafts, ...(flush && { id: flush }) }, placing));
  return head;
};
const write = (log: EventLog, ids: readonly string[], flush?: string) =>
  writeDrafts(
    log,
    ids.map((id) => draft(id)),
    flush,
  );
const unsentIn = async (log: EventLog, maxEvents = 10, maxBytes = 1e6) =>
  idsIn((await log.unsent(maxEvents, maxBytes)).events);
/** The time it was opened aside. */
const storedIn = async (log: EventLog) => ({ ...(await log.stored()), clockMs: null });
const NO_CHANGE = { drops: {}, trouble: null };
const isNot = (denied: Purpose) => (purpose: Purpose) => purpose !== denied;
const proven = (id: string, marketing: 'granted' | 'denied'): Proven => ({
  id,
  atMs: 1_000,
  before: null,
  after: { necessary: 'granted', personalization: 'granted', measurement: 'granted', marketing, sharing: 'denied' },
  region: 'opt-in',
  gpc: false,
});
const advertised = {
  ...draft('ad', ['personalization', 'measurement', 'marketing']),
  params: { gclid: 'x', utm_source: 'mail' },
};
const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `event-${index}`);
const idsIn = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id);

/** What every event log must do: a sentence and its proof, which rejects when it does not hold. */
export const eventLogContract: Readonly<Record<string, (log: EventLog) => Promise<void>>> = {
  'begins with nothing': async (log) => {
    same(await storedIn(log), NOTHING);
  },
  'keeps log, outbox and head of one append together': async (log) => {
    const head = await write(log, ['a', 'b']);
    const stored = await log.stored();
    same([idsIn(stored.log), idsIn(stored.outbox), stored.head], [['a', 'b'], ['a', 'b'], head]);
  },
  'gives each append the head that the one before left': async (log) => {
    await Promise.all([write(log, ['a']), write(log, ['b']), write(log, ['c'])]);
    const { outbox, head } = await log.stored();
    same([outbox.map(({ seq }) => seq), head.profile.counts['view_item']], [[0, 1, 2], 3]);
  },
  'leaves everything as it was when placing throws': async (log) => {
    await write(log, ['a']);
    const before = await log.stored();
    const failed = await log
      .append(() => {
        throw new Error('no');
      })
      .then(
        () => 'resolved',
        () => 'rejected',
      );
    same([failed, await log.stored()], ['rejected', before]);
  },
  'fills accumulators that came later from what it remembers, once': async (log) => {
    await write(log, ['a', 'b']);
    await write(log, ['c']);
    const filled = await log.refill(contractAccumulators);
    const again = await log.refill(contractAccumulators);
    const times = filled?.profile.history[key]?.map(([atMs, count]) => [atMs, count]);
    same(
      [times, again],
      [
        [
          [1_000, 1],
          [1_000, 1],
          [1_000, 1],
        ],
        filled,
      ],
    );
    same((await log.stored()).head, filled);
  },
  'forgets what one customer did when another comes, and still sends it': async (log) => {
    const login = (id: string, userId: string) => ({ ...draft(id), name: 'login', params: { user_id: userId } });
    await writeDrafts(log, [login('a', 'customer-1'), draft('b')]);
    await writeDrafts(log, [login('c', 'customer-2'), draft('d')]);
    const { log: remembered, outbox, base, head } = await log.stored();
    same([idsIn(remembered), idsIn(outbox), base], [['c', 'd'], ['a', 'b', 'c', 'd'], null]);
    same([head.userId, head.profile.counts], ['customer-2', { login: 1, view_item: 1 }]);
  },
  'takes a flush once': async (log) => {
    await write(log, ['a'], 'flush-1');
    await write(log, ['a'], 'flush-1');
    same(idsIn((await log.stored()).outbox), ['a']);
  },
  'gives out the oldest unsent, up to a number and a size, but at least one': async (log) => {
    await write(log, ['a', 'b']);
    await write(log, ['c']);
    same(await unsentIn(log, 2), ['a', 'b']);
    same(await unsentIn(log), ['a', 'b', 'c']);
    same(await unsentIn(log, 10, 1), ['a']);
  },
  'says whether more waits than it gave out': async (log) => {
    await write(log, ['a', 'b']);
    const hasMore = async (maxEvents: number, maxBytes: number) => (await log.unsent(maxEvents, maxBytes)).hasMore;
    same([await hasMore(1, 1e6), await hasMore(10, 1), await hasMore(2, 1e6)], [true, true, false]);
  },
  'deletes only what was acknowledged, also out of the middle of a flush': async (log) => {
    await write(log, ['a', 'b', 'c']);
    await write(log, ['d']);
    await log.settle({ ...NO_CHANGE, ids: new Set(['b', 'd', 'unknown']) });
    same(await unsentIn(log), ['a', 'c']);
    same(idsIn((await log.stored()).log), ['a', 'b', 'c', 'd']);
  },
  'counts what waits, in events and in characters, through all that changes it': async (log) => {
    await write(log, ['a', 'b', 'c']);
    await write(log, ['d']);
    await log.settle({ ...NO_CHANGE, ids: new Set(['b']) });
    await log.forget(['state', 'log'], isNot('personalization'));
    const { outbox, delivery } = await log.stored();
    const chars = outbox.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
    same([delivery.events, delivery.chars], [3, chars]);
  },
  'sets aside what is too large to be sent, without what makes it so, and counts it': async (log) => {
    await writeDrafts(log, [draft('a'), { ...draft('b'), params: { text: 'x'.repeat(70_000) } }]);
    const { outbox, delivery } = await log.stored();
    same([idsIn(outbox), delivery.events, delivery.drops], [['a'], 1, { too_large: 1 }]);
    same(
      delivery.aside.map(({ event, reason }) => [event.id, event.params, reason]),
      [['b', {}, 'too_large']],
    );
  },
  'sets aside what no server takes, with the reason; B31: trimmed when a purpose goes': async (log) => {
    await writeDrafts(log, [advertised, draft('b')]);
    await log.settle({ ...NO_CHANGE, ids: new Set(['ad']), refusal: 'unreadable' });
    same([await unsentIn(log), (await log.stored()).delivery.drops], [['b'], { unreadable: 1 }]);
    await log.forget([], isNot('marketing'));
    same(
      (await log.stored()).delivery.aside.map(({ event, reason }) => [event.params, reason]),
      [[{ utm_source: 'mail' }, 'unreadable']],
    );
  },
  'B31: forgets what was set aside, and every count, with measurement': async (log) => {
    await writeDrafts(log, [advertised]);
    await log.settle({ ids: new Set(['ad']), refusal: 'unreadable', drops: {}, trouble: { failures: 9 } });
    await log.forget(['outbox'], isNot('measurement'));
    same((await log.stored()).delivery, emptyDelivery);
  },
  'tells a drop until a server has heard of it': async (log) => {
    await writeDrafts(log, [draft('a'), { ...draft('b'), params: { text: 'x'.repeat(70_000) } }]);
    const { drops } = await log.unsent(10, 1e6);
    await writeDrafts(log, [{ ...draft('c'), params: { text: 'x'.repeat(70_000) } }]);
    await log.settle({ ids: new Set(['a']), drops, trouble: null });
    same([drops, (await log.unsent(10, 1e6)).drops], [{ too_large: 1 }, { too_large: 1 }]);
    await log.settle({ ids: new Set(), drops: { too_large: 1 }, trouble: null });
    same((await log.unsent(10, 1e6)).drops, {});
  },
  'remembers that a server is in trouble, and that it is well again': async (log) => {
    const trouble = { failures: 5 };
    await log.settle({ ids: new Set(), drops: {}, trouble });
    same((await log.unsent(1, 1)).trouble, trouble);
    await log.settle({ ids: new Set(), drops: {}, trouble: null });
    same((await log.unsent(1, 1)).trouble, null);
  },
  'B26: gives up the oldest when there are too many, urgent ones last, and counts them': async (log) => {
    await writeDrafts(log, [{ ...draft('bought'), name: 'purchase' }, draft('seen')], 'first');
    for (let flush = 0; flush < 10; flush += 1) await write(log, many(1_000), `flush-${flush}`);
    const { outbox, delivery } = await log.stored();
    same([outbox.length, delivery.events, delivery.drops], [10_000, 10_000, { outbox_full: 2 }]);
    same([outbox[0]?.id, idsIn(outbox).includes('seen')], ['bought', false]);
  },
  'B26: gives up the oldest when they are too long': async (log) => {
    const long = (id: string) => ({ ...draft(id), params: { text: 'x'.repeat(50_000) } });
    for (let flush = 0; flush < 11; flush += 1)
      await writeDrafts(
        log,
        Array.from({ length: 10 }, (_, index) => long(`${flush}-${index}`)),
        `flush-${flush}`,
      );
    const { outbox, delivery } = await log.stored();
    same([delivery.chars <= 5_000_000, outbox.at(-1)?.id], [true, '10-9']);
    same([delivery.events, delivery.drops['outbox_full']], [outbox.length, 110 - outbox.length]);
  },
  'B31: forgets what rested on measurement and nothing else': async (log) => {
    await write(log, ['a']);
    const { head: before } = await log.stored();
    same(await log.forget(['outbox'], isNot('measurement')), ['visitor-1', ...before.sessions]);
    const { head, log: kept, outbox } = await log.stored();
    same([outbox, idsIn(kept), head.profile], [[], ['a'], before.profile]);
    same(kept[0]?.consent.purposes, ['personalization']);
    // No id that a server knows is used again.
    same([head.visitorId, head.session, head.sessions], [null, null, []]);
  },
  'B31: forgets what rested on personalization and nothing else': async (log) => {
    await write(log, ['a']);
    const { head: before } = await log.stored();
    await log.forget(['state', 'log'], isNot('personalization'));
    const { head, log: kept, outbox } = await log.stored();
    const { session, sessions, flushes } = before;
    same([head, kept, idsIn(outbox)], [{ ...emptyHead, sessions, session, flushes }, [], ['a']]);
    // What waits to be sent names nobody any more.
    same([outbox[0]?.visitorId, outbox[0]?.consent.purposes], [undefined, ['measurement']]);
  },
  'B31: takes click ids out of everything when marketing goes, and nothing else': async (log) => {
    await log.append((head) => append(head, { drafts: [advertised] }, placing));
    await log.forget([], isNot('marketing'));
    const { log: kept, outbox } = await log.stored();
    same([kept[0]?.params, outbox[0]?.params], [{ utm_source: 'mail' }, { utm_source: 'mail' }]);
  },
  'B38: writes down each change of consent once': async (log) => {
    const at = (record: Proven, id: string) =>
      log.append((head) => append(head, { drafts: [draft(id)], record }, placing));
    await at(proven('record-01', 'granted'), 'a');
    // The same choice on the next page has another id and is no change.
    await at(proven('record-02', 'granted'), 'b');
    await at(proven('record-03', 'denied'), 'c');
    const { records, log: kept } = await log.stored();
    same(
      records.map(({ id, before }) => [id, before?.marketing ?? null]),
      [
        ['record-01', null],
        ['record-03', 'granted'],
      ],
    );
    same(
      kept.map(({ consent }) => consent['record']),
      ['record-01', 'record-01', 'record-03'],
    );
  },
  'B35: goes on empty after everything was forgotten': async (log) => {
    await write(log, ['a']);
    await log.forget(['state', 'log', 'outbox'], () => false);
    same(await storedIn(log), NOTHING);
    await write(log, ['b']);
    same(idsIn((await log.stored()).log), ['b']);
  },
  'keeps the profile of a history longer than the log may be': async (log) => {
    for (let flush = 0; flush < 7; flush += 1) await write(log, many(1_000), `flush-${flush}`);
    const { head, outbox } = await log.stored();
    same([head.profile.counts['view_item'], outbox.length], [7_000, 7_000]);
  },
};
