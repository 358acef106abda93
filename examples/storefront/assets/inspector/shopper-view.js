import { element } from './element.js';
import { sayValue } from './say.js';
import { mark, treeView } from './tree-view.js';

const journeyView = (stages, stage) => {
  const here = stages.findIndex(({ id }) => id === stage);
  return element(
    'section',
    { 'aria-labelledby': 'journey' },
    element('h3', { id: 'journey' }, 'Where you are'),
    element(
      'ol',
      { class: 'journey' },
      stages.map(({ id, title }, place) =>
        element(
          'li',
          { 'data-key': id, 'aria-current': place === here && 'step' },
          element('span', { class: 'journey__id' }, id.replace('-', ' ')),
          element('span', { class: 'journey__title' }, title),
        ),
      ),
    ),
  );
};

const segmentView = ({ id, title, isIn, tree }, { description, persona, parent } = {}) =>
  element(
    'li',
    { 'data-key': id },
    element(
      'details',
      { class: 'segment', 'data-segment': id, 'data-in': isIn },
      element('summary', {}, mark(isIn, ['You are in:', 'You are not in:']), element('span', {}, title)),
      description && element('p', {}, description),
      persona && element('p', { class: 'quiet' }, `We picture ${persona}`),
      parent && element('p', { class: 'quiet' }, 'Part of ', element('code', {}, parent)),
      treeView(tree),
    ),
  );

const segmentsView = (segments, known) => {
  const list = (of) =>
    element(
      'ul',
      { class: 'segments' },
      of.map((segment) => segmentView(segment, known[segment.id])),
    );
  const [within, without] = [segments.filter(({ isIn }) => isIn), segments.filter(({ isIn }) => !isIn)];
  return element(
    'section',
    { 'aria-labelledby': 'segments' },
    element('h3', { id: 'segments' }, 'What you are to the shop'),
    within.length > 0 ? list(within) : element('p', {}, 'Nothing in particular yet.'),
    element(
      'details',
      { class: 'others', 'data-key': 'others' },
      element('summary', {}, `${without.length} that you are not`),
      list(without),
    ),
  );
};

const scoreView = ({ id, title, description, cap }, value) =>
  element(
    'div',
    { class: 'score', 'data-score': id },
    element(
      'p',
      { class: 'score__line' },
      element('span', { id: `score-${id}` }, title),
      element('span', { class: 'score__value' }, sayValue(value ?? 0), element('span', {}, ` of ${cap}`)),
    ),
    element(
      'div',
      {
        class: 'bar',
        role: 'meter',
        'aria-valuemin': 0,
        'aria-valuemax': cap,
        'aria-valuenow': sayValue(value ?? 0),
        'aria-labelledby': `score-${id}`,
      },
      element('span', { style: `--share: ${(100 * Math.max(0, value ?? 0)) / cap}%` }),
    ),
    element('p', { class: 'quiet' }, description),
  );

const historyView = (known, history) =>
  element(
    'table',
    { class: 'numbers' },
    element('caption', {}, 'Counted from what you did'),
    element(
      'tbody',
      {},
      known.map(({ id, title }) =>
        element(
          'tr',
          { 'data-key': id, 'data-history': id },
          element('th', { scope: 'row' }, title),
          element('td', {}, sayValue(history[id])),
        ),
      ),
    ),
  );

/** Who the shop thinks this is: stage, segments, scores and counts. */
export const shopperView = ({ stage, segments, scores, history }, words) =>
  element(
    'section',
    { class: 'shopper', 'data-key': 'shopper', 'aria-labelledby': 'shopper' },
    element('h2', { id: 'shopper' }, 'You, as the shop sees you'),
    journeyView(words.stages, stage),
    element(
      'div',
      { class: 'shopper__halves' },
      segmentsView(segments, words.segments),
      element(
        'section',
        { 'aria-labelledby': 'numbers' },
        element('h3', { id: 'numbers' }, 'In numbers'),
        words.scores.map((score) => scoreView(score, scores[score.id])),
        historyView(words.history, history),
      ),
    ),
  );
