import { byId, element, fillRows, meter, setText } from './element.js';
import { count, counted, money, share } from './format.js';

const STEP_NAMES = {
  view_item: 'Saw a product',
  add_to_cart: 'Put one in the cart',
  begin_checkout: 'Began the checkout',
  purchase: 'Bought',
};

const head = (text, ...more) => element('th', { scope: 'row', text }, ...more);
const number = (text, className = '') => element('td', { className: `number ${className}`.trim(), text });

const setFigure = (id, text) => {
  const target = byId(id);
  const first = target.textContent === '';
  if (!setText(target, text) || first) return;
  target.classList.remove('changed');
  requestAnimationFrame(() => target.classList.add('changed'));
};

const revenueNote = (revenue) => {
  const others = revenue.slice(1).map(({ value, currency }) => money(value, currency));
  const refunds = revenue
    .filter(({ refunded }) => refunded > 0)
    .map(({ refunded, currency }) => `${money(refunded, currency)} refunded`);
  return [...others, ...refunds].join(' · ');
};

const showFigures = ({ visitors, sessions, anonymousSessions, events, revenue, funnel }) => {
  const orders = revenue.reduce((sum, each) => sum + each.orders, 0);
  const bought = funnel.at(-1)?.sessions ?? 0;
  const [main] = revenue;
  setFigure('visitors', count(visitors));
  setFigure('sessions', count(sessions));
  setFigure('events', count(events));
  setFigure('orders', count(orders));
  setFigure('revenue', main ? money(main.value, main.currency) : '–');
  setText('visitors-note', anonymousSessions > 0 ? `and ${counted(anonymousSessions, 'unnamed session')}` : '');
  setText('sessions-note', visitors > 0 ? `${((sessions - anonymousSessions) / visitors).toFixed(1)} per visitor` : '');
  setText('events-note', sessions > 0 ? `${(events / sessions).toFixed(1)} per session` : '');
  setText('orders-note', sessions > 0 ? `${share(bought / sessions)} of sessions buy` : '');
  setText('revenue-note', revenueNote(revenue));
};

const funnelRow = ({ step, sessions, share: part, dropOff }, index) => {
  const lost = index > 0 && dropOff > 0;
  const cell = (label, text, className) => {
    const made = number(text, className);
    made.dataset.label = label;
    return made;
  };
  return element(
    'tr',
    {},
    head(STEP_NAMES[step] ?? step, meter(part)),
    cell('Sessions', count(sessions), 'strong'),
    cell('Of the first', share(part)),
    cell('Lost on the way', index === 0 ? '–' : lost ? `−${share(dropOff)}` : '0 %', lost ? 'lost' : 'soft'),
  );
};

const showFunnel = ({ funnel }) => fillRows('funnel-rows', funnel[0]?.sessions > 0 ? funnel : [], funnelRow);

const slotRow = (row) => {
  if (row.group !== undefined) {
    return element('tr', { className: 'group' }, element('th', { scope: 'rowgroup', colspan: '5', text: row.group }));
  }
  const isDefault = row.candidate === 'default';
  const rate = row.exposures > 0 ? row.clickedDecisions / row.exposures : 0;
  return element(
    'tr',
    {},
    element('th', {
      scope: 'row',
      className: isDefault ? 'soft' : '',
      text: isDefault ? 'default content' : row.candidate,
    }),
    number(count(row.exposures), 'strong'),
    number(count(row.visitors)),
    number(count(row.clicks)),
    number(row.exposures > 0 ? share(rate) : '–'),
  );
};

const showSlots = ({ exposures }) => {
  const rows = exposures.flatMap((row, index) =>
    row.slot === exposures[index - 1]?.slot ? [row] : [{ group: row.slot }, row],
  );
  fillRows('slots-rows', rows, slotRow);
};

const showSegments = ({ segments }) => {
  const fullest = Math.max(1, ...segments.map(({ inside }) => inside));
  fillRows('segments-rows', segments, ({ segment, inside, entered, left }) =>
    element(
      'tr',
      {},
      head(segment, meter(inside / fullest)),
      number(count(inside), 'strong'),
      number(count(entered)),
      number(count(left)),
    ),
  );
};

const showNames = ({ eventsByName }) => {
  const most = Math.max(1, ...eventsByName.map((each) => each.count));
  fillRows('names-rows', eventsByName, ({ name, count: times, sessions }) =>
    element('tr', {}, head(name, meter(times / most)), number(count(times), 'strong'), number(count(sessions))),
  );
};

const showLosses = ({ deadLetters, drops }) => {
  const row = (name, times) => element('tr', {}, head(name), number(count(times), 'strong'));
  fillRows('letters-rows', deadLetters, ({ code, count: times }) => row(code, times));
  fillRows('drops-rows', drops, ({ reason, count: times }) => row(reason, times));
};

const showTraffic = ({ trafficCounts }) => {
  const { shopper, replay, bot, preview } = trafficCounts;
  const counts = { shopper, replay, all: shopper + replay + bot + preview };
  for (const badge of document.querySelectorAll('[data-count]')) setText(badge, count(counts[badge.dataset.count]));
};

/** Writes one summary into the page; what did not change is not touched. */
export const showSummary = (summary) => {
  showTraffic(summary);
  showFigures(summary);
  showFunnel(summary);
  showSlots(summary);
  showSegments(summary);
  showNames(summary);
  showLosses(summary);
};
