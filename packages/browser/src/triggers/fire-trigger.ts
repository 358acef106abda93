import type { PublishedTrigger } from '@aisle/engine';
import type { TriggerHost } from './trigger-host.js';

/**
 * Fires a trigger if everything but its moment says so, too. Answers whether the shopper takes part: who is held out, or in
 * another arm, is counted once just so, that the two may be compared.
 */
export const fireTrigger = (
  { id, on: { moment }, do: { event, params, fill } }: PublishedTrigger,
  host: TriggerHost,
): boolean => {
  const { reason, experiments, preview, playbook } = host.decide(`trigger/${id}`);
  const isFired = reason === 'matched';
  // What was forced is not what a shopper got.
  const record: TriggerHost['record'] = preview ? () => {} : host.record;
  if (experiments[0]) record('x_exposure', { candidate: 'default', experiments });
  if (isFired) {
    record('x_trigger', { trigger: id, moment, playbook });
    host.tell('trigger', { id, moment });
    if (event) record(event, { ...params, trigger: id });
    if (fill) host.fill();
  }
  return isFired || Boolean(experiments[0]);
};
