import { measureCold, measureOrders, type SessionEvent } from '@aisle/trainer';
import { counted } from '../counted.js';
import { readCatalogue } from '../train/catalogue-items.js';

/** What the other models are measured on. */
export interface OtherModels {
  readonly training: readonly (readonly SessionEvent[])[];
  readonly tests: readonly (readonly SessionEvent[])[];
  readonly k: number;
  /** Where the catalogue is, when there is one. */
  readonly catalogue?: string | undefined;
}

const share = (value: number): string => value.toFixed(4);

const saidOfOrders = ({ training, tests, k }: OtherModels): readonly string[] => {
  const measured = measureOrders({ training, tests, k });
  const [first] = measured;
  if (!first) return ['No order of two items is held back: what is bought together is not measured.'];
  return [
    `The rest of an order, ${counted(first.predictions)} items of orders held back:`,
    ...measured.map(
      ({ name, hitRate, meanReciprocalRank }) =>
        `  ${name.padEnd(22)} HR@${k} ${share(hitRate)}  MRR@${k} ${share(meanReciprocalRank)}`,
    ),
  ];
};

const saidOfCold = async ({ training, tests, k, catalogue }: OtherModels): Promise<readonly string[]> => {
  if (catalogue === undefined) return [];
  const cold = measureCold({ training, tests, items: await readCatalogue(catalogue), k });
  if (!cold) return ['No click held back is on an item of the catalogue that nobody had clicked before.'];
  const { predictions, hitRate, meanReciprocalRank, byChance } = cold;
  return [
    `Items that nobody had clicked before, ${counted(predictions)} clicks held back:`,
    `  ${'similar'.padEnd(22)} HR@${k} ${share(hitRate)}  MRR@${k} ${share(meanReciprocalRank)}`,
    `  ${'by chance'.padEnd(22)} HR@${k} ${share(byChance)}`,
  ];
};

/** Says how well what is bought together foretells orders, and likeness what is new. */
export const saidOfOthers = async (others: OtherModels): Promise<readonly string[]> => [
  ...saidOfOrders(others),
  ...(await saidOfCold(others)),
];
