const NOTHING = { slots: [], segments: [], stage: null, scores: {}, history: {}, experiments: [] };

/** Asks Aisle why every slot gets what it gets, now. Before the shopper has answered there is nothing to ask; null is "not yet". */
export const look = async (aisle, { slots, languages }) => {
  const explained = await Promise.all(
    slots.map(async (slot) => ({
      slot,
      explanation: await aisle.explain(slot.id, languages.en),
      german: (await aisle.explain(slot.id, languages.de))?.shopper,
    })),
  );
  const consent = aisle.consent.get().personalization;
  const [first] = explained;
  if (!explained.every(({ explanation }) => explanation) || !first)
    return consent === 'pending' ? { ...NOTHING, consent } : null;
  // Who the shopper is does not depend on the slot.
  const { segments, stage, scores, history, experiments } = first.explanation;
  return {
    consent,
    slots: explained,
    segments,
    stage,
    scores,
    history,
    experiments,
  };
};
