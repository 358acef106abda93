import { buttonOf, elementOf } from './element-of.js';
import type { PanelContext, PanelPart } from './panel-view.js';
import { partFrame } from './part-frame.js';

/** Long enough for a browser to have begun the download. */
const RELEASE_MS = 10_000;

const saveAsFile = (text: string): void => {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const date = new Date().toISOString().slice(0, 10);
  elementOf('a', { href, download: `${location.hostname}-${date}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(href), RELEASE_MS);
};

/** What the law gives a shopper: a copy of all that is stored, and its end. */
export const rightsPart = ({ client, words, say, refresh }: PanelContext): PanelPart => {
  const { rights } = words;
  const frame = partFrame('rights', words);

  const download = async (): Promise<void> => {
    const stored = await client.privacy.export();
    if (stored) saveAsFile(JSON.stringify(stored, null, 2));
    say(rights[stored ? 'downloaded' : 'nothing']);
  };
  const erase = async (): Promise<void> => {
    offer();
    opener.focus();
    say(rights[await client.privacy.erase()]);
    await refresh();
  };
  const opener = buttonOf(rights.erase, 'plain', () => ask());
  const offer = (): void =>
    frame.draw(
      elementOf(
        'div',
        { class: 'actions' },
        buttonOf(rights.download, 'plain', () => void download()),
        opener,
      ),
    );
  /** The harmless answer has the focus. */
  const ask = (): void => {
    const no = buttonOf(rights.no, 'plain', () => {
      offer();
      opener.focus();
    });
    const yes = buttonOf(rights.yes, 'danger', () => void erase());
    no.setAttribute('aria-describedby', 'sure');
    frame.draw(
      elementOf(
        'div',
        { class: 'card question', role: 'group', 'aria-labelledby': 'sure' },
        elementOf('p', { id: 'sure' }, rights.sure),
        elementOf('div', { class: 'actions' }, no, yes),
      ),
    );
    no.focus();
  };
  offer();
  return { ...frame, show: () => undefined };
};
