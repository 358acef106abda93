import type { ModelHost } from './model-host.js';

/** Who is held out, and who may turn out to be: until the store has answered, nobody knows. */
export const mayBeHeldOut = (host: Pick<ModelHost, 'variation'>): boolean => {
  const { variation, reason } = host.variation('holdout');
  return variation === 'holdout' || reason === 'no-visitor';
};
