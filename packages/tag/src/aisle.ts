import { ga4DataLayer, vanillaCookieConsent } from '@aisle/adapters';
import { type Aisle, type Plugin, createAisle, experiments, lateRecommenders, templates } from '@aisle/browser';
import { attributesOf } from './attributes.js';

/** `aisle('record', …)`, and after load the methods too: `aisle.record(…)`. */
type Command = (method: string, ...values: unknown[]) => unknown;
type Queue = { q?: ArrayLike<unknown>[] };

/** Follows a dotted name, `consent.set`; own properties of the client only. */
const call = (aisle: Aisle, method: unknown, values: readonly unknown[]): unknown => {
  const found = String(method)
    .split('.')
    .reduce<unknown>((at, part) => Object.getOwnPropertyDescriptor(Object(at), part)?.value, aisle);
  if (typeof found === 'function') return found(...values);
  console.warn(`aisle: no method ${String(method)}`);
  return undefined;
};

const start = (tag: HTMLElement): void => {
  const { consent, dataLayer, ...options } = attributesOf(tag);
  const plugins: Plugin[] = [ga4DataLayer(dataLayer)];
  if (consent === 'auto') plugins.unshift(vanillaCookieConsent());
  const answers = typeof consent === 'object' ? consent : null;
  if (answers) plugins.unshift({ name: 'tag', setup: (host) => host.consent('data-consent')(answers) });

  const before: unknown = Reflect.get(window, 'aisle');
  const aisle = createAisle({
    ...options,
    plugins,
    experiments,
    templates,
    recommenders: lateRecommenders(async () => (await import('./recommenders.js')).recommenders),
    // A shop that looks for the reason of something finds it here; a shopper's console stays clean of the rest.
    onDiagnostic: (error) => console.warn(error.message),
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
  start(document.currentScript as HTMLElement);
} catch (cause) {
  console.error(cause);
}
