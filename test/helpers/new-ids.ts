/** Gives ids that are as long as real ones and can be told apart by a reader: `id-000001`, `id-000002`… */
export const createNewId = (): (() => string) => {
  let count = 0;
  return () => `id-${String((count += 1)).padStart(6, '0')}`;
};
