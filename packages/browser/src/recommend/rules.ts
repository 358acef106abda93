// Loaded when the playbook has boosts or pins, or wants diversity.
import { orderByBoosts, pinItems, type Repertoire } from '@aisle/engine';

/** Has them obeyed. */
export const addTo = (repertoire: Repertoire): void =>
  void Object.assign(repertoire, { inOrder: orderByBoosts, pin: pinItems });
