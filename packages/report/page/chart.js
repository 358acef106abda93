import { fillRows, element, setText } from './element.js';
import { count, counted, fullTime, shortCount, tick } from './format.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROOM = { top: 8, bottom: 24, left: 40 };
const STEPS = [1, 2, 5];

const draw = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

/** The smallest round step that reaches the highest bar in at most four lines. */
const stepFor = (highest) => {
  for (let power = 1; ; power *= 10) {
    const step = STEPS.find((each) => each * power * 4 >= highest);
    if (step) return step * power;
  }
};

const gridOf = ({ step, lines, yOf, width }) =>
  Array.from({ length: lines + 1 }, (_, line) => {
    const y = yOf(line * step);
    return [
      draw('line', { x1: ROOM.left, x2: width, y1: y, y2: y }),
      draw('text', { x: ROOM.left - 8, y: y + 4, 'text-anchor': 'end' }, shortCount(line * step)),
    ];
  }).flat();

const ticksOf = ({ points, bucketMs, xOf, width, height }) => {
  const wanted = Math.max(2, Math.floor((width - ROOM.left) / 110));
  const every = Math.max(1, Math.ceil(points.length / wanted));
  const windowMs = points.length * bucketMs;
  return points.flatMap(({ atMs }, index) =>
    index % every === 0 && xOf(index) < width - 40
      ? [draw('text', { x: xOf(index), y: height - 4 }, tick(atMs, windowMs))]
      : [],
  );
};

const BUCKET_NAMES = new Map([
  [60_000, 'minute'],
  [300_000, '5 minutes'],
  [900_000, '15 minutes'],
  [3_600_000, 'hour'],
  [10_800_000, '3 hours'],
  [21_600_000, '6 hours'],
  [86_400_000, 'day'],
]);

/** Draws events over time as bars; the numbers stand in the table under it. */
export const createChart = (holder) => {
  let series = { bucketMs: 60_000, points: [] };
  let drawn = '';

  const summarise = () => {
    const total = series.points.reduce((sum, { events }) => sum + events, 0);
    const highest = series.points.reduce((best, point) => (point.events > best.events ? point : best), { events: 0 });
    const unit = BUCKET_NAMES.get(series.bucketMs) ?? 'week';
    if (total === 0) return 'No events';
    return `Per ${unit}. Most: ${count(highest.events)} at ${fullTime(highest.atMs)}`;
  };

  const paint = () => {
    const { width, height } = holder.getBoundingClientRect();
    const signature = JSON.stringify([width, series]);
    if (signature === drawn || width === 0) return;
    drawn = signature;
    const { points, bucketMs } = series;
    const step = stepFor(Math.max(4, ...points.map(({ events }) => events)));
    const lines = Math.max(1, Math.ceil(Math.max(1, ...points.map(({ events }) => events)) / step));
    const yOf = (events) => height - ROOM.bottom - (events / (step * lines)) * (height - ROOM.top - ROOM.bottom);
    const slot = (width - ROOM.left) / Math.max(1, points.length);
    const xOf = (index) => ROOM.left + index * slot;
    const bars = points.map(({ events }, index) => {
      const top = events > 0 ? Math.min(yOf(events), yOf(0) - 2) : yOf(0);
      const size = { x: xOf(index) + slot * 0.14, width: slot * 0.72, y: top, height: yOf(0) - top };
      return draw('rect', { class: 'bar', rx: Math.min(3, slot * 0.25), ...size });
    });
    const picture = draw('svg', { role: 'img', 'aria-labelledby': 'series-title series-readout' });
    picture.append(
      ...gridOf({ step, lines, yOf, width }),
      ...bars,
      ...ticksOf({ points, bucketMs, xOf, width, height }),
    );
    picture.addEventListener('pointermove', ({ offsetX }) => {
      const index = Math.floor((offsetX - ROOM.left) / slot);
      bars.forEach((bar, each) => bar.classList.toggle('pointed', each === index));
      const point = points[index];
      setText('series-readout', point ? `${fullTime(point.atMs)}: ${counted(point.events, 'event')}` : summarise());
    });
    picture.addEventListener('pointerleave', () => {
      bars.forEach((bar) => bar.classList.remove('pointed'));
      setText('series-readout', summarise());
    });
    const isPointed = holder.querySelector('.pointed') !== null;
    holder.replaceChildren(picture);
    if (!isPointed) setText('series-readout', summarise());
  };

  new ResizeObserver(paint).observe(holder);
  return (next) => {
    series = next;
    paint();
    const filled = next.points.filter(({ events }) => events > 0).toReversed();
    fillRows('series-rows', filled, ({ atMs, events }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row', text: fullTime(atMs) }),
        element('td', { className: 'number', text: count(events) }),
      ),
    );
  };
};
