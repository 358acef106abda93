import type { ModelManifest } from '@aisle/schema';
import { counted } from '../counted.js';

const numberIn = (of: object, name: string): number | null => {
  const value: unknown = Reflect.get(of, name);
  return typeof value === 'number' ? value : null;
};

const sizeOf = (manifest: ModelManifest): string => {
  const table = numberIn(manifest, 'tableBytes');
  const names = table === null ? '' : `, ${counted(manifest.bytes - table)} of them the names of items`;
  return `${counted(manifest.bytes)} bytes${names}`;
};

const rankingOf = (metrics: object): string | null => {
  const [k, sessions, hitRate] = ['k', 'sessions', 'hitRate'].map((name) => numberIn(metrics, name));
  if (k == null || sessions == null || hitRate == null) return null;
  const reciprocal = (numberIn(metrics, 'meanReciprocalRank') ?? 0).toFixed(3);
  return (
    `on the last ${counted(sessions)} sessions, held back, what came next is among the first ${k} ` +
    `${(hitRate * 100).toFixed(1)} times of 100 (MRR ${reciprocal})`
  );
};

const predictionOf = (metrics: object): string => {
  const [examples, auc, brier, base] = ['examples', 'auc', 'brier', 'baseBrier'].map((name) => numberIn(metrics, name));
  return (
    `on ${counted(examples ?? 0)} moments of the last days, held back, AUC ${auc?.toFixed(3) ?? '-'}, ` +
    `Brier ${brier?.toFixed(4) ?? '-'} (saying the same to everybody: ${base?.toFixed(4) ?? '-'})`
  );
};

/** Says in a line what a model weighs and how good it is. */
export const saidOf = (manifest: ModelManifest): string => {
  const { metrics } = manifest;
  const quality = metrics === null ? 'too few sessions to hold some back and measure' : null;
  return `${sizeOf(manifest)}; ${quality ?? rankingOf(metrics ?? {}) ?? predictionOf(metrics ?? {})}.`;
};
