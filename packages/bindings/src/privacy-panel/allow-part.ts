import { buttonOf, elementOf, switchOf } from './element-of.js';
import { type Choice, type PanelContext, type PanelPart, type PanelView, PANEL_PURPOSES } from './panel-view.js';
import { fill } from './panel-words.js';
import { partFrame } from './part-frame.js';
import { standingNote } from './standing-note.js';

/** A switch a purpose, each as easy to take back as to give, and one button that takes all of them back. */
export const allowPart = (context: PanelContext): PanelPart => {
  const { client, words, say, onChoice } = context;
  const frame = partFrame('allow', words);

  const choose = (choice: Choice): void => {
    client.consent.set(choice);
    onChoice(choice);
  };
  const rows = PANEL_PURPOSES.map((purpose) => {
    const [name, sentence] = words.purposes[purpose];
    const note = elementOf('p', { class: 'note', id: `${purpose}-note` });
    const input = switchOf(purpose, (isOn) => {
      choose({ [purpose]: isOn ? 'granted' : 'denied' });
      // Not what was clicked, but what holds: another source may be stricter.
      const standing = client.consent.get();
      show(standing);
      const state = standing[purpose] === 'granted' ? words.allow.on : words.allow.off;
      say([fill(state, { purpose: name }), isOn ? note.textContent : ''].join(' '));
      void context.refresh();
    });
    input.setAttribute('aria-describedby', `${purpose}-about ${purpose}-note`);
    const element = elementOf(
      'li',
      { class: 'row' },
      elementOf(
        'div',
        null,
        elementOf('label', { class: 'name', for: purpose }, name),
        elementOf('p', { class: 'quiet', id: `${purpose}-about` }, sentence),
        note,
      ),
      input,
    );
    return { purpose, element, note, input };
  });
  const withdraw = buttonOf(words.allow.withdraw, 'plain', () => {
    const all: Choice = Object.fromEntries(PANEL_PURPOSES.map((purpose) => [purpose, 'denied']));
    const withdrawn = client.consent.withdraw();
    onChoice(all);
    show(client.consent.get());
    void withdrawn.then(async () => {
      say(words.allow.withdrawn);
      await context.refresh();
    });
  });

  const show = (standing: PanelView['standing']): void => {
    for (const { purpose, note, input } of rows) {
      input.checked = standing[purpose] === 'granted';
      note.textContent = standingNote(words, standing, purpose);
    }
  };
  frame.draw(elementOf('ul', { class: 'card' }, ...rows.map(({ element }) => element)), withdraw);
  return { ...frame, show: ({ standing }) => show(standing) };
};
