import { element } from './element.js';
import { GATES, OUTCOMES } from './say.js';
import { treeView } from './tree-view.js';

const isEverybody = ({ kind, parts }) => kind === 'all' && parts.length === 0;

const gateView = ({ outcome, tree }) =>
  element('li', { class: 'gate' }, element('p', { class: 'gate__name' }, GATES[outcome] ?? outcome), treeView(tree));

const candidateView = ({ id, title, outcome, gates }) => {
  const asked = gates.filter(({ tree }) => !isEverybody(tree));
  return element(
    'li',
    { 'data-key': id },
    element(
      'details',
      { class: 'candidate', 'data-outcome': outcome },
      element(
        'summary',
        {},
        element('span', { class: 'candidate__title' }, title),
        element('span', { class: 'pill' }, OUTCOMES[outcome] ?? outcome),
      ),
      element('p', { class: 'quiet' }, element('code', {}, id)),
      asked.length > 0
        ? element('ul', { class: 'gates' }, asked.map(gateView))
        : element('p', {}, 'It asks for nothing.'),
    ),
  );
};

const becauseOf = ({ item_id }, because) => {
  if (because === item_id) return 'You looked at it';
  return because ? `You looked at ${because}` : 'Many people buy it';
};

const itemView = ({ item, because }) =>
  element(
    'li',
    {},
    element('img', { src: item.x_image, alt: '', width: 400, height: 400 }),
    element('span', {}, item.item_name, element('span', { class: 'quiet' }, becauseOf(item, because))),
  );

const shownView = ({ candidate, content, items }, saysOwn) => {
  if (candidate === null) return element('p', { class: 'shown shown--own' }, saysOwn);
  return element(
    'div',
    { class: 'shown' },
    content.image && element('img', { class: 'shown__scene', src: content.image, alt: '', width: 960, height: 720 }),
    element(
      'div',
      {},
      content.kicker && element('p', { class: 'shown__kicker' }, content.kicker),
      element('p', { class: 'shown__title', 'data-shown': true }, content.title),
      content.cta && element('p', { class: 'quiet' }, `Button: ${content.cta}`),
      items.length > 0 && element('ul', { class: 'shown__items' }, items.map(itemView)),
    ),
  );
};

const inputView = ({ fact, detail, purposes }) =>
  element(
    'li',
    {},
    element('code', {}, fact),
    `${detail ? ` (${detail})` : ''}, allowed for ${purposes.join(' and ')}`,
  );

/** What page, device and clock say is stored nowhere. */
const inputsView = (inputs) => {
  const stored = inputs.filter(({ purposes }) => !purposes.includes('necessary'));
  return stored.length > 0
    ? element('ul', { class: 'quiet', 'data-inputs': true }, stored.map(inputView))
    : element('p', { class: 'quiet', 'data-inputs': true }, 'Nothing that is stored about you led to it.');
};

const ownWords = ({ trace }) =>
  trace.some(({ outcome }) => outcome === 'chosen')
    ? 'The page’s own content. It is this arm of the test.'
    : 'The page’s own content, as everybody sees it.';

/** One slot: what it shows, why in a shopper's words, and what became of every candidate. */
export const slotView = ({ slot, explanation, german }) => {
  const { decision, candidates, shopper, inputs } = explanation;
  return element(
    'article',
    { class: 'slot', 'data-key': slot.id, 'data-slot': slot.id, 'aria-labelledby': `slot-${slot.id}` },
    element(
      'div',
      {},
      element('h3', { id: `slot-${slot.id}` }, slot.title),
      decision.preview &&
        element('p', { class: 'slot__preview' }, element('span', { class: 'pill' }, 'Preview, not counted')),
      shownView(decision, ownWords(decision)),
      element('p', { class: 'slot__why', 'data-why': 'en' }, shopper),
      element('p', { class: 'slot__why slot__why--other', lang: 'de', 'data-why': 'de' }, german),
      inputsView(inputs),
      element(
        'button',
        { type: 'button', class: 'plain', 'data-copy': slot.id },
        'Copy for a developer',
        element('span', { class: 'unseen' }, `: ${slot.title}`),
      ),
    ),
    element(
      'div',
      {},
      element(
        'h4',
        {},
        `${candidates.length === 1 ? 'One candidate' : `${candidates.length} candidates`}, in the order they were asked`,
      ),
      element('ol', { class: 'candidates' }, candidates.map(candidateView)),
    ),
  );
};
