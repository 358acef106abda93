import { element } from './element.js';

const WORDS = {
  pending: {
    title: 'The shop does not know you yet.',
    text: 'You have not answered its question, so it has looked at nothing and kept nothing: you see what everybody sees. Say yes to “Functional”, look around, and come back. Then there is something to explain.',
    button: 'Answer now',
  },
  denied: {
    title: 'You said no, and that is that.',
    text: 'The shop keeps nothing about you, on this device or anywhere else. Below is what everybody sees. Should you change your mind, this page will show you what came of it.',
    button: 'Change my answer',
  },
};

/** A kind word to a shopper of whom nothing is kept. */
export const consentView = (answer) => {
  const { title, text, button } = WORDS[answer] ?? WORDS.pending;
  return element(
    'section',
    { class: 'unknown', 'data-key': 'unknown', 'data-consent': answer },
    element('h2', {}, title),
    element('p', {}, text),
    element('button', { type: 'button', class: 'button', 'data-settings': true }, button),
  );
};
