const OPERATORS = {
  is: 'is',
  $eq: 'is',
  $ne: 'is not',
  $gt: 'more than',
  $gte: 'at least',
  $lt: 'less than',
  $lte: 'at most',
  $in: 'is one of',
  $nin: 'is none of',
  $all: 'has all of',
  $exists: 'is there',
  $elemMatch: 'has one that',
};

const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2, useGrouping: false });

/** A value, in few words. */
export const sayValue = (value) => {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return short.format(value);
  if (typeof value === 'string') return value === '' ? 'an empty text' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(sayValue).join(', ');
  return JSON.stringify(value);
};

// A list has values, a value is one of them.
const HAS = { $in: 'has one of', $nin: 'has none of' };

const negated = (words) => (words.startsWith('is ') ? words.replace('is ', 'is not ') : `not ${words}`);

/** An operator and what it expects, in words: `$gte`, 3 is "at least 3". */
export const sayTest = ({ operator, expected, seen }) => {
  const name = operator.replace(/^not /, '');
  const words = `${(Array.isArray(seen) && HAS[name]) || (OPERATORS[name] ?? name)} ${sayValue(expected)}`;
  return name === operator ? words : negated(words);
};

/** What became of a candidate. */
export const OUTCOMES = {
  chosen: 'Chosen',
  'unknown-operator': 'Off: not understood',
  'off-schedule': 'Not now',
  'no-match': 'Not for you',
  capped: 'Seen often enough',
  'cooling-down': 'Seen a short while ago',
  'too-few-items': 'Too few products',
  'held-out': 'Held out',
  'other-variation': 'Not your arm',
  'not-reached': 'Not asked any more',
};

/** What a gate asks, by what becomes of a candidate that does not pass it. */
export const GATES = {
  'unknown-operator': 'Understood?',
  'off-schedule': 'The right time?',
  'no-match': 'For you?',
  capped: 'Not too often?',
  'cooling-down': 'Not too soon again?',
  'held-out': 'Not held out?',
  'other-variation': 'In this arm?',
};

/** Why a shopper is in an arm, or in none. */
export const REASONS = {
  'no-experiment': 'this page does not know the test',
  forced: 'you asked to see it',
  preview: 'the address asks for it',
  'held-out': 'you are in the group without personalization',
  'not-targeted': 'the test is not meant for you',
  sticky: 'you have seen this arm before, so you keep it',
  'no-visitor': 'without your consent nobody is assigned',
  'other-experiment': 'you take part in another test',
  'not-covered': 'only a part of the shoppers takes part',
  assigned: 'by chance',
};
