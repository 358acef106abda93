import { elementOf } from './element-of.js';
import type { PanelContext, PanelPart } from './panel-view.js';
import { fill, joined } from './panel-words.js';
import { noteOf, partFrame } from './part-frame.js';
import { storedInputs } from './reasons-of.js';

/** For each slot of the page why it shows what it shows, what stored inputs that rests on, and under which purpose. */
export const whyPart = ({ words }: PanelContext): PanelPart => {
  const { why, purposes } = words;
  const frame = partFrame('why', why.title);
  return {
    element: frame.element,
    show({ reasons }) {
      if (reasons.length === 0) return frame.draw(noteOf(why.none));
      const rows = reasons.map(({ label, explanation }) => {
        const inputs = storedInputs(explanation, words);
        const [purpose] = purposes.personalization;
        return elementOf(
          'li',
          null,
          elementOf('h4', null, label),
          elementOf('p', null, explanation.shopper),
          noteOf(inputs.length > 0 ? fill(why.rests, { inputs: joined(words, inputs), purpose }) : why.restsOnNothing),
        );
      });
      frame.draw(elementOf('ul', { class: 'card' }, ...rows));
    },
  };
};
