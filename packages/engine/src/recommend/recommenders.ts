import { orderByBoosts } from './order-by-boosts.js';
import { pinItems } from './pin-items.js';
import { personalStrategies } from './personal-strategies.js';
import { recommendersWith } from './recommend.js';
import { similarStrategies } from './similar-strategies.js';
import { strategies } from './strategies.js';

/** All strategies there are, with all rules. */
export const recommenders = recommendersWith({
  strategies: new Map([...strategies, ...similarStrategies, ...personalStrategies]),
  inOrder: orderByBoosts,
  pin: pinItems,
});
