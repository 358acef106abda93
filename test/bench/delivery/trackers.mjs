// Who is measured, each with its default settings and its page view: only the addresses are ours. How each speaks is what the
// sink has to know.

/** What a request carried: the number we gave an event, and the id its tracker gave it. */
/** @typedef {{ readonly mark: unknown, readonly id: unknown }} Carried */

/**
 * @typedef {object} Tracker
 * @property {string} title
 * @property {keyof Awaited<ReturnType<typeof import('../peers.mjs').installPeers<'trackers'>>>['versions']} [library]
 *   Ours has none: it is the script tag.
 * @property {string} [source] Leaves `record(name, params)` in the page. `SINK` takes events; `SHOP` is up whatever becomes of the sink.
 * @property {RegExp} ingest The path that takes events.
 * @property {(body: any) => readonly Carried[]} carriedBy
 * @property {(carried: readonly Carried[], isNew: (one: Carried) => boolean) => { status: number, body: unknown }} [answer]
 *   200 and an empty object where it does not matter.
 * @property {Readonly<Record<string, unknown>>} [settings] What is asked for beside events: answers by the beginning of a path; null: there is none.
 */

const asArray = (/** @type {any} */ value) => (Array.isArray(value) ? value : [value]);
const jsonIn = (/** @type {string} */ base64) => JSON.parse(Buffer.from(base64, 'base64url').toString());

/** @satisfies {Record<string, Tracker>} */
export const trackers = {
  ours: {
    title: 'Aisle',
    ingest: /^\/v1\/batch/,
    carriedBy: ({ events }) => events.map((/** @type {any} */ { id, params }) => ({ id, mark: params.mark })),
    answer: (carried, isNew) => ({
      status: 202,
      body: { results: carried.map((one) => ({ id: one.id, status: isNew(one) ? 'accepted' : 'duplicate' })) },
    }),
  },
  posthog: {
    title: 'PostHog',
    library: 'posthog-js',
    source: `
      import posthog from 'posthog-js';
      posthog.init('phc_benchmark', { api_host: SINK });
      window.record = (name, params) => posthog.capture(name, params);`,
    ingest: /^\/(e|i\/v0\/e|batch)\//,
    carriedBy: (body) =>
      asArray(body.batch ?? body).map(({ uuid, properties }) => ({ id: uuid, mark: properties?.mark })),
    answer: () => ({ status: 200, body: { status: 1 } }),
    settings: {
      '/array/phc_benchmark/config.js': null,
      // As a host answers for a project that uses nothing but events.
      '/array/phc_benchmark/config': { supportedCompression: ['gzip', 'gzip-js'], hasFeatureFlags: false },
      '/flags': { flags: {}, featureFlags: {} },
    },
  },
  segment: {
    title: 'Segment',
    library: '@segment/analytics-next',
    source: `
      import { AnalyticsBrowser } from '@segment/analytics-next';
      const apiHost = SINK.replace('http://', '') + '/v1';
      const analytics = AnalyticsBrowser.load(
        { writeKey: 'benchmark', cdnURL: SHOP },
        { integrations: { 'Segment.io': { apiHost, protocol: 'http' } } },
      );
      void analytics.page();
      window.record = (name, params) => void analytics.track(name, params);`,
    ingest: /^\/v1\/(t|p|i|g|a|batch|b|m)$/,
    carriedBy: (body) =>
      asArray(body.batch ?? body).map(({ messageId, properties }) => ({ id: messageId, mark: properties?.mark })),
    answer: () => ({ status: 200, body: { success: true } }),
    settings: { '/v1/projects/': { integrations: { 'Segment.io': { apiKey: 'benchmark' } }, plan: {} } },
  },
  rudderstack: {
    title: 'RudderStack',
    library: '@rudderstack/analytics-js',
    source: `
      import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
      const analytics = new RudderAnalytics();
      analytics.load('benchmarkbenchmarkbenchmark', SINK, { configUrl: SHOP });
      analytics.page();
      window.record = (name, params) => analytics.track(name, params);`,
    ingest: /^\/v1\/(track|page|identify|batch)$/,
    carriedBy: (body) =>
      asArray(body.batch ?? body).map(({ messageId, properties }) => ({ id: messageId, mark: properties?.mark })),
    settings: {
      '/sourceConfig': {
        source: {
          id: 'benchmark',
          name: 'benchmark',
          writeKey: 'benchmarkbenchmarkbenchmark',
          enabled: true,
          workspaceId: 'benchmark',
          config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
          connections: [],
          destinations: [],
          dataplanes: {},
        },
      },
    },
  },
  snowplow: {
    title: 'Snowplow',
    library: '@snowplow/browser-tracker',
    source: `
      import { newTracker, trackPageView, trackSelfDescribingEvent } from '@snowplow/browser-tracker';
      newTracker('benchmark', SINK, { appId: 'benchmark' });
      trackPageView();
      const schema = 'iglu:com.benchmark/view_item/jsonschema/1-0-0';
      window.record = (name, params) => trackSelfDescribingEvent({ event: { schema, data: params } });`,
    ingest: /^\/com\.snowplowanalytics\.snowplow\/tp2/,
    carriedBy: ({ data }) =>
      data.map((/** @type {any} */ { eid, ue_px, ue_pr }) => ({
        id: eid,
        mark: (ue_px ? jsonIn(ue_px) : JSON.parse(ue_pr ?? '{}')).data?.data?.mark,
      })),
  },
  amplitude: {
    title: 'Amplitude',
    library: '@amplitude/analytics-browser',
    source: `
      import { init, track } from '@amplitude/analytics-browser';
      init('0123456789abcdef0123456789abcdef', {
        serverUrl: SINK + '/2/httpapi',
        remoteConfig: { serverUrl: SHOP + '/config' },
      });
      window.record = (name, params) => void track(name, params);`,
    ingest: /^\/2\/httpapi/,
    carriedBy: ({ events }) =>
      events.map((/** @type {any} */ { insert_id, event_properties }) => ({
        id: insert_id,
        mark: event_properties?.mark,
      })),
    answer: (carried) => ({ status: 200, body: { code: 200, events_ingested: carried.length } }),
    settings: { '/config': { configs: {} } },
  },
};

/** @typedef {keyof typeof trackers} TrackerName */
