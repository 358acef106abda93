import type { Playbook } from '@aisle/schema';

export const experimentsPlaybook: Playbook = {
  v: 1,
  version: 'arms-1',
  experiments: [
    { id: 'headline', variations: [{ id: 'control' }, { id: 'bold' }], version: 3 },
    { id: 'free-shipping', variations: [{ id: 'no' }, { id: 'yes' }] },
    { id: 'left', variations: [{ id: 'a' }, { id: 'b' }], namespace: { id: 'line', from: 0, to: 0.5 } },
    { id: 'right', variations: [{ id: 'a' }, { id: 'b' }], namespace: { id: 'line', from: 0.5, to: 1 } },
    { id: 'nobody', variations: [{ id: 'a' }, { id: 'b' }], coverage: 0 },
    { id: 'not-here', variations: [{ id: 'a' }, { id: 'b' }], when: { 'page.path': '/elsewhere' } },
  ],
  slots: [
    {
      id: 'hero',
      swap: 'before-paint',
      candidates: [
        { id: 'as-it-is', experiment: { id: 'headline', variation: 'control' } },
        { id: 'shout', content: { title: 'Bold' }, experiment: { id: 'headline', variation: 'bold' } },
      ],
    },
  ],
};

/** The same shop, in which half of the shoppers are held out of everything. */
export const heldOutPlaybook: Playbook = { ...experimentsPlaybook, version: 'arms-held-out', holdout: { share: 0.5 } };

/** The same experiment after its weights were changed: from now on everybody gets the control. */
export const reweighedPlaybook: Playbook = {
  ...experimentsPlaybook,
  version: 'arms-reweighed',
  experiments: experimentsPlaybook.experiments?.map((one) =>
    one.id === 'headline' ? { ...one, weights: [1, 0] } : one,
  ),
};

const slot = (id: string): string =>
  `<section data-aisle-slot="${id}" style="min-height:200px"><p>Default ${id}</p><template><h2 data-aisle-text="title"></h2></template></section>`;
export const body = `${slot('hero')}<a href="#x">Away</a>`;
