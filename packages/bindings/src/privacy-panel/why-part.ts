import { elementOf } from './element-of.js';
import type { PanelContext, PanelPart, SlotReason } from './panel-view.js';
import { fill, joined, own, type PanelPurpose, type PanelWords } from './panel-words.js';
import { noteOf, partFrame } from './part-frame.js';

/** Says what stored inputs a decision rests on, and what the shopper allows for that. */
const restsOn = ({ explanation }: SlotReason, words: PanelWords): string => {
  const { why, purposes } = words;
  // Necessary is what is stored nowhere.
  const inputs = explanation.inputs.filter((input) => !input.purposes.includes('necessary'));
  if (inputs.length === 0) return why.restsOnNothing;
  const detailsOf = new Map<string, string[]>();
  for (const { fact, use, detail } of inputs) {
    const said = own(why.inputs, use) ?? own(why.inputs, fact.split('.')[0] ?? '') ?? fact;
    detailsOf.set(said, (detailsOf.get(said) ?? []).concat(detail ?? []));
  }
  const said = [...detailsOf].map(([input, details]) => (details[0] ? `${input} (${joined(words, details)})` : input));
  const needed = inputs.flatMap((input) => input.purposes.map((purpose) => purposes[purpose as PanelPurpose][0]));
  return fill(why.rests, { inputs: joined(words, said), purpose: joined(words, needed) });
};

/** For each slot of the page why it shows what it shows, what stored inputs that rests on, and under which purposes. */
export const whyPart = ({ words }: PanelContext): PanelPart => {
  const { why } = words;
  const frame = partFrame('why', words);
  return {
    ...frame,
    show({ reasons }) {
      if (reasons.length === 0) return frame.draw(noteOf(why.none));
      const rows = reasons.map((reason) =>
        elementOf(
          'li',
          null,
          elementOf('h4', null, reason.label),
          elementOf('p', null, reason.explanation.shopper),
          noteOf(restsOn(reason, words)),
        ),
      );
      frame.draw(elementOf('ul', { class: 'card' }, ...rows));
    },
  };
};
