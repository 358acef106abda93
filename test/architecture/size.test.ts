import { describe, expect, it } from 'vitest';
import { committedSizes, measureSizes } from '../../scripts/size.mjs';

const TOLERANCE_BYTES = 16;
const ACCEPT = 'If that is worth it: npm run size -- --accept';

const sizes = await measureSizes();
const committed = committedSizes();

describe.each(sizes)('$name', ({ name, bytes, maxBytes, owedBytes }) => {
  if (owedBytes === undefined)
    it(`fits into ${maxBytes} bytes of brotli`, () => {
      expect(bytes).toBeLessThanOrEqual(maxBytes);
    });
  else
    it(`does not meet ${maxBytes} bytes of brotli yet, and owes ${owedBytes} at most`, () => {
      expect(bytes, 'the debt grew').toBeLessThanOrEqual(maxBytes + owedBytes);
      expect(bytes, 'the debt is paid: take owedBytes out').toBeGreaterThan(maxBytes);
    });

  it('has not grown unnoticed', () => {
    const before = committed[name] ?? 0;
    const said = `${name}: ${before} → ${bytes} bytes (+${bytes - before}). ${ACCEPT}`;
    expect(bytes - before, said).toBeLessThanOrEqual(TOLERANCE_BYTES);
  });
});

it('has no committed number for something that is gone', () => {
  expect(Object.keys(committed).toSorted(), ACCEPT).toEqual(sizes.map(({ name }) => name).toSorted());
});
