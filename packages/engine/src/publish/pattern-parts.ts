/** A pattern's source as a tree. An atom tells which of the 128 ASCII characters it takes, and last, whether any other. */
export type Part =
  | { readonly kind: 'atom'; readonly takes: readonly boolean[] }
  | { readonly kind: 'row'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly from: number; readonly to: number };

const tokens =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-f]{4}|x[\da-f]{2}|c[a-z]|0[0-7]*|[^])|\((?:\?(?:[:=!]|<[=!]|<[^>]*>|))?|(?:[*+?]|\{\d+(?:,\d*)?\})\??|[^]/giy;

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

// The platform's own reading of one atom is right; that it may take more than ASCII is guessed on the safe side.
const atomOf = (text: string, flags: string): Part => {
  const pattern = new RegExp(`^${/^[{}\]]$/.test(text) ? `\\${text}` : text}$`, flags);
  const takesOthers = /^\.|^\[\^|[^ -~]|\\[^wdtnrvfb\W]/.test(text);
  return { kind: 'atom', takes: [...ascii.map((one) => pattern.test(one)), takesOthers] };
};

const boundsOf = (quantifier: string): readonly [from: number, to: number] => {
  const [sign = ''] = quantifier;
  if (sign !== '{') return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
  const [, from = '', comma, to] = /(\d+)(,?)(\d*)/.exec(quantifier) ?? [];
  return [Number(from), to ? Number(to) : comma ? Infinity : Number(from)];
};

const nothing: Part = { kind: 'row', parts: [] };
/** A way that nothing goes on from. */
export const deadEnd: Part = { kind: 'atom', takes: Array.from({ length: 129 }, () => false) };

/**
 * Reads the source of a valid pattern without the `u` and `v` flags. Assertions take nothing, lookaround takes its way and goes no further.
 *
 * @returns Null for what is not regular or not known: backreferences, modifiers, lookaround with quantifiers in it.
 */
export const partsOf = (source: string, flags: string): Part | null => {
  const words = source.match(tokens) ?? [];
  let at = 0;
  let isStrange = false;

  const quantified = (part: Part, isInLook: boolean): Part => {
    const word = words[at] ?? '';
    if (!/^([*+?]|\{\d)/.test(word)) return part;
    at += 1;
    if (isInLook) isStrange = true;
    const [from, to] = boundsOf(word);
    return { kind: 'repeat', part, from, to };
  };
  const group = (opening: string, isInLook: boolean): Part => {
    const isLook = /[=!]$/.test(opening);
    if (opening === '(?') isStrange = true;
    const inside = choice(isInLook || isLook);
    at += 1;
    return isLook ? { kind: 'choice', parts: [nothing, { kind: 'row', parts: [inside, deadEnd] }] } : inside;
  };
  const single = (isInLook: boolean): Part => {
    const word = words[at] ?? '';
    at += 1;
    if (word.startsWith('(')) return group(word, isInLook);
    if (/^(\^|\$|\\b)$/i.test(word)) return nothing;
    if (/^\\[1-9k]/.test(word)) isStrange = true;
    return atomOf(word, flags);
  };
  const row = (isInLook: boolean): Part => {
    const parts: Part[] = [];
    while (at < words.length && words[at] !== '|' && words[at] !== ')')
      parts.push(quantified(single(isInLook), isInLook));
    return { kind: 'row', parts };
  };
  const choice = (isInLook: boolean): Part => {
    const parts = [row(isInLook)];
    while (words[at] === '|') {
      at += 1;
      parts.push(row(isInLook));
    }
    return { kind: 'choice', parts };
  };
  const whole = choice(false);
  return isStrange ? null : whole;
};
