import type { Item } from '@aisle/schema';
import { measureCold, measureOrders, type SessionEvent } from '@aisle/trainer';
import { counted } from '../counted.js';

/** What the other models are measured on. */
export interface OtherModels {
  readonly training: readonly (readonly SessionEvent[])[];
  readonly tests: readonly (readonly SessionEvent[])[];
  readonly k: number;
  /** The catalogue, when there is one. */
  readonly items: readonly Item[] | null;
}

const several = (count: number, what: string): string => `${counted(count)} ${what}${count === 1 ? '' : 's'}`;
const share = (value: number): string => value.toFixed(4);

const saidOfOrders = ({ training, tests, k }: OtherModels): readonly string[] => {
  const measured = measureOrders({ training, tests, k });
  const [first] = measured;
  if (!first) return ['No order of two items is held back: what is bought together is not measured.'];
  return [
    `The rest of an order, ${several(first.predictions, 'item')} of orders held back:`,
    ...measured.map(
      ({ name, hitRate, meanReciprocalRank }) =>
        `  ${name.padEnd(22)} HR@${k} ${share(hitRate)}  MRR@${k} ${share(meanReciprocalRank)}`,
    ),
  ];
};

const saidOfCold = ({ training, tests, k, items }: OtherModels): readonly string[] => {
  if (items === null) return [];
  const cold = measureCold({ training, tests, items, k });
  if (!cold) return ['No click held back is on an item of the catalogue that nobody had clicked before.'];
  const { predictions, hitRate, meanReciprocalRank, byChance } = cold;
  return [
    `Items that nobody had clicked before, ${several(predictions, 'click')} held back:`,
    `  ${'similar'.padEnd(22)} HR@${k} ${share(hitRate)}  MRR@${k} ${share(meanReciprocalRank)}`,
    `  ${'by chance'.padEnd(22)} HR@${k} ${share(byChance)}`,
  ];
};

/** Says how well what is bought together foretells orders, and likeness what is new. */
export const saidOfOthers = (others: OtherModels): readonly string[] => [
  ...saidOfOrders(others),
  ...saidOfCold(others),
];
