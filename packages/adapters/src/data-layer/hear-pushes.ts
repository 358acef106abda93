/**
 * Hears what is pushed from now on. The shop's own `push` runs first, and its answer is the answer.
 *
 * @param hear - Must not throw.
 * @returns The undo; it leaves `push` alone when another script has replaced it meanwhile.
 */
export const hearPushes = (layer: unknown[], hear: (entries: readonly unknown[]) => void): (() => void) => {
  const own = layer.push;
  const inherited = !Object.hasOwn(layer, 'push');
  const wrapped: typeof own = (...entries) => {
    const result = own.apply(layer, entries);
    hear(entries);
    return result;
  };
  layer.push = wrapped;
  return () => {
    if (layer.push !== wrapped) return;
    if (inherited) delete (layer as { push?: unknown }).push;
    else layer.push = own;
  };
};
