import type { Accumulator } from '@aisle/engine';
import type { AisleEvent, Purpose } from '@aisle/schema';
import { nanoid } from 'nanoid';
import { type Draft, draftOf } from './capture/draft.js';
import { startPageViews } from './capture/page-views.js';
import type { Answers } from './consent/answers.js';
import { PURPOSES, allOf, createConsentGate } from './consent/consent-gate.js';
import { createKeptAnswer } from './consent/kept-answer.js';
import { privacySignal } from './consent/privacy-signal.js';
import { type Emitter, createEmitter } from './emitter.js';
import { type Diagnose, diagnoseWith, guarded } from './error.js';
import type { Snapshot } from './log/quick-store.js';
import { loadKeep } from './load-keep.js';
import { type Memory, createMemory } from './memory.js';
import { type RecorderOptions, checkOptions, isOwnPage } from './options.js';
import type { PluginHost } from './plugin.js';
import type { Recorder } from './recorder.js';
import { setUpPlugin } from './set-up-plugin.js';
import { createWithdrawals } from './withdrawals.js';
import { followPageLife } from './page-life.js';
import { type AisleEvents, createEventPath } from './pipeline.js';
import type { Prepare } from './prepared-of.js';
import { createDrops } from './sync/drops.js';

/** What a decision path hangs into a recorder. */
export interface Hooks {
  /** Works out what is kept for the next page, beside the profile. */
  readonly prepare?: Prepare;
  /** What the playbook asks of the past. */
  accumulators?(): readonly Accumulator[] | undefined;
  /** Something was granted: here is what was kept for a quick start. */
  onOpen?(snapshot: Snapshot | null): void;
  /** The store's word is in; `isAgain`: another tab's, too. */
  onReady?(isAgain?: boolean): void;
  /** Before the page view is recorded. */
  onPage?(): void;
  /** Another shopper begins. */
  onReset?(): void;
}

/** What a decision path needs of a recorder. */
export interface Core {
  readonly recorder: Recorder;
  readonly memory: Memory;
  readonly emitter: Emitter<AisleEvents>;
  readonly diagnose: Diagnose;
  /** Begins: plugins, page views. Called once, when all is wired. */
  start(): void;
}

const trafficOf = (said: RecorderOptions['traffic']): AisleEvent['traffic'] => {
  if (said) return said === 'shopper' ? undefined : said;
  return navigator.webdriver ? 'bot' : undefined;
};

const DAY_MS = 86_400_000;
/** 13 months: what audience measurement may keep an id for. */
const RETENTION_DAYS = 395;
const CMP_TIMEOUT_MS = 10_000;
/** Strings the stages together; only this file, memory.ts, kept.ts and client.ts name their implementations. */
// One string from top to bottom: what it strings is in other files.
// oxlint-disable-next-line max-lines-per-function
export const createCore = (options: RecorderOptions, hooks: Hooks): Core => {
  checkOptions(options);
  const { site, ingest, plugins = [] } = options;
  const diagnose = diagnoseWith(options.onDiagnostic);
  const emitter = createEmitter<AisleEvents>((cause) => diagnose('listener/failed', 'it threw', cause));
  const drops = createDrops();
  const traffic = trafficOf(options.traffic);
  // In an attribute it is one text.
  const sensitive = options.sensitiveCategories && String(options.sensitiveCategories).split(/ *, */);
  const undo: ((() => void) | void)[] = [];
  const isOwn = isOwnPage();
  let stopped = false;
  // What is recorded while plugins are set up waits for the page view, which comes first.
  let early: Draft[] | null = [];
  let said: Answers = {};
  let elsewhere: Answers = {};
  let asking = false;
  let hint: ReturnType<typeof setTimeout> | undefined;
  /** What the others said when another tab spoke. */
  let heardAt = '';
  const platforms = () => ({ ...gate.said(), 'other-tab': 0, api: 0 });
  const retentionMs = (options.retentionDays ?? RETENTION_DAYS) * DAY_MS;

  const sync = () => memory.kept()?.sync;
  const isGranted = (purpose: Purpose): boolean => gate.get()[purpose] === 'granted';

  const accumulators = () => hooks.accumulators?.() ?? [];
  const deny = (purposes: readonly unknown[]): void => {
    heardAt = JSON.stringify(platforms());
    const denied = PURPOSES.filter((purpose) => purposes.includes(purpose));
    elsewhere = { ...elsewhere, ...allOf('denied', denied) };
    gate.ask();
  };
  const withdrawals = createWithdrawals(site, isOwn ? ingest : undefined);
  const memory = createMemory({
    site,
    retentionMs,
    openKept(code, begun) {
      void withdrawals.retry();
      return code.openKept(
        {
          ...options,
          newId: nanoid,
          retentionMs,
          isGranted,
          // Asked again each time: a platform may have changed its mind without a word.
          allowed() {
            memory.check();
            gate.ask();
            return !stopped && isGranted('measurement');
          },
          found: () => ({
            after: gate.get(),
            said: gate.said(),
            rules: options,
            gpc: privacySignal(),
            isRenewal: keptAnswer.isRenewed(),
          }),
          holds(known) {
            const isHeld = keptAnswer.judge(known, gate.said());
            if (isHeld) {
              memory.letGo();
              gate.ask();
            }
            return isHeld;
          },
          accumulators,
          prepare: hooks.prepare,
          drops,
          diagnose,
          onSynced: (results) => emitter.emit('sync', results),
          onFresh(isOther) {
            if (isOther) hooks.onReset?.();
            hooks.onReady?.(true);
          },
          onErased: deny,
        },
        begun,
      );
    },
    onLost: (cause) => diagnose('storage/unavailable', 'no code', cause),
    onOpen: (snapshot) => hooks.onOpen?.(snapshot),
    onReady() {
      hooks.onReady?.();
      sync()?.wake(0);
    },
    onDeniedElsewhere: deny,
    // The tab that was told need not tell the server, too.
    onWithdrawn(ids) {
      if (elsewhere.measurement !== 'denied')
        void ids.then((known) => void (known.length > 0 && withdrawals.say(known)));
    },
  });
  const keptAnswer = createKeptAnswer(options, memory.lastRecord);
  const gate = createEventPath({
    // In somebody else's frame no rule of a region applies: nobody has asked the shopper.
    openGate: (needs) =>
      createConsentGate({
        ...needs,
        rules: isOwn ? options : {},
        signal: privacySignal,
        holds: keptAnswer.holds,
      }),
    admit: memory.admit,
    sync,
    emitter,
    onDrop: drops.count,
    onConsent(now) {
      if (!isGranted('measurement')) sync()?.cancel();
      memory.followConsent(now);
      if (now.measurement === 'denied') void withdrawals.retry();
    },
  });

  const recordEvent = (name: string, params?: object): void =>
    guarded(() => {
      const draft = stopped ? null : draftOf(name, params, { traffic, sensitive, diagnose });
      if (draft && early) early.push(draft);
      else if (draft) gate.offer(draft);
    }, diagnose);
  const set = (answers: Answers): void =>
    guarded(() => {
      if (stopped) return;
      said = { ...said, ...answers };
      // A newer decision beats what another tab said, and what this device remembers.
      elsewhere = {};
      keptAnswer.renew();
      gate.add('api', () => said);
      gate.ask();
    }, diagnose);
  /** A platform tells one choice in many events: they are one question, at the end of the task. */
  const askSoon = (): void => {
    if (asking || stopped) return;
    asking = true;
    queueMicrotask(() => {
      asking = false;
      if (!stopped) gate.ask();
    });
  };
  const consent: PluginHost['consent'] = (source, read) => {
    gate.add(source, read);
    return askSoon;
  };

  const reset = (): Promise<readonly string[]> => {
    hooks.onReset?.();
    return memory.reset();
  };

  const recorder: Recorder = {
    record: recordEvent,
    identify(userId, { traits } = {}) {
      if (memory.head().userId !== `${userId}`) recordEvent('login', { user_id: userId });
      if (traits) recordEvent('x_traits', traits);
    },
    consent: {
      get: () => ({ ...gate.get(), sources: gate.said() }),
      set,
      ask: askSoon,
      async withdraw() {
        set(allOf('denied'));
        if (stopped) await memory.reset();
        await memory.whenErased();
      },
    },
    on: emitter.on,
    privacy: {
      async export() {
        const kept = await memory.keeping();
        return gate.get().measurement === 'pending' && !kept ? null : (await loadKeep()).exportStored(site, kept);
      },
      erase: async () => withdrawals.say(await reset()),
    },
    async flush() {
      const kept = await memory.keeping();
      await kept?.flush();
      await kept?.sync?.drain();
    },
    async reset() {
      await reset();
    },
    stop() {
      if (stopped) return;
      stopped = true;
      clearTimeout(hint);
      sync()?.cancel();
      for (const end of undo.toReversed()) end?.();
      memory.stop();
    },
  };

  const start = (): void => {
    if (!isOwn) gate.add('frame', () => null);
    for (const plugin of plugins) undo.push(setUpPlugin(plugin, { record: recordEvent, consent, diagnose }));
    gate.add('other-tab', () => {
      // A newer answer beats what another tab said.
      if (JSON.stringify(platforms()) !== heardAt) elsewhere = {};
      return elsewhere;
    });
    // Once all are there: one alone might say yes where another says no.
    gate.ask();
    const waited = early ?? [];
    early = null;
    undo.push(startPageViews(recordEvent, () => hooks.onPage?.()));
    waited.forEach(gate.offer);
    const onHide = (): void => {
      gate.ask();
      memory.keep();
    };
    const onReturn = (): void => {
      memory.check();
      gate.ask();
      sync()?.wake(0);
      if (gate.get().measurement !== 'pending') void withdrawals.retry();
    };
    undo.push(followPageLife(onHide, onReturn));
    hint = setTimeout(() => {
      // An answer is a text: `"measurement":"denied"`.
      if (!/":"/.test(JSON.stringify(gate.said()))) diagnose('consent/silent', 'no answer yet');
    }, options.cmpTimeoutMs ?? CMP_TIMEOUT_MS);
  };

  return { recorder, memory, emitter, diagnose, start };
};
