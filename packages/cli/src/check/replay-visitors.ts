import { setImmediate as pause } from 'node:timers/promises';
import {
  type Context,
  emptyProfile,
  experiments as assign,
  publish,
  type PublishedPlaybook,
  recommenders,
  reduceProfile,
  type Situation,
  situationOf,
} from '@aisle/engine';
import type { AisleEvent, Playbook } from '@aisle/schema';
import { createMembership, type Membership } from './membership.js';
import { eventsOf, type RecordedTraffic, type Visitor } from './read-events.js';
import { timeless } from './timeless.js';

/** What a playbook would have done with some recorded traffic. */
export interface Replayed {
  readonly visitors: number;
  readonly buyers: number;
  readonly membership: Membership;
  /** Candidates that somebody would have got, `slot/candidate`. */
  readonly got: ReadonlySet<string>;
  /** Visitors whom each experiment's condition meant at some moment. */
  readonly targeted: ReadonlyMap<string, number>;
}

/** How a replay is watched and ended. */
export interface ReplayWatch {
  readonly onVisitor: (done: number) => void;
  readonly stop: AbortSignal;
}

const BREATH_MS = 100;

const pathIn = ({ params }: AisleEvent, before: string): string => {
  const { page_path: path, page_location: location = '' } = params;
  if (typeof path === 'string') return path;
  return URL.canParse(location) ? new URL(location).pathname : before;
};

const contextOf = (event: AisleEvent, visitorId: string, before: Context | null): Context => {
  const { atMs, params, consent } = event;
  const itemId = event.name === 'view_item' ? params.items?.[0]?.item_id : undefined;
  const referrer = params.page_referrer ?? before?.page.referrer;
  return {
    nowMs: atMs,
    visitorId,
    page: { path: pathIn(event, before?.page.path ?? '/'), ...(itemId && { itemId }), ...(referrer && { referrer }) },
    consent: Object.fromEntries(consent.purposes.map((purpose) => [purpose, 'granted' as const])),
  };
};

/** Notes which candidates are got. A slot of which all were seen is not asked again. */
const createSlotWatch = ({ slots }: PublishedPlaybook) => {
  const got = new Set<string>();
  const waiting = new Map(slots.map(({ id, candidates }) => [id, new Set(candidates.map((one) => one.id))]));
  return {
    got,
    look(situation: Situation): void {
      for (const [slot, candidates] of waiting) {
        const chosen = situation.decide(slot).trace.find(({ outcome }) => outcome === 'chosen');
        if (!chosen || !candidates.delete(chosen.candidate)) continue;
        got.add(`${slot}/${chosen.candidate}`);
        if (candidates.size === 0) waiting.delete(slot);
      }
    },
  };
};

/** Counts the visitors whom each experiment means. One without a condition means everybody, and is not in the list. */
const createTargetWatch = ({ experiments }: PublishedPlaybook) => {
  const ids = experiments.filter(({ when }) => when.length > 0).map(({ id }) => id);
  const targeted = new Map(ids.map((id) => [id, 0]));
  return {
    targeted,
    /** Begins a visitor. */
    begin(): (situation: Situation) => void {
      const waiting = new Set(ids);
      return (situation) => {
        for (const id of waiting) {
          const { reason } = situation.assignmentTo(id);
          if (reason === 'not-targeted') continue;
          waiting.delete(id);
          targeted.set(id, (targeted.get(id) ?? 0) + 1);
        }
      };
    },
  };
};

const createReplay = (playbook: PublishedPlaybook, endMs: number) => {
  const capabilities = { recommend: recommenders(playbook), assign };
  const membership = createMembership(playbook.segments.map(({ id }) => id));
  const slots = createSlotWatch(playbook);
  const targets = createTargetWatch(playbook);
  let buyers = 0;
  return {
    play(visitor: Visitor): void {
      const events = eventsOf(visitor);
      const note = membership.begin();
      const aim = targets.begin();
      let profile = emptyProfile;
      let context: Context | null = null;
      const look = (at: Context): void => {
        const situation = situationOf(playbook, capabilities, { profile, context: at });
        note(situation.facts.segments);
        aim(situation);
        slots.look(situation);
      };
      for (const event of events) {
        profile = reduceProfile(profile, event, playbook.accumulators);
        context = contextOf(event, visitor.id, context);
        look(context);
      }
      // Windows end and carts grow old without an event.
      if (context) look({ ...context, nowMs: endMs });
      if (events.some(({ name }) => name === 'purchase')) buyers += 1;
    },
    outcome: () => ({ buyers, membership, got: slots.got, targeted: targets.targeted }),
  };
};

/** Plays every visitor's events through the engine, and notes what the playbook says after each of them and at the end. */
export const replayVisitors = async (
  playbook: Playbook,
  { visitors, lastAtMs }: RecordedTraffic,
  { onVisitor, stop }: ReplayWatch,
): Promise<Replayed> => {
  const replay = createReplay(publish(timeless(playbook)), lastAtMs);
  let breathAtMs = Date.now() + BREATH_MS;
  for (const [index, visitor] of visitors.entries()) {
    replay.play(visitor);
    onVisitor(index + 1);
    if (Date.now() < breathAtMs) continue;
    // Progress is drawn, and Ctrl-C heard, only between two tasks.
    await pause();
    if (stop.aborted) break;
    breathAtMs = Date.now() + BREATH_MS;
  }
  return { visitors: visitors.length, ...replay.outcome() };
};
