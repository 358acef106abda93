import { type Predict, type PublishedPlaybook, type Recommend, recommenders } from '@aisle/engine';
import type { ModelHost } from './model-host.js';

/** What recommends and foretells with all models that could be had. */
export interface Learned {
  readonly recommend: Recommend;
  readonly predict: Predict | undefined;
}

/** A page's models. */
export interface ModelLoader {
  /** What a slot shows in the meantime it keeps: so a page waits for its models, but not for long. */
  readonly ready: Promise<unknown> | undefined;
  /** Undefined until all is there, and for who is not known here. */
  learned(): Learned | undefined;
}

/** A shopper may have looked at a slot's default content for so long that another would disturb. */
const PATIENCE_MS = 400;

/**
 * Loads a playbook's models, files of the shop, when the shopper is known here and no sooner. Who withdraws is recommended nothing
 * by models.
 */
export const createModelLoader = (playbook: PublishedPlaybook, host: ModelHost): ModelLoader => {
  let loading: Promise<void> | undefined;
  let known: Learned | undefined;
  const load = async (): Promise<void> => {
    try {
      const { openModels } = await import('./open-models.js');
      const { models, predict } = await openModels(playbook, host);
      known = { recommend: recommenders(playbook, models), predict };
      host.changed();
    } catch (cause) {
      host.diagnose('plugin/failed', 'models', cause);
    }
  };
  const learned = (): Learned | undefined => {
    if (host.personalization() !== 'granted') return undefined;
    if (playbook.models) loading ??= load();
    return known;
  };
  learned();
  return {
    learned,
    ready: loading && Promise.race([loading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]),
  };
};
