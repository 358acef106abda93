const gates = [...document.querySelectorAll('[data-purpose]')];
const status = document.querySelector('[data-status]');

/** Who said so: the platforms that have an answer, or that are still waited for. */
const sourceOf = (consent, purpose, state) => {
  const sources = Object.entries(consent.sources ?? {});
  const names = sources.filter(([, said]) => said?.[purpose] === state).map(([name]) => name);
  if (names.length > 0) return `said by ${names.join(', ')}`;
  return { pending: 'nobody has answered', granted: 'nobody has refused', denied: 'said by the browser' }[state];
};

const show = (consent) => {
  for (const gate of gates) {
    const { purpose } = gate.dataset;
    const state = consent[purpose];
    gate.dataset.state = state;
    gate.querySelector('[data-state-word]').textContent = state;
    gate.querySelector('[data-source]').textContent = sourceOf(consent, purpose, state);
  }
  const words = gates.map(({ dataset }) => `${dataset.purpose} ${dataset.state}`).join(', ');
  // Said only when it changed, or a screen reader says it again and again.
  if (status.textContent !== words) status.textContent = words;
};

/** Shows what is allowed, and says when the first answer came. */
export const showConsent = (aisle, onAnswer) => {
  const look = () => {
    const consent = aisle.consent.get();
    show(consent);
    if (gates.some(({ dataset }) => dataset.state !== 'pending')) onAnswer();
  };
  aisle.on('consent', look);
  look();
};
