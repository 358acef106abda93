import type { Prefetch } from '@aisle/schema';
import { mayBeHeldOut } from './may-be-held-out.js';
import type { ModelHost } from './model-host.js';

const PAGES = 2;
/** Some of what is recommended lives elsewhere, or here. */
const LOOKED_AT = 12;
/** The store answers within some milliseconds; on a slow device, or after a long look for it, within some seconds. */
const LATER_MS = 250;
const MOST_TRIES = 20;

/** Not part of the DOM's types yet. */
interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Who saves data, or waits for every byte, gets what they ask for and no more. */
const isCostly = (): boolean => {
  const { saveData, effectiveType = '' } = (navigator as { readonly connection?: Connection }).connection ?? {};
  return Boolean(saveData) || /[23]g/.test(effectiveType) || matchMedia('(prefers-reduced-data: reduce)').matches;
};

/** Of this origin, and another page than this one. */
const isNext = (url: unknown): url is string => {
  if (typeof url !== 'string' || !url || !URL.canParse(url, document.baseURI)) return false;
  const { origin, pathname } = new URL(url, document.baseURI);
  return origin === location.origin && pathname !== location.pathname;
};

const linksTo = (urls: readonly string[]): readonly HTMLElement[] =>
  urls.map((href) => Object.assign(document.createElement('link'), { rel: 'prefetch', href }));

/** Code that stands in the page: where a policy lets it, it lets our rules, under the same nonce. A page without may forbid it. */
const inlineScript = (): HTMLScriptElement | undefined =>
  [...document.scripts].find(({ type, src, text }) => text && !src && /^(module|.*javascript)?$/.test(type));

/** Null where the browser does not know such rules, or the page's policy may not want them. */
const rulesFor = (urls: readonly string[]): HTMLElement | null => {
  const allowed = inlineScript();
  if (!allowed || !HTMLScriptElement.supports?.('speculationrules')) return null;
  const script = document.createElement('script');
  script.type = 'speculationrules';
  script.nonce = allowed.nonce;
  try {
    script.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls }] });
    return script;
  } catch {
    // Trusted Types: text becomes no code here.
    return null;
  }
};

/**
 * Has the browser fetch the pages of what a recommender gives first, so that the next one is there when it is asked for. Only
 * while personalization is granted and data is cheap; nothing of it is left in the page when that ends.
 */
export const prefetchNext = ({ recommender, limit = PAGES }: Prefetch, host: ModelHost): void => {
  if (typeof recommender !== 'string') return host.diagnose('playbook/invalid', 'prefetch: name a recommender');
  let added: readonly HTMLElement[] = [];
  let isOver = false;
  let tries = 0;
  const put = (elements: readonly HTMLElement[]): void => {
    added.forEach((element) => element.remove());
    document.head.append(...(added = elements));
  };
  const fetchNext = (): void => {
    put([]);
    if (isOver || host.personalization() !== 'granted' || isCostly()) return;
    if (mayBeHeldOut(host)) {
      if (tries++ < MOST_TRIES) setTimeout(update, LATER_MS);
      return;
    }
    const urls = host
      .recommend(recommender, { limit: LOOKED_AT })
      .map(({ item }) => item.x_url)
      .filter(isNext)
      .slice(0, limit > 0 ? limit : 0);
    const rules = urls[0] && rulesFor(urls);
    if (rules) {
      // A policy that knows its scripts by their hashes.
      rules.addEventListener('securitypolicyviolation', () => put(linksTo(urls)));
      put([rules]);
    } else put(linksTo(urls));
  };
  const update = (): void => {
    try {
      fetchNext();
    } catch (cause) {
      // A page whose `head` or `scripts` are something else.
      host.diagnose('plugin/failed', 'prefetch', cause);
    }
  };
  // After the event was folded, and after all that this page needs.
  const soon = (): void => {
    if (document.readyState === 'complete') setTimeout(update);
    else addEventListener('load', soon, { once: true });
  };
  host.on('event', ({ name }) => name === 'page_view' && soon());
  host.on('consent', update);
  host.on('stop', () => {
    isOver = true;
    put([]);
  });
  soon();
};
