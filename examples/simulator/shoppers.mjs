// One shopper comes back twice on average.
const VISITS_EACH = 2.2;

const brandLoves = (chance, brands) => new Map(brands.map((brand) => [brand, chance.is(0.2) ? 2.5 : 1]));

const consentOf = (chance, { all, measurement, none }) =>
  chance.pick(
    [
      { share: all, purposes: ['personalization', 'measurement'] },
      { share: measurement, purposes: ['measurement'] },
      { share: none, purposes: [] },
    ],
    ({ share }) => share,
  ).purposes;

/**
 * People with a taste, a purse, brands they love, a country and an answer to the consent question; none of it changes.
 *
 * @param {number} visits how many visits they shall share between them
 */
export const makeShoppers = (chance, { habits, brands }, visits) =>
  Array.from({ length: Math.ceil(visits / VISITS_EACH) }, (_, number) => {
    const [first, second] = [0, 1].map(() => chance.pick(habits.tastes, ({ share }) => share));
    return {
      id: `shopper-${String(number).padStart(6, '0')}`,
      // Many have one thing that they are after, some a second one beside it.
      likes: (shelf, group) => {
        const of = ({ likes }) => likes[shelf] ?? likes[group] ?? 0.2;
        return of(first) + (number % 3 === 0 ? 0.5 * of(second) : 0);
      },
      /** 1 buys what such things cost on average, 2 what costs twice as much. */
      purse: 2 ** (chance.bell() * 0.6),
      loves: brandLoves(chance, brands),
      region: chance.pick(Object.keys(habits.regions), (region) => habits.regions[region]),
      purposes: consentOf(chance, habits.consent),
      /** How often they come, against others. */
      zeal: 0.3 + chance.next() ** 3 * 6,
      owned: new Set(),
      cart: [],
    };
  });
