const MAX_ROWS = 200;
const rows = document.querySelector('[data-log]');
const empty = document.querySelector('[data-empty]');
const onlyAisle = document.querySelector('[data-only-aisle]');

const pathOf = (address) => (address.startsWith(location.origin) ? address.slice(location.origin.length) : address);
const isAisles = (script) => /\/aisle\/aisle[\w-]*\.js$/.test(script);
const isOwn = (script) => script.includes('/assets/panel/');

/** `calls.js:12:3`, from a line of a stack. */
const placeOf = (frame = '') => /([^/\s(]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? '';

const cell = (row, ...parts) => row.insertCell().append(...parts);
const text = (name, className, words) => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = words;
  return element;
};

/** The newest first, by when it happened and not by when it was heard of. */
const addRow = ({ atMs, who, kind, api, key = '', place = '' }) => {
  const next = [...rows.rows].findIndex((row) => Number(row.dataset.atMs) <= atMs);
  const row = rows.insertRow(next);
  Object.assign(row.dataset, { who, kind, atMs });
  row.hidden = onlyAisle.checked && who === 'banner';
  cell(row, `${(atMs / 1000).toFixed(3)} s`);
  cell(row, { aisle: 'Aisle', banner: 'Banner', answer: '' }[who]);
  cell(row, text('code', '', api), ' ', text('code', 'key', pathOf(key)));
  cell(row, text('code', 'key', place));
  rows.rows[MAX_ROWS]?.remove();
};

const showCounts = (calls, answeredAtMs) => {
  for (const shown of document.querySelectorAll('[data-count]')) {
    const { who } = shown.closest('[data-who]').dataset;
    const [kind, when] = shown.dataset.count.split('-');
    const counted = calls.filter(
      (call) => call.who === who && call.kind === kind && call.atMs < answeredAtMs === (when === 'before'),
    );
    shown.textContent = String(counted.length);
  }
};

/** What was loaded by `import()`, which no script can see while it happens. */
const watchChunks = (onCall) =>
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      const script = new URL(name).pathname;
      if (isAisles(script) && !/aisle(-stub)?\.js$/.test(script))
        onCall({ kind: 'network', api: 'import()', key: name, atMs: startTime, script: name, stack: [] });
    }
  }).observe({ type: 'resource', buffered: true });

/** Lists and counts every call to storage and network; `answered` draws the line. */
export const showCalls = () => {
  const calls = [];
  let clickedAtMs = 0;
  let answeredAtMs = Infinity;
  const update = () => {
    showCounts(calls, answeredAtMs);
    empty.hidden = [...rows.rows].some((row) => !row.hidden);
  };
  const add = ({ kind, api, key, atMs, script, stack }) => {
    if (isOwn(script)) return;
    const who = isAisles(script) ? 'aisle' : 'banner';
    calls.push({ who, kind, atMs });
    addRow({ atMs, who, kind, api, key, place: placeOf(stack[0]) });
    update();
  };
  onlyAisle.addEventListener('change', () => {
    for (const row of rows.rows) row.hidden = onlyAisle.checked && row.dataset.who === 'banner';
    update();
  });
  addEventListener('click', ({ timeStamp }) => (clickedAtMs = timeStamp), { capture: true });
  const spy = Reflect.get(window, '__touch');
  spy.calls.forEach(add);
  // Not in the caller's own turn.
  spy.onCall = (call) => queueMicrotask(() => add(call));
  watchChunks(add);
  return {
    /** Aisle knows now; the shopper said so with the last click, or on an earlier page. */
    answered() {
      if (answeredAtMs < Infinity) return;
      answeredAtMs = clickedAtMs;
      const api = clickedAtMs > 0 ? 'The shopper’s answer' : 'Answered on an earlier page, or not asked';
      addRow({ atMs: answeredAtMs, who: 'answer', kind: 'answer', api });
      update();
    },
  };
};
