import type { ConsentRecord } from '@aisle/browser';
import { elementOf } from './element-of.js';
import { PANEL_PURPOSES, type PanelContext, type PanelPart } from './panel-view.js';
import { fill, joined, type PanelWords } from './panel-words.js';
import { noteOf, partFrame } from './part-frame.js';
import { sourceName } from './standing-note.js';

const STATES = ['granted', 'denied', 'pending'] as const;

/** What changed with a record, and who said so. */
const sentencesOf = (
  { before, after, sources, gpc, policyVersion }: ConsentRecord,
  words: PanelWords,
): readonly string[] => {
  const { history, purposes } = words;
  const changed = (state: (typeof STATES)[number]): string => {
    const names = PANEL_PURPOSES.filter((purpose) => after[purpose] === state && before?.[purpose] !== state);
    // Open is where everybody begins.
    if (names.length === 0 || (state === 'pending' && !before)) return '';
    return fill(history[state], {
      purposes: joined(
        words,
        names.map((name) => purposes[name][0]),
      ),
    });
  };
  const who = Object.keys(sources)
    .map((name) => (name === 'api' ? history.own : sourceName(words, name)))
    .concat(gpc ? [words.sources.signal] : []);
  return [
    ...STATES.map(changed),
    fill(history.by, { who: who.length > 0 ? joined(words, who) : history.silence }),
    policyVersion ? fill(history.policy, { version: policyVersion }) : '',
  ].filter(Boolean);
};

/** Every answer that is proven on this device: when, what, by whom. The newest first. */
export const historyPart = ({ words }: PanelContext): PanelPart => {
  const frame = partFrame('history', words);
  return {
    ...frame,
    show({ stored }) {
      const records = stored?.records ?? [];
      if (records.length === 0) return frame.draw(noteOf(words.history.none));
      const rows = records.toReversed().map((record) => {
        const at = new Date(record.atMs);
        const said = at.toLocaleString(words.language, { dateStyle: 'long', timeStyle: 'short' });
        const time = elementOf('time', { datetime: at.toISOString() }, said);
        return elementOf('li', { class: 'record' }, time, noteOf(sentencesOf(record, words).join(' ')));
      });
      frame.draw(elementOf('ol', null, ...rows));
    },
  };
};
