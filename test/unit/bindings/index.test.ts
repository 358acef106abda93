import { expect, it } from 'vitest';

it('B8: can be imported where there is no page', async () => {
  expect('document' in globalThis).toBe(false);
  const { definePrivacyPanel } = await import('@aisle/bindings');
  expect(definePrivacyPanel).toBeTypeOf('function');
});
