import type { Playbook } from '@aisle/schema';

const always = { schedule: undefined };

/**
 * A playbook as if it were always on schedule, for everybody: past events cannot say what next week's campaign will do, and
 * whoever is held out says nothing of its conditions. Triggers wait for moments of which no event tells.
 */
export const timeless = ({
  experiments,
  campaigns,
  slots,
  holdout: _holdout,
  triggers: _triggers,
  ...rest
}: Playbook): Playbook => ({
  ...rest,
  v: 1,
  version: rest.version,
  ...(experiments && { experiments: experiments.map((one) => ({ ...one, ...always })) }),
  ...(campaigns && { campaigns: campaigns.map((one) => ({ ...one, ...always })) }),
  ...(slots && {
    slots: slots.map((slot) => ({ ...slot, candidates: slot.candidates.map((one) => ({ ...one, ...always })) })),
  }),
});
