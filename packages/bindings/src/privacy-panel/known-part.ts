import { elementOf } from './element-of.js';
import type { PanelContext, PanelPart, PanelView, Stored } from './panel-view.js';
import { fill } from './panel-words.js';
import { noteOf, partFrame } from './part-frame.js';

const DAY_MS = 86_400_000;

const titlesOf = ({ reasons }: PanelView, ids: readonly string[]): readonly string[] => {
  const segments = reasons[0]?.explanation.segments ?? [];
  return ids.map((id) => segments.find((segment) => segment.id === id)?.title ?? id);
};

/** Numbers of what lies on the device, each with what stands behind it, and how long it is kept. */
export const knownPart = ({ words, retentionDays }: PanelContext): PanelPart => {
  const { known, language } = words;
  const frame = partFrame('known', words);

  const linesOf = (view: PanelView, { head: { profile, segments } }: Stored): readonly Node[] => {
    const line = (term: string, values: readonly string[]): readonly Node[] =>
      values.length > 0 ? [elementOf('dt', null, term), ...values.map((value) => elementOf('dd', null, value))] : [];
    return [
      ...line(
        known.products,
        profile.recents.map(({ itemId, categories }) => [itemId, ...categories.slice(-1)].join(' · ')),
      ),
      ...line(
        known.cart,
        profile.cart.lines.map(({ itemId, quantity }) => `${quantity} × ${itemId}`),
      ),
      ...line(known.orders, profile.orders.transactionIds),
      ...line(known.segments, titlesOf(view, segments)),
      ...line(
        known.experiments,
        Object.entries(profile.assigned).map(([id, [arm]]) => `${id}: ${arm}`),
      ),
    ];
  };
  // The same one each time: it stays open when it was opened.
  const list = elementOf('dl', { class: 'quiet lines' });
  const details = elementOf('details', null, elementOf('summary', { id: 'more-known' }, known.more), list);

  return {
    ...frame,
    show(view) {
      const { stored } = view;
      if (!stored) return frame.draw(noteOf(known.nothing));
      const { head, outbox } = stored;
      const { profile } = head;
      const { category, brand, price } = profile.affinity;
      const numbers: readonly (readonly [label: string, count: number])[] = [
        [known.visits, profile.visits],
        [known.products, profile.recents.length],
        [known.interests, [category, brand, price].flatMap(Object.keys).length],
        [known.cart, profile.cart.lines.reduce((sum, { quantity }) => sum + quantity, 0)],
        [known.orders, profile.orders.count],
        [known.segments, head.segments.length],
        [known.experiments, Object.keys(profile.assigned).length],
        [known.waiting, outbox.length],
      ];
      const tiles = numbers.map(([label, count]) =>
        elementOf(
          'div',
          { class: 'tile' },
          elementOf('dt', null, label),
          elementOf('dd', null, count.toLocaleString(language)),
        ),
      );
      const lines = linesOf(view, stored);
      list.replaceChildren(...lines);
      const lastAtMs = profile.lastAtMs ?? head.session?.lastAtMs ?? Date.now();
      const keeping = fill(known.keeping, {
        days: retentionDays.toLocaleString(language),
        date: new Date(lastAtMs + retentionDays * DAY_MS).toLocaleDateString(language, { dateStyle: 'long' }),
      });
      frame.draw(
        elementOf('dl', { class: 'card tiles' }, ...tiles),
        lines.length > 0 && details,
        noteOf(keeping),
        outbox.length > 0 && noteOf(known.sends),
      );
    },
  };
};
