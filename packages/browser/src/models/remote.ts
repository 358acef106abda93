import type { PublishedPlaybook, RemoteAnswers } from '@aisle/engine';
import type { Recommender, Remote } from '@aisle/schema';
import { askByUrl } from './ask-by-url.js';
import { mayBeHeldOut } from './may-be-held-out.js';
import type { ModelHost } from './model-host.js';
import { createRemoteLine, type RemoteLine } from './remote-line.js';

const TIMEOUT_MS = 300;
const MOST_SEEDS = 10;

/** Its own origin, https, or nobody. */
const addressOf = ({ url }: Remote): URL | undefined => {
  const address =
    url && typeof url === 'string' && URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined;
  return address && (address.origin === location.origin || address.protocol === 'https:') ? address : undefined;
};

/** As long as a slot that shows it may change, and no longer. One without a budget may at any time, out of sight. */
const timeoutMsOf = (id: string, asked: Remote, { recommenders, slots }: PublishedPlaybook): number => {
  const shows = (shown: string | undefined, left = recommenders.length): boolean =>
    shown === id ||
    (left > 0 && Boolean(shown) && shows(recommenders.find((one) => one.id === shown)?.fallback, left - 1));
  const budgets = slots.flatMap(({ budgetMs, candidates }) =>
    candidates.some(({ recommend }) => shows(recommend?.recommender)) ? (budgetMs > 0 ? budgetMs : Infinity) : [],
  );
  const { timeoutMs = TIMEOUT_MS } = asked;
  return Math.min(timeoutMs > 0 ? timeoutMs : TIMEOUT_MS, budgets[0] ? Math.max(...budgets) : Infinity);
};

/**
 * Opens the services that a playbook's recommenders ask. A decision never waits for one: it gets what was answered so far, and
 * is made again when an answer comes in time.
 *
 * Nothing is asked for who is held out, or has not agreed to personalization and to what the service needs; what is asked for is
 * given up the moment that they withdraw, leave the page, or Aisle stops.
 */
export const openRemote = (playbook: PublishedPlaybook, host: ModelHost): RemoteAnswers => {
  const { remote: ports = {}, sensitiveCategories = [] } = host.options;
  const lines = new Map<string, RemoteLine>();
  // In an attribute it is one text.
  const sensitive = `${sensitiveCategories}`.toLowerCase().split(/ *, */);
  const isTold = (itemId: string): boolean => {
    const item = playbook.catalogue.find(({ item_id }) => item_id === itemId) ?? {};
    return !Object.entries(item).some(
      ([field, value]) => field.startsWith('item_category') && sensitive.includes(`${value}`.toLowerCase()),
    );
  };
  const openLine = ({ id, remote: asked }: Recommender): void => {
    const remote = asked ?? {};
    const address = addressOf(remote);
    const port = Object.hasOwn(ports, id) ? ports[id] : address && askByUrl(address);
    if (!port) return host.diagnose('plugin/failed', `remote ${id}: give it a port, or an https url`);
    // Whose service it is a page cannot know of a function.
    const isOwn = !Object.hasOwn(ports, id) && address?.origin === location.origin;
    const needed =
      remote.purpose === 'measurement' || (isOwn && remote.purpose === undefined) ? 'measurement' : 'sharing';
    const isAllowed = (): boolean => {
      const said = host.consent.get();
      return said.personalization === 'granted' && said[needed] === 'granted';
    };
    lines.set(id, createRemoteLine({ id, port, timeoutMs: timeoutMsOf(id, remote, playbook), isAllowed, host }));
  };
  for (const one of playbook.recommenders.filter(({ strategy }) => strategy === 'remote'))
    try {
      openLine(one);
    } catch (cause) {
      // Its fallback answers, and the others are asked.
      host.diagnose('playbook/invalid', `remote ${one.id}`, cause);
    }
  const hangUp = (): void => lines.forEach((line) => line.hangUp());
  // A service is asked anew on the next page: its answers are of the one that is left.
  host.on('event', ({ name }) => name === 'page_view' && hangUp());
  host.on('consent', () => lines.forEach((line) => line.isAllowed() || line.hangUp()));
  host.on('stop', hangUp);
  return {
    suggest(seeds, { recommender }) {
      const itemIds = [...new Set(seeds.toReversed())].filter(isTold).slice(0, MOST_SEEDS);
      const [because] = itemIds;
      if (because === undefined || mayBeHeldOut(host)) return [];
      return (lines.get(recommender)?.ask(itemIds) ?? []).map((itemId) => ({ itemId, because }));
    },
  };
};
