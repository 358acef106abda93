const CURRENCY = 'EUR';
const POLICY_VERSION = '1';

const cents = (amount) => Math.round(amount * 100) / 100;

const paramsOf = ({ lines, orderId }, region) => ({
  currency: CURRENCY,
  value: cents(lines.reduce((sum, { good, quantity }) => sum + good.price * quantity, 0)),
  ...(orderId ? { transaction_id: orderId } : {}),
  items: lines.map(({ good, quantity }) => (quantity === 1 ? good.item : { ...good.item, quantity })),
  region,
});

/** Looking takes longer than clicking, and a crawler does not look. */
const pauseOf = (chance, { isBot, name }) => {
  if (isBot) return chance.between(200, 900);
  return name === 'view_item' ? chance.between(9_000, 90_000) : chance.between(2_000, 20_000);
};

/**
 * A visit as the events that the page would have sent: what the shopper agreed to decides which ids they carry.
 *
 * @returns {object[]} none for a shopper who refused to be measured
 */
export const wireEventsOf = ({ chance, shopper, steps, sessionId, startMs, isBot }) => {
  const { purposes, region } = shopper;
  if (!purposes.includes('measurement')) return [];
  let atMs = startMs;
  return steps.map((step, seq) => {
    atMs = Math.round(atMs + pauseOf(chance, { isBot, name: step.name }));
    return {
      v: 1,
      id: `${sessionId}-${seq}`,
      name: step.name,
      atMs,
      seq,
      offsetMs: chance.wholeBetween(150, 1_200),
      sessionId,
      ...(purposes.includes('personalization') ? { visitorId: shopper.id } : {}),
      params: paramsOf(step, region),
      consent: { purposes, policyVersion: POLICY_VERSION, region: 'opt-in' },
      ...(isBot ? { traffic: 'bot' } : {}),
    };
  });
};
