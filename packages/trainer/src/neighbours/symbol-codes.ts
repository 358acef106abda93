import { neighbourFormat } from '@aisle/engine';

interface Node {
  readonly count: number;
  readonly symbols: readonly number[];
}

/** Lengths of Huffman codes; of symbols that come as often as others the lower one goes first. */
const huffmanLengths = (counts: readonly number[]): number[] => {
  const lengths = counts.map(() => 0);
  let nodes: Node[] = counts.flatMap((count, symbol) => (count > 0 ? [{ count, symbols: [symbol] }] : []));
  if (nodes.length === 1) for (const { symbols } of nodes) lengths[symbols[0] ?? 0] = 1;
  while (nodes.length > 1) {
    const [first, second, ...rest] = nodes.toSorted((a, b) => a.count - b.count) as [Node, Node, ...Node[]];
    const symbols = [...first.symbols, ...second.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    nodes = [...rest, { count: first.count + second.count, symbols }];
  }
  return lengths;
};

/** Gives the length of each symbol's code, 0 for one that never comes. None is longer than the format allows. */
export const codeLengths = (counts: readonly number[]): readonly number[] => {
  const lengths = huffmanLengths(counts);
  if (Math.max(0, ...lengths) <= neighbourFormat.LONGEST_CODE) return lengths;
  // What is rare is taken for less rare, until the longest code fits.
  return codeLengths(counts.map((count) => (count > 0 ? Math.ceil(count / 2) + 1 : 0)));
};

/** Gives the code of each symbol: short ones first and, of one length, in the order of the symbols. */
export const codesOf = (lengths: readonly number[]): readonly number[] => {
  const codes = lengths.map(() => 0);
  let next = 0;
  for (let length = 1; length <= neighbourFormat.LONGEST_CODE; length += 1) {
    next *= 2;
    for (const [symbol, ofSymbol] of lengths.entries()) if (ofSymbol === length) codes[symbol] = next++;
  }
  return codes;
};
