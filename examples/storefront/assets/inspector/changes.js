const titleIn = (list, id) => list.find((one) => one.id === id)?.title ?? id;

const segmentChanges = (before, now) =>
  now.segments.flatMap(({ id, title, isIn }) => {
    const was = before.segments.find((segment) => segment.id === id)?.isIn ?? false;
    if (was === isIn) return [];
    return [isIn ? `You are now in “${title}”.` : `You are no longer in “${title}”.`];
  });

const stageChange = (before, now, { stages }) =>
  now.stage === null || now.stage === before.stage ? [] : [`On your journey: ${titleIn(stages, now.stage)}.`];

const slotChanges = (before, now) =>
  now.slots.flatMap(({ slot, explanation }, place) => {
    const { candidate } = explanation.decision;
    if (before.slots[place]?.explanation.decision.candidate === candidate) return [];
    const title = explanation.candidates.find(({ id }) => id === candidate)?.title ?? 'the page’s own content';
    return [`${slot.title}: ${title}.`];
  });

const CONSENT = {
  granted: 'You said yes: the shop begins to remember.',
  denied: 'You said no: what was kept is gone.',
  pending: 'The shop waits for your answer.',
};

/** Says in sentences what changed between two looks, the most telling first. */
export const changesBetween = (before, now, words) => [
  ...(before.consent === now.consent ? [] : [CONSENT[now.consent]]),
  ...(now.consent === 'granted' ? [...stageChange(before, now, words), ...segmentChanges(before, now)] : []),
  ...slotChanges(before, now),
];
