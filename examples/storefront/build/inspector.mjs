import { englishWords, germanWords } from '@aisle/engine';

const HOLDOUT = {
  id: 'holdout',
  title: 'Does any of this help?',
  description:
    'Some shoppers see the shop as it is without personalization. They are what the others are measured against.',
  arms: [
    { id: 'holdout', title: 'Without personalization' },
    { id: 'open', title: 'With personalization' },
  ],
};

const words = (id) => id.replaceAll('-', ' ');
const sentence = (text) => text[0].toUpperCase() + text.slice(1);

/** Every level with every other, the last factor changing first: the arms of a multivariate test. */
const cellsOf = (factors) =>
  factors.reduce((cells, { levels }) => cells.flatMap((cell) => levels.map((level) => [...cell, level])), [[]]);

const armsOf = ({ variations, factors }) =>
  variations
    ? variations.map(({ id, title = sentence(words(id)) }) => ({ id, title }))
    : cellsOf(factors).map((cell) => ({ id: cell.join('_'), title: sentence(cell.map(words).join(', ')) }));

/** What the inspector says of a playbook beside what an explanation holds: titles, arms, and words in two languages. */
export const inspectorWords = (rules) => ({
  slots: rules.slots.map(({ id, title }) => ({ id, title })),
  stages: rules.journey.stages.map(({ id, title }) => ({ id, title })),
  segments: Object.fromEntries(
    rules.segments.map(({ id, description, persona, parent }) => [id, { description, persona, parent }]),
  ),
  scores: rules.scores.map(({ id, title, description, cap }) => ({ id, title, description, cap })),
  history: [...rules.aggregates, ...rules.sequences].map(({ id, title }) => ({ id, title })),
  experiments: [
    HOLDOUT,
    ...rules.experiments.map((experiment) => ({
      id: experiment.id,
      title: experiment.title,
      arms: armsOf(experiment),
    })),
  ],
  languages: { en: englishWords, de: germanWords },
});
