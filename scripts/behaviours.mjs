import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The table of numbered behaviours and the tests that prove them, read from the tests' own titles.
// `node scripts/behaviours.mjs` writes it; a test compares.

const root = fileURLToPath(new URL('..', import.meta.url));
export const tablePath = `${root}docs/behaviours.md`;

const LAST = { B: 40, S: 27 };
const TITLE = /(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*(['"`])((?:[BS]\d+)(?:, (?:[BS]\d+))*): (.*?)\1/gs;

/** Every numbered title: where it stands, its numbers, its words. */
const titles = () =>
  readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(test|spec)\.ts$|^contract\//.test(path))
    .toSorted()
    .flatMap((path) => {
      const text = readFileSync(`${root}test/${path}`, 'utf8');
      const contract = [...text.matchAll(/^ {2}'((?:[BS]\d+)(?:, [BS]\d+)*): ([^']+)': async/gm)];
      const found = [...text.matchAll(TITLE)].map(([, , numbers, words]) => [numbers, words]);
      return [...found, ...contract.map(([, numbers, words]) => [numbers, words])].map(([numbers, words]) => ({
        path: `test/${path}`,
        numbers: String(numbers).split(', '),
        words: String(words).replaceAll(/\s+/g, ' '),
      }));
    });

const numbersOf = (/** @type {'B' | 'S'} */ letter) =>
  Array.from({ length: LAST[letter] }, (_, at) => `${letter}${at + 1}`);

/** The page as it must be now, and the numbers that no test bears. */
export const behaviours = () => {
  const all = titles();
  const rows = [...numbersOf('B'), ...numbersOf('S')].map((number) => ({
    number,
    tests: all.filter(({ numbers }) => numbers.includes(number)),
  }));
  const lines = rows.map(({ number, tests }) => {
    const files = [...new Set(tests.map(({ path }) => path))];
    const [first] = tests;
    const what = first ? first.words.replaceAll('|', '\\|').replaceAll(/\$\{[^}]*\}/g, '…') : '';
    return `| ${number} | ${tests.length} | ${what} | ${files.map((file) => `[${file.split('/').slice(1).join('/')}](../${file})`).join('<br>')} |`;
  });
  const text = `# What consent, privacy and security promise, and the tests that prove it

B is for consent, S for privacy and security. Each test bears the numbers it proves in its title; the words are those of the
first. Made by \`node scripts/behaviours.mjs\`.

| Number | Tests | The first of them | Where |
| ------ | ----- | ----------------- | ----- |
${lines.join('\n')}
`;
  return { text, missing: rows.filter(({ tests }) => tests.length === 0).map(({ number }) => number) };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { text, missing } = behaviours();
  writeFileSync(tablePath, text);
  console.log(missing.length > 0 ? `No test bears ${missing.join(', ')}.` : 'Every number has a test.');
}
