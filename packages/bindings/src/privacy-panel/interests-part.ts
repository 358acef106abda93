import { type Child, elementOf, switchOf } from './element-of.js';
import { bandName, currencyIn, type Interest, interestsOf, mutedIn } from './interests-of.js';
import type { PanelContext, PanelPart } from './panel-view.js';
import { fill } from './panel-words.js';
import { noteOf, partFrame } from './part-frame.js';

const KINDS = ['category', 'brand'] as const;

/** Each interest as a bar with a word; a category or brand has a switch of its own. */
export const interestsPart = ({ client, words, say }: PanelContext): PanelPart => {
  const { interests: said, language } = words;
  const frame = partFrame('interests', words);
  let muted: readonly string[] = [];
  /** In the order in which they were first seen: a row that is switched stays under the finger, whatever is forgotten of it. */
  const kindOf = new Map<string, (typeof KINDS)[number]>();

  const mute = (name: string, isUsed: boolean): void => {
    muted = isUsed ? muted.filter((other) => other !== name) : [...muted, name];
    client.record('x_traits', { muted });
    say(fill(isUsed ? said.nowUsed : said.nowMuted, { name }));
  };
  /** What was forgotten has none. */
  const barOf = (share: number): readonly Child[] => {
    if (share === 0) return [];
    const bar = elementOf('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.setProperty('--share', `${Math.round(share * 100)}%`);
    return [noteOf(said.strengths[share > 0.66 ? 0 : share > 0.33 ? 1 : 2]), bar];
  };
  const rowOf = (name: string, share: number): HTMLElement => {
    const id = `use-${name}`;
    const input = switchOf(id, (isOn) => mute(name, isOn));
    input.checked = !muted.includes(name);
    input.setAttribute('aria-label', fill(said.use, { name }));
    return elementOf(
      'li',
      { class: 'interest' },
      elementOf('label', { for: id }, name),
      ...(input.checked ? barOf(share) : [noteOf(said.muted)]),
      input,
    );
  };
  const listOf = (title: string, rows: readonly HTMLElement[]): Child =>
    rows.length > 0 &&
    elementOf('div', null, elementOf('h4', null, title), elementOf('ul', { class: 'card' }, ...rows));

  return {
    ...frame,
    show({ stored }) {
      if (!stored) {
        kindOf.clear();
        return frame.draw(noteOf(said.none));
      }
      muted = mutedIn(stored);
      const { affinity } = stored.head.profile;
      const shares = new Map<string, number>();
      const see = (kind: (typeof KINDS)[number], { name, share }: Interest): void => {
        shares.set(name, Math.max(share, shares.get(name) ?? 0));
        if (!kindOf.has(name)) kindOf.set(name, kind);
      };
      for (const kind of KINDS) for (const interest of interestsOf(affinity[kind])) see(kind, interest);
      // What was forgotten before this page came is of no kind any more.
      for (const name of muted) see('category', { name, share: 0 });
      const rowsOf = (wanted: string): readonly HTMLElement[] =>
        [...kindOf].flatMap(([name, kind]) => (kind === wanted ? [rowOf(name, shares.get(name) ?? 0)] : []));
      const writing = {
        language,
        currency: currencyIn(stored),
        above: (price: string): string => fill(said.above, { price }),
      };
      const bands = interestsOf(affinity.price).map(({ name, share }) =>
        elementOf('li', { class: 'interest' }, elementOf('span', null, bandName(name, writing)), ...barOf(share)),
      );
      frame.draw(
        noteOf(kindOf.size > 0 ? said.about : said.none),
        listOf(said.category, rowsOf('category')),
        listOf(said.brand, rowsOf('brand')),
        listOf(said.price, bands),
      );
    },
  };
};
