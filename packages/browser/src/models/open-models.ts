import {
  createRecommender,
  createShardedRecommender,
  neighbourFormat,
  type Models,
  type Predict,
  type PublishedPlaybook,
  type SessionRecommender,
  type ShardsManifest,
} from '@aisle/engine';
import type { ModelReference } from '@aisle/schema';
import { loadModel, type ModelSource } from './load-model.js';
import type { ModelHost } from './model-host.js';
import { withShards } from './with-shards.js';

/** All that could be had. */
export interface Opened {
  readonly models: Models;
  readonly predict: Predict | undefined;
}

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/**
 * Loads what a playbook names. Resolves when all is there or refused: what is decided by half of it would stay in a slot. Rejects
 * only when code cannot be had.
 *
 * A kind that this release does not know is left alone.
 */
export const openModels = async (
  { models: references = [], catalogue }: PublishedPlaybook,
  host: ModelHost,
): Promise<Opened> => {
  const { playbook } = host.options;
  // Once: the page may go to another address.
  const base = new URL(typeof playbook === 'string' ? playbook : '', document.baseURI).href;
  const source: ModelSource = { ...host, base };
  const openNeighbours =
    ({ url, shards }: ModelReference) =>
    (bytes: Uint8Array): SessionRecommender =>
      shards
        ? withShards(createShardedRecommender(jsonOf(bytes) as ShardsManifest), url, source)
        : // By their hash, before the device kept them.
          createRecommender(bytes, { itemIds: catalogue.map((item) => item.item_id), isChecked: true });
  const open = async (reference: ModelReference): Promise<unknown> => {
    const { kind } = reference;
    // Tells apart models of one kind.
    const place = references.filter((one) => one.kind === kind).indexOf(reference);
    if (/^(neighbours|together|similar)$/.test(kind))
      return loadModel(reference, { place, format: neighbourFormat.VERSION, open: openNeighbours(reference) }, source);
    if (/^(popularity|propensity)$/.test(kind)) return loadModel(reference, { place, format: 1, open: jsonOf }, source);
    return undefined;
  };
  const opened = await Promise.all(references.map(open));
  const foretelling = opened.filter((model, place) => model && references[place]?.kind === 'propensity');
  const refuse = (field: string): void => host.diagnose('model/stale', `propensity: ${field}`);
  return {
    models: Object.fromEntries(
      references.flatMap(({ kind }, place) => (opened[place] ? [[kind, opened[place]] as const] : [])),
    ),
    predict: foretelling.length > 0 ? (await import('./propensity.js')).propensity(foretelling, refuse) : undefined,
  };
};
