import {
  type Models,
  type Predict,
  type PublishedPlaybook,
  type SessionRecommender,
  type ShardsManifest,
  neighbourFormat,
} from '@aisle/engine';
import type { ModelReference } from '@aisle/schema';
import { loadModel, type ModelSource, type Opening } from './load-model.js';
import type { ModelHost } from './model-host.js';
import { withShards } from './with-shards.js';

/** All that could be had. */
export interface Opened {
  readonly models: Models;
  readonly predict: Predict | undefined;
}

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

const isOfNeighbours = ({ kind }: ModelReference): boolean => /^(neighbours|together|similar)$/.test(kind);
const isKnown = (reference: ModelReference): boolean =>
  isOfNeighbours(reference) || /^(popularity|propensity)$/.test(reference.kind);

/**
 * Loads what a playbook names, and the code that asks its services. Resolves when all is there or refused: what is decided by
 * half of it would stay in a slot. Rejects only when code cannot be had.
 *
 * A kind that this release does not know is left alone.
 */
export const openModels = async (playbook: PublishedPlaybook, host: ModelHost): Promise<Opened> => {
  const { models = [], recommenders, catalogue, prefetch } = playbook;
  const references = models.filter(isKnown);
  // Of what cannot be had, or read, the rest is had all the same.
  const fail = (field: string) => (cause: unknown) => void host.diagnose('plugin/failed', field, cause);
  const from = host.options.playbook;
  // Once: the page may go to another address.
  const base = new URL(typeof from === 'string' ? from : '', document.baseURI).href;
  const held = new Set<string>();
  const source: ModelSource = {
    ...host,
    base,
    async onHeld(key, cache) {
      held.add(key);
      // What other playbooks named goes when this one's set is whole, and no sooner.
      if (held.size < references.length) return;
      for (const entry of await cache.keys()) if (!held.has(new URL(entry.url).pathname)) await cache.delete(entry);
    },
  };
  // Code is asked for at once, to be there when the bytes are; that it cannot be had is heard when it is used.
  const openNeighbours = ({ url, shards }: ModelReference): Opening<SessionRecommender>['open'] => {
    const code = shards ? import('./sharded.js') : import('./neighbours.js');
    code.catch(() => null);
    return async (bytes) => {
      const loaded = await code;
      return 'createRecommender' in loaded
        ? // By their hash, before the device kept them.
          loaded.createRecommender(bytes, { itemIds: catalogue.map((item) => item.item_id), isChecked: true })
        : withShards(loaded.createShardedRecommender(jsonOf(bytes) as ShardsManifest), url, source);
    };
  };
  const open = (reference: ModelReference): Promise<unknown> => {
    // Tells apart models of one kind.
    const place = references.filter(({ kind }) => kind === reference.kind).indexOf(reference);
    return isOfNeighbours(reference)
      ? loadModel(reference, { place, format: neighbourFormat.VERSION, open: openNeighbours(reference) }, source)
      : loadModel(reference, { place, format: 1, open: jsonOf }, source);
  };
  const [remote, ...opened] = await Promise.all([
    recommenders.some(({ strategy }) => strategy === 'remote')
      ? import('./remote.js').then(({ openRemote }) => openRemote(playbook, host)).catch(fail('remote'))
      : undefined,
    ...references.map(open),
  ]);
  const foretelling = opened.filter((model, place) => model && references[place]?.kind === 'propensity');
  const refuse = (field: string): void => host.diagnose('model/stale', `propensity: ${field}`);
  if (prefetch)
    import('./prefetch.js').then(({ prefetchNext }) => prefetchNext(prefetch, host)).catch(fail('prefetch'));
  return {
    models: {
      ...Object.fromEntries(
        references.flatMap(({ kind }, place) => (opened[place] ? [[kind, opened[place]] as const] : [])),
      ),
      remote,
    },
    predict: foretelling.length > 0 ? (await import('./propensity.js')).propensity(foretelling, refuse) : undefined,
  };
};
