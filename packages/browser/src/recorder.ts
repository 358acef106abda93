import type { Accumulator } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { type Draft, draftOf } from './capture/draft.js';
import { startPageViews } from './capture/page-views.js';
import { type Answers, type Consent, allOf, createConsentGate } from './consent/consent-gate.js';
import { answersOfSignal, privacySignal } from './consent/privacy-signal.js';
import { type Emitter, createEmitter } from './emitter.js';
import { type Diagnose, SdkError } from './error.js';
import type { EventLog, Stored } from './log/event-log.js';
import type { LastingOptions } from './log/lasting-event-log.js';
import type { Prepared, Snapshot } from './log/quick-store.js';
import { type Memory, createMemory } from './memory.js';
import { type RecorderOptions, checkOptions } from './options.js';
import type { Plugin } from './plugin.js';
import { followPageLife } from './page-life.js';
import { type AisleEvents, createEventPath } from './pipeline.js';
import { createDrops } from './sync/drops.js';
import type { Sync } from './sync/sync.js';

/** Records, asks for consent, remembers and sends; decides nothing. */
export interface Recorder {
  /** Offers an event. Returns at once; never throws. */
  record(name: string, params?: object): void;
  readonly consent: {
    get(): Consent;
    /** Speaks as one source among others: the most restrictive wins. */
    set(answers: Answers): void;
    /** Denies everything: what was stored is erased, nothing more leaves. */
    withdraw(): void;
  };
  /** Returns the undo. */
  on: Emitter<AisleEvents>['on'];
  readonly privacy: {
    /** All that lies on this device. Null while nothing may be stored. */
    export(): Promise<Stored | null>;
    /** Empties this device. Recording goes on under new ids while consent holds. */
    erase(): Promise<void>;
  };
  /** Writes what waits and sends what may be sent; resolves when that ended, well or not. */
  flush(): Promise<void>;
  /** A new shopper at the same device: new ids, empty stores. What was not sent is gone: `flush()` first. */
  reset(): Promise<void>;
  /** Leaves the page as it was found. */
  stop(): void;
}

/** What a decision path hangs into a recorder. */
export interface Hooks {
  /** Kept for the next page, beside the profile. */
  prepare?(): Prepared;
  /** What the playbook asks of the past. */
  accumulators?(): readonly Accumulator[] | undefined;
  /** Something was granted: here is what was kept for a quick start. */
  onOpen?(snapshot: Snapshot | null): void;
  /** The store's word is in. */
  onReady?(): void;
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

const diagnoseWith =
  (onDiagnostic: RecorderOptions['onDiagnostic']): Diagnose =>
  (code, message, cause) => {
    try {
      onDiagnostic?.(new SdkError(code, message, cause));
    } catch {
      // The one who would hear of it is the one who threw.
    }
  };

interface PluginNeeds {
  readonly record: Recorder['record'];
  readonly answer: (source: string, answers: Answers) => void;
  readonly diagnose: Diagnose;
}

/** One that throws is off, and the others go on. Answers its undo. */
const setUpPlugin = (plugin: Plugin, { record, answer, diagnose }: PluginNeeds): (() => void) | void => {
  const fail = (message: string, cause?: unknown): void =>
    diagnose('plugin/failed', `${plugin.name}: ${message}`, cause);
  const consent = (source: string) => {
    answer(source, allOf('pending'));
    return (answers: Answers) => answer(source, answers);
  };
  try {
    return plugin.setup({ record, consent, fail });
  } catch (cause) {
    fail('it is off', cause);
  }
};

/** What a shop hands in may throw when it is read. */
export const guarded = (read: () => void, diagnose: Diagnose): void => {
  try {
    read();
  } catch (cause) {
    diagnose('event/invalid', 'it cannot be read', cause);
  }
};

const RETRY_MS = 5_000;
/** Storing and sending come with the first grant. Until they are there memory holds what happens, and a dying page spills it. */
const loadKeep = (): Promise<typeof import('./keep.js')> =>
  import('./keep.js').catch(() => new Promise((resolve) => setTimeout(resolve, RETRY_MS)).then(loadKeep));

/** Strings the stages together; only this file, memory.ts and client.ts name their implementations. */
// One string from top to bottom: what it strings is in other files.
// oxlint-disable-next-line max-lines-per-function
export const createCore = (options: RecorderOptions, hooks: Hooks): Core => {
  checkOptions(options);
  const { site, ingest, plugins = [] } = options;
  const diagnose = diagnoseWith(options.onDiagnostic);
  const emitter = createEmitter<AisleEvents>((cause) => diagnose('listener/failed', 'it threw', cause));
  const drops = createDrops();
  const traffic = trafficOf(options.traffic);
  const undo: ((() => void) | void)[] = [];
  let stopped = false;
  // What is recorded while plugins are set up waits for the page view, which comes first.
  let early: Draft[] | null = [];
  let said: Answers = {};

  const isGranted = (purpose: 'personalization' | 'measurement'): boolean => gate.get()[purpose] === 'granted';

  let sync: Sync | null = null;
  const openLog = async (lasting: Omit<LastingOptions, 'diagnose'>): Promise<EventLog> => {
    const { createSync, createTransport, openEventLog } = await loadKeep();
    if (ingest)
      sync ??= createSync({
        lock: `aisle-${site}`,
        outbox: () => memory.journal()?.log(),
        send: createTransport(ingest, site, privacySignal),
        allowed: () => !stopped && isGranted('measurement'),
        trim: (event) => (isGranted('personalization') ? event : { ...event, visitorId: undefined }),
        drops,
        diagnose,
        onSynced: (results) => emitter.emit('sync', results),
      });
    return openEventLog(site, { ...lasting, diagnose });
  };

  const memory = createMemory({
    openLog,
    site,
    prepare: () => hooks.prepare?.() ?? {},
    accumulators: () => hooks.accumulators?.() ?? [],
    onOpen: (snapshot) => hooks.onOpen?.(snapshot),
    onReady() {
      hooks.onReady?.();
      sync?.wake(0);
    },
    onWithdrawnElsewhere: () => gate.answer('other-tab', allOf('denied')),
  });
  const gate = createEventPath({
    openGate: createConsentGate,
    journal: memory.journal,
    sync: () => sync,
    emitter,
    onDrop: drops.count,
    onConsent(now) {
      if (!isGranted('measurement')) sync?.cancel();
      memory.follow(now);
    },
  });

  const record = (name: string, params?: object): void =>
    guarded(() => {
      const draft = stopped ? null : draftOf(name, params, { traffic, diagnose });
      if (draft && early) early.push(draft);
      else if (draft) gate.offer(draft);
    }, diagnose);
  const set = (answers: Answers): void =>
    guarded(() => {
      if (stopped) return;
      said = { ...said, ...answers };
      // A newer decision beats what another tab said.
      gate.answer('other-tab', {});
      gate.answer('api', said);
    }, diagnose);

  const reset = (): Promise<void> => {
    hooks.onReset?.();
    return memory.reset();
  };

  const recorder: Recorder = {
    record,
    consent: { get: gate.get, set, withdraw: () => set(allOf('denied')) },
    on: emitter.on,
    privacy: {
      export: async () => (await memory.journal()?.log())?.stored() ?? null,
      erase: reset,
    },
    async flush() {
      await memory.journal()?.flush();
      await sync?.drain();
    },
    reset,
    stop() {
      if (stopped) return;
      stopped = true;
      sync?.cancel();
      for (const end of undo.toReversed()) end?.();
      memory.stop();
    },
  };

  const start = (): void => {
    gate.answer('privacy-signal', answersOfSignal(privacySignal()));
    for (const plugin of plugins) undo.push(setUpPlugin(plugin, { record, answer: gate.answer, diagnose }));
    const waited = early ?? [];
    early = null;
    undo.push(startPageViews(record, () => hooks.onPage?.()));
    waited.forEach(gate.offer);
    const onHide = (): void => {
      memory.keep();
      void sync?.drain();
    };
    undo.push(followPageLife(onHide, () => sync?.wake(0)));
  };

  return { recorder, memory, emitter, diagnose, start };
};
