// Writes down each call to storage and to the network with its caller's stack, in `window.__touch.calls`. The first script of
// a page, so that nobody is there before it. What a script cannot see stays unseen: `localStorage.key = …`, `import()`,
// and what workers do. The browser tests install this very file.
(() => {
  const calls = [];
  const spy = { calls, onCall: undefined };
  Object.defineProperty(window, '__touch', { value: spy });

  // `at name (address:line:column)` in Chromium, `name@address:line:column` in Firefox.
  const FRAME = /:\d+:\d+\)?$/;
  const addressOf = (frame) => /((?:https?|blob|data):[^\s)]+?):\d+:\d+\)?$/.exec(frame)?.[1] ?? '';

  /** The frames below our own, which all end in one named `touched`; the caller's first. */
  const callersNow = () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 50;
    const frames = String(new Error('spy').stack)
      .split('\n')
      .filter((line) => FRAME.test(line));
    Error.stackTraceLimit = limit;
    return frames.slice(frames.findIndex((frame) => frame.includes('touched')) + 1).map((frame) => frame.trim());
  };

  const nameOf = (value) => {
    if (value instanceof Request) return value.url;
    if (value instanceof URL) return value.href;
    return typeof value === 'string' ? value.slice(0, 300) : '';
  };

  const note = (kind, api, key) => {
    const stack = callersNow();
    const call = { kind, api, key: nameOf(key), atMs: performance.now(), script: addressOf(stack[0]), stack };
    calls.push(call);
    spy.onCall?.(call);
  };

  /** Methods of a prototype; `kind` is what the call is counted as. */
  const methods = (kind, [owner, label], names) => {
    for (const name of names) {
      const original = owner?.prototype?.[name];
      if (typeof original !== 'function') continue;
      owner.prototype[name] = {
        touched(...args) {
          note(kind, `${typeof label === 'function' ? label(this) : label}.${name}`, args[0]);
          return Reflect.apply(original, this, args);
        },
      }.touched;
    }
  };

  /** A property of a prototype; reading is noted only where it has a label of its own. */
  const property = (kind, [owner, name], { get, set }) => {
    const original = Object.getOwnPropertyDescriptor(owner?.prototype ?? {}, name);
    if (!original?.set) return;
    Object.defineProperty(owner.prototype, name, {
      ...original,
      get: {
        touched() {
          if (get) note(kind, get);
          return original.get.call(this);
        },
      }.touched,
      set: {
        touched(value) {
          note(kind, set, set === 'cookie set' ? String(value).split(';')[0] : value);
          original.set.call(this, value);
        },
      }.touched,
    });
  };

  const constructor = (kind, name) => {
    const Original = window[name];
    if (!Original) return;
    window[name] = new Proxy(Original, {
      construct: {
        touched(target, args, newTarget) {
          note(kind, name, args[0]);
          return Reflect.construct(target, args, newTarget);
        },
      }.touched,
    });
  };

  const area = (storage) => (storage === window.sessionStorage ? 'sessionStorage' : 'localStorage');
  methods('storage', [window.IDBFactory, 'indexedDB'], ['open', 'databases', 'deleteDatabase']);
  methods('storage', [window.Storage, area], ['getItem', 'setItem', 'removeItem', 'clear', 'key']);
  methods('storage', [window.CookieStore, 'cookieStore'], ['get', 'getAll', 'set', 'delete']);
  methods('storage', [window.CacheStorage, 'caches'], ['open', 'has', 'delete', 'keys', 'match']);
  methods('storage', [window.StorageManager, 'navigator.storage'], ['getDirectory', 'persist', 'estimate']);
  property('storage', [window.Document, 'cookie'], { get: 'cookie get', set: 'cookie set' });

  const realFetch = window.fetch;
  window.fetch = {
    touched(...args) {
      note('network', 'fetch', args[0]);
      return Reflect.apply(realFetch, window, args);
    },
  }.touched;
  methods('network', [window.XMLHttpRequest, 'XMLHttpRequest'], ['open', 'send']);
  methods('network', [window.Navigator, 'navigator'], ['sendBeacon']);
  methods('network', [window.ServiceWorkerContainer, 'navigator.serviceWorker'], ['register']);
  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker']) constructor('network', name);
  for (const [owner, name, tag] of [
    [window.HTMLImageElement, 'src', 'img'],
    [window.HTMLScriptElement, 'src', 'script'],
    [window.HTMLIFrameElement, 'src', 'iframe'],
    [window.HTMLLinkElement, 'href', 'link'],
  ])
    property('network', [owner, name], { set: `${tag}.${name}` });

  // Listed, but no storage: nothing of it outlives the page.
  constructor('other', 'BroadcastChannel');
})();
