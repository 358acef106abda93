// Loaded when the playbook names a strategy that goes by a shopper's taste, or by what they saw before.
import { personalStrategies, type Repertoire } from '@aisle/engine';

/** Adds what goes by the shopper. */
export const addTo = ({ strategies }: Repertoire): void =>
  personalStrategies.forEach((strategy, name) => strategies.set(name, strategy));
