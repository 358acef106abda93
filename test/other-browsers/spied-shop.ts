import type { Playbook } from '@aisle/schema';
import { shopPage } from '../helpers/shop-server.js';
import { TOUCH_SCRIPT } from '../helpers/touch.js';

export const PLAYBOOK = '/v1/sites/demo/playbook.json';

/** Something to decide without a history, and something that wants one. */
export const playbook: Playbook = {
  v: 1,
  version: 'other-browsers-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  experiments: [{ id: 'colour', variations: [{ id: 'red' }, { id: 'blue' }] }],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [
    {
      id: 'hero',
      swap: 'within-budget',
      candidates: [
        { id: 'again', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'Again' } },
        { id: 'hello', content: { title: 'Hello' } },
      ],
    },
  ],
};

const body = `<button>Buy</button><div style="height:3000px"></div>
<section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>`;

/** A page whose first script is the spy, so that nobody is there before it. */
export const spiedPage = (attributes: string): string =>
  shopPage({ attributes: `${attributes} data-playbook="${PLAYBOOK}"`, head: `<script>${TOUCH_SCRIPT}</script>`, body });

/** A page of the same shop without Aisle. */
export const BARE_PAGE =
  '<!doctype html><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,"><button>Buy</button>';
