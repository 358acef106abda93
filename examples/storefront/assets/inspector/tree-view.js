import { element } from './element.js';
import { sayTest, sayValue } from './say.js';

const GROUPS = { all: 'All of', any: 'At least one of', none: 'None of' };

/** A tick or a cross, and the same in words. */
export const mark = (holds, [yes, no] = ['Holds:', 'Does not hold:']) =>
  element(
    'span',
    { class: holds ? 'mark mark--yes' : 'mark' },
    element('span', { 'aria-hidden': 'true' }, holds ? '✓' : '✗'),
    element('span', { class: 'unseen' }, holds ? yes : no),
  );

const checkView = ({ holds, fact, ...test }) =>
  element(
    'li',
    { class: 'check' },
    mark(holds),
    element(
      'span',
      { class: 'check__words' },
      element('code', {}, fact || 'it'),
      ` ${sayTest(test)} `,
      element('span', { class: 'check__seen' }, `saw ${sayValue(test.seen)}`),
    ),
  );

const partView = (tree) =>
  tree.kind === 'check'
    ? checkView(tree)
    : element(
        'li',
        { class: 'check' },
        mark(tree.holds),
        element('div', { class: 'check__words' }, GROUPS[tree.kind], listOf(tree.parts)),
      );

const listOf = (parts) => element('ul', { class: 'tree' }, parts.map(partView));

/** What was asked, each question with the value that was seen. */
export const treeView = (tree) => {
  if (tree.kind === 'check') return listOf([tree]);
  if (tree.kind === 'all') return tree.parts.length === 0 ? element('p', {}, 'Everybody.') : listOf(tree.parts);
  return listOf([tree]);
};
