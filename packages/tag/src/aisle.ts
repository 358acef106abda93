// In this order the file is smallest: it is the order in it.
import { autoConsent } from './auto-consent.js';
import { ga4DataLayer } from '@aisle/adapters';
import { type Aisle, type Plugin, createAisle, lateExperiments, lateRecommenders, templates } from '@aisle/browser';
import { attributesOf } from './attributes.js';

/** `aisle('record', …)`, and after load the methods too: `aisle.record(…)`. */
type Command = (method: string, ...values: unknown[]) => unknown;
type Queue = { q?: ArrayLike<unknown>[] };

/** Follows a dotted name, `consent.set`; own properties of the client only. */
const call = (aisle: Aisle, method: unknown, values: readonly unknown[]): unknown => {
  const name = typeof method === 'string' ? method : '';
  const found = name
    .split('.')
    .reduce<unknown>((at, part) => (Object.hasOwn(Object(at), part) ? (at as never)[part] : undefined), aisle);
  if (typeof found === 'function') return found(...values);
  console.warn(`aisle: no method ${name}`);
  return undefined;
};

const start = (tag: HTMLElement): void => {
  const { consent, dataLayer, ...options } = attributesOf(tag);
  const plugins: Plugin[] = [ga4DataLayer(dataLayer)];
  if (consent === 'auto') plugins.unshift(autoConsent(() => import('./platforms.js'), dataLayer));
  else if (consent !== 'manual')
    plugins.unshift({
      name: 'tag',
      setup: (host) => void host.consent('data-consent', typeof consent === 'function' ? consent : () => consent),
    });

  const { aisle: before } = window as { readonly aisle?: unknown };
  const aisle = createAisle({
    ...options,
    plugins,
    experiments: lateExperiments,
    templates,
    recommenders: lateRecommenders(async () => (await import('./recommenders.js')).recommenders),
    // A shop that looks for the reason of something finds it here; a shopper's console stays clean of the rest.
    onDiagnostic: (error) => console.warn(error.message),
  });
  const open = () =>
    import('./privacy-panel.js').then((panel) => panel.openPrivacy(aisle, options)).catch(console.warn);
  Object.assign(aisle.privacy, { open });
  addEventListener('click', (event) => {
    if (!(event.target as Element).closest?.('[data-aisle-privacy]')) return;
    event.preventDefault();
    void open();
  });
  const command: Command = (method, ...values) => call(aisle, method, values);
  Object.defineProperty(window, 'aisle', {
    value: Object.assign(command, aisle),
    writable: true,
    configurable: true,
  });
  // The stub keeps Arguments objects or arrays: both spread.
  const waiting = typeof before === 'function' ? (before as Queue).q : undefined;
  waiting?.forEach((entry) => command(...(Array.from(entry) as [string])));
};

// A tag with wrong attributes says so and leaves the page alone.
try {
  // By its own getter: an <img name=currentScript> would stand in for it.
  start(Reflect.get(Document.prototype, 'currentScript', document) as HTMLElement);
} catch (cause) {
  console.error(cause);
}
