/**
 * What a shopper came for. `looks`: how many products at least, and the share of going on after each. `next`: where the next
 * look goes, by weight: the same shelf, what goes with it, the same group, or anything they like. `takes`: the share of
 * looks that end in the basket.
 */
export const MISSIONS = {
  'one-thing': { looks: [1, 0.6], next: { shelf: 7, with: 2, group: 1.5, any: 0.3 }, takes: 0.2 },
  browse: { looks: [2, 0.78], next: { shelf: 4, with: 2, group: 3, any: 2 }, takes: 0.07 },
  gift: { looks: [2, 0.72], next: { shelf: 3, with: 1, group: 3, any: 3 }, takes: 0.13 },
  more: { looks: [1, 0.5], next: { shelf: 5, with: 4, group: 1, any: 1 }, takes: 0.3 },
};

const isGift = ({ price }, { least, most }) => price >= least && price <= most;

/** What is wanted on this mission, and by how much. */
export const createTaste = ({ shopper, mission, day, wants, habits }) => {
  // One present is for one person, whose taste is not the giver's.
  const ofGiver = mission !== 'gift';
  return (good) => {
    const weight = wants(shopper, good, day);
    if (ofGiver) return weight;
    return isGift(good, habits.gifts) ? Math.sqrt(weight) : 0;
  };
};

/** The first product of a visit: who comes for more looks for what goes with a thing of theirs. */
export const firstLook = ({ chance, goods, shopper, mission, taste }) => {
  if (mission === 'more') {
    const thing = chance.pick([...shopper.owned], () => 1);
    const found = chance.pick(goods.goingWith(thing), ({ good, pull }) => pull * taste(good));
    if (found) return found.good;
  }
  return chance.pick(goods.all, taste);
};

/** The next product after one, or undefined when all of it has been seen. */
export const nextLook = ({ chance, goods, mission, taste, seen }, last) => {
  const { next } = MISSIONS[mission];
  const unseen = (good) => (seen.has(good) ? 0 : taste(good));
  const ways = {
    shelf: () => chance.pick(goods.onShelf.get(last.shelf), unseen),
    // Need is stronger than taste.
    with: () => chance.pick(goods.goingWith(last), ({ good, pull }) => pull * Math.sqrt(unseen(good)))?.good,
    group: () => chance.pick(goods.inGroup.get(last.group), unseen),
    any: () => chance.pick(goods.all, unseen),
  };
  const way = chance.pick(Object.keys(ways), (name) => next[name]);
  return ways[way]() ?? ways.any();
};
