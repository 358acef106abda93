import type { PublishedPlaybook } from '@aisle/engine';
import type { ModelHost } from './model-host.js';
import type { Opened } from './open-models.js';

/** A page's models. */
export interface ModelLoader {
  /** What a slot shows in the meantime it keeps: so a page waits for its models, but not for long. */
  readonly ready: Promise<unknown> | undefined;
  /** Undefined until all is there, and for who is not known here. */
  learned(): Opened | undefined;
}

/** A shopper may have looked at a slot's default content for so long that another would disturb. */
const PATIENCE_MS = 400;

/**
 * Loads a playbook's models, files of the shop, and what asks its services, when the shopper is known here and no sooner. Who
 * withdraws is recommended nothing by them.
 */
export const createModelLoader = (playbook: PublishedPlaybook, host: ModelHost): ModelLoader => {
  let loading: Promise<void> | undefined;
  let known: Opened | undefined;
  const load = async (): Promise<void> => {
    try {
      const { openModels } = await import('./open-models.js');
      known = await openModels(playbook, host);
      host.changed();
    } catch (cause) {
      host.diagnose('plugin/failed', 'models', cause);
    }
  };
  const learned = (): Opened | undefined => {
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
