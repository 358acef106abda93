import type { PublishedPlaybook } from '@aisle/engine';
import type { ModelHost } from './model-host.js';
import type { Opened } from './open-models.js';

/** A page's models. */
export interface ModelLoader {
  /** What a slot shows in the meantime it keeps: so a page waits for what it needs, but not for long. */
  readonly ready: Promise<unknown> | undefined;
  /** Undefined until all is there, and for who is not known here. */
  learned(): Opened | undefined;
}

/** A shopper may have looked at a slot's default content for so long that another would disturb. */
const PATIENCE_MS = 400;

/**
 * Loads a playbook's models, files of the shop, and what asks its services, when the shopper is known here and no sooner. Who
 * withdraws is recommended nothing by them.
 *
 * @param parts - Code that is on its way, too.
 */
export const createModelLoader = (
  playbook: PublishedPlaybook,
  host: ModelHost,
  parts: readonly Promise<unknown>[],
): ModelLoader => {
  let loading: Promise<void> | undefined;
  let known: Opened | undefined;
  /** When it came, slots are decided anew. */
  const comes = (what: string, part: Promise<unknown>): Promise<void> =>
    part.then(
      () => host.changed(),
      (cause: unknown) => host.diagnose('plugin/failed', what, cause),
    );
  const load = async (): Promise<void> => {
    const { openModels } = await import('./open-models.js');
    known = await openModels(playbook, host);
  };
  const learned = (): Opened | undefined => {
    if (host.personalization() !== 'granted') return undefined;
    if (playbook.models) loading ??= comes('models', load());
    return known;
  };
  learned();
  const coming = [...parts.map((part) => comes('recommenders', part)), ...(loading ? [loading] : [])];
  return {
    learned,
    ready: coming[0] && Promise.race([Promise.all(coming), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]),
  };
};
