import { element } from './element.js';
import { REASONS } from './say.js';

const isPreview = (assignment) => assignment?.reason === 'forced' || assignment?.reason === 'preview';

const armLine = (assignment, arms) => {
  const { variation = null, reason = 'no-experiment' } = assignment ?? {};
  const arm = arms.find(({ id }) => id === variation)?.title ?? 'No arm';
  return element(
    'p',
    { class: 'test__arm', 'data-arm': variation ?? '', 'data-reason': reason },
    element('strong', {}, arm),
    element('span', { class: 'quiet' }, `: ${REASONS[reason] ?? reason}`),
  );
};

const choice = ({ id, arms }, forced) =>
  element(
    'label',
    { class: 'test__choice' },
    element('span', {}, 'Look at'),
    element(
      'select',
      { 'data-force': id, 'aria-describedby': `test-${id}-note` },
      element('option', { value: '', selected: !forced }, 'what chance gave me'),
      arms.map((arm) => element('option', { value: arm.id, selected: forced === arm.id }, arm.title)),
    ),
  );

/** The home page with every arm that is looked at now. */
const previewAddress = (assignments, tests) => {
  const previews = tests.flatMap(({ id, arms }) => {
    const assignment = assignments.find(({ experiment }) => experiment === id);
    return isPreview(assignment) ? [`${id}=${arms.findIndex((arm) => arm.id === assignment.variation)}`] : [];
  });
  return `/?${previews.join('&')}`;
};

const testView = (test, assignment, address) => {
  const { id, title, description, arms } = test;
  const previewed = isPreview(assignment) && assignment.variation;
  return element(
    'li',
    { class: 'test', 'data-key': id, 'data-test': id },
    element('h3', {}, title),
    description && element('p', {}, description),
    armLine(assignment, arms),
    choice(test, previewed),
    element(
      'p',
      { class: 'quiet', id: `test-${id}-note` },
      previewed ? 'A preview: nothing that you see this way is counted. ' : 'Looking at an arm is never counted.',
      previewed && element('a', { href: address }, 'See it on the home page'),
    ),
  );
};

/** Every test, the arm of this shopper, and a way to look at the others. */
export const testsView = (experiments, words) =>
  element(
    'section',
    { 'data-key': 'tests', 'aria-labelledby': 'tests' },
    element('h2', { id: 'tests' }, 'Tests you may be part of'),
    element(
      'ul',
      { class: 'tests' },
      words.experiments.map((test) =>
        testView(
          test,
          experiments.find(({ experiment }) => experiment === test.id),
          previewAddress(experiments, words.experiments),
        ),
      ),
    ),
  );
