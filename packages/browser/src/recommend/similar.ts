// Loaded when the playbook compares items.
import { type Repertoire, similarStrategies } from '@aisle/engine';

/** Adds what finds items that are alike. */
export const addTo = ({ strategies }: Repertoire): void =>
  similarStrategies.forEach((strategy, name) => strategies.set(name, strategy));
