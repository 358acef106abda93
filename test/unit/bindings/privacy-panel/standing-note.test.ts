import { englishPanelWords as words } from '@aisle/bindings';
import type { Answers, Consent } from '@aisle/browser';
import { expect, it } from 'vitest';
import { standingNote } from '../../../../packages/bindings/src/privacy-panel/standing-note.js';

const noteOf = (state: Consent['measurement'], sources: Readonly<Record<string, Answers | null>>): string =>
  standingNote(
    words,
    { necessary: 'granted', personalization: state, measurement: state, marketing: state, sharing: state, sources },
    'measurement',
  );
const YES: Answers = { measurement: 'granted' };
const NO: Answers = { measurement: 'denied' };

it('says nothing where the switch says it all', () => {
  expect(noteOf('granted', { api: YES, klaro: YES })).toBe('');
  expect(noteOf('denied', { api: NO, klaro: YES })).toBe('');
});

it('names every source that is stricter than the switch, each once', () => {
  expect(noteOf('denied', { api: YES, klaro: NO })).toContain('the shop’s cookie banner said no');
  expect(noteOf('denied', { api: YES, klaro: NO, tcf: NO, 'other-tab': NO })).toContain(
    'Off: the shop’s cookie banner and another tab of this shop said no',
  );
});

it('B17: takes a no that nobody said for the browser’s signal', () => {
  expect(noteOf('denied', { api: YES, klaro: {} })).toContain('your browser’s privacy signal');
});

it('says whose answer is awaited, once the shopper said yes here', () => {
  expect(noteOf('pending', { api: YES, klaro: null })).toBe(
    'Off until there is an answer from the shop’s cookie banner, too.',
  );
  expect(noteOf('pending', { api: {}, klaro: null })).toBe('Not answered yet.');
});

it('B20: says that an old answer counts no more', () => {
  expect(noteOf('pending', { api: YES })).toBe('Your earlier answer has run out. Please answer again.');
});

it('B19: says what is on without an answer', () => {
  expect(noteOf('granted', { klaro: null })).toContain('On without your answer');
});

it('S15: takes no answer from Object.prototype', () => {
  const polluted = Object.create({ measurement: 'granted' }) as Answers;
  expect(noteOf('pending', { klaro: polluted })).toBe('Not answered yet.');
});
