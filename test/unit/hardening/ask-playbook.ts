import { expect } from 'vitest';
import { type PublishedPlaybook, emptyProfile, experiments, reduceProfile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { createBeginning } from '../../../packages/browser/src/begin-playbook.js';
import { createDecisions } from '../../../packages/browser/src/decisions.js';
import { createEmitter } from '../../../packages/browser/src/emitter.js';
import { lateRecommenders } from '../../../packages/browser/src/late-recommenders.js';
import { recommenders } from '../../../packages/browser/src/page-recommenders.js';
import { acceptPlaybook } from '../../../packages/browser/src/playbook/playbook-source.js';
import { watchTriggers } from '../../../packages/browser/src/triggers/watch-triggers.js';
import { ALL_GRANTED } from '../../helpers/consenting.js';

const context = (itemId?: string) => ({
  nowMs: 1_700_000_000_000,
  page: { path: '/p/A', itemId },
  visitorId: 'v',
  url: 'https://shop.example/?x=1',
});
const eventOf = (name: string): AisleEvent => ({
  ...{ v: 1, id: 'e', name, atMs: Date.now(), seq: 0, offsetMs: 0, sessionId: 's' },
  params: { items: [{ item_id: 'A' }] },
  consent: { purposes: ['personalization'] },
});

/** What a page hears of its own, and tells its code. */
interface Heard {
  event: AisleEvent;
  consent: { now: { personalization: 'granted' } };
  stop: undefined;
}

/** Asks everything that a page asks of a playbook; a throw is the test's. Gives what was said of it. */
export const askAll = async (playbook: PublishedPlaybook, isLate: boolean): Promise<readonly string[]> => {
  let profile = emptyProfile;
  let isOver = false;
  const decisions = createDecisions({ assign: experiments, profile: () => profile, contextOf: context });
  const said: string[] = [];
  const diagnose = (code: string, message: string): void => void said.push(`${code}: ${message}`);
  const { on, emit } = createEmitter<Heard>((cause) => said.push(`listener/failed: ${String(cause)}`));
  const late = lateRecommenders(() => Promise.resolve(recommenders));
  const host = {
    options: { site: 'demo', recommenders: isLate ? late : recommenders, experiments },
    consent: { get: () => ({ ...ALL_GRANTED, necessary: 'granted' as const, sources: {} }) },
    on,
    recommend: decisions.recommend,
    variation: decisions.variation,
    personalization: () => (isOver ? ('pending' as const) : ('granted' as const)),
    changed() {},
    diagnose,
  };
  const accepted = acceptPlaybook(playbook, diagnose);
  await new Promise<void>((resolve) => {
    const { use } = createBeginning({
      picks: () => undefined,
      begin(next, recommend) {
        decisions.use(next, recommend);
        resolve();
      },
      host,
    });
    use(accepted);
    if (!accepted) resolve();
  });
  const record = (name: string): void => {
    profile = reduceProfile(profile, eventOf(name), accepted?.accumulators);
    emit('event', eventOf(name));
  };
  if (accepted?.triggers)
    watchTriggers({
      ...{ on, consent: host.consent, record, playbook: decisions.playbook, decide: decisions.decide },
      memory: { keeping: async () => ({ flush: async () => null }), head: () => ({ profile }) },
      fill: () => void decisions.decide('hero'),
      tell: () => undefined,
    });
  for (const slot of ['hero', '__proto__', 'constructor', '']) {
    const decision = decisions.decide(slot);
    expect(decision.slot).toBe(slot);
  }
  decisions.standing();
  decisions.variation('x');
  decisions.armOf('x');
  for (const id of ['recent', 'service', 'alike']) decisions.recommend(id);
  await decisions.explain('hero');
  if (accepted && ('models' in accepted || 'triggers' in accepted)) {
    for (const name of ['page_view', 'view_item', 'view_item']) record(name);
    for (const type of ['mouseout', 'scroll', 'visibilitychange', 'pointermove'])
      document.dispatchEvent(new MouseEvent(type));
    for (const type of ['pagehide', 'pageshow']) dispatchEvent(new Event(type));
    emit('consent', { now: { personalization: 'granted' } });
    await new Promise((resolve) => setTimeout(resolve));
  }
  isOver = true;
  emit('stop', undefined);
  return said;
};
