import type { Recommender } from '@aisle/schema';
import type { Context } from '../decide/decision.js';
import type { Profile } from '../profile/profile.js';
import type { Catalogue } from './catalogue.js';
import type { ItemTest } from './item-rule.js';
import type { Models } from './models.js';

/** What filters answer from. */
export interface Shopping {
  readonly profile: Profile;
  readonly context: Context;
  readonly catalogue: Catalogue;
  readonly models: Models | undefined;
  readonly query: string | undefined;
  /** The id of the item that the page is about; the catalogue may not have it. */
  readonly here: string | undefined;
}

/** What strategies answer from. */
export interface Asked extends Shopping {
  readonly recommender: Recommender;
  /** By the recommender's filters. Others are left out in the end, so a strategy need not ask. */
  readonly fits: ItemTest;
}
