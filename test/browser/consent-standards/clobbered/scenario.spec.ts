import { expect, test } from 'playwright/test';
import { type TestPage, now, open } from '../iab-shop.js';

declare const window: TestPage;

for (const [name, global] of [
  ['tcf', '__tcfapi'],
  ['gpp', '__gpp'],
  ['googleConsentMode', 'dataLayer'],
] as const)
  test(`S16: elements that bear the name ${global} are no platform`, async ({ page }) => {
    for (const element of [
      `<img name="${global}">`,
      `<form name="${global}"><input name="push"></form>`,
      `<a id="${global}"></a><a id="${global}" name="push"></a>`,
      `<iframe name="${global}"></iframe>`,
      `<object name="${global}"></object>`,
      `<embed name="${global}">`,
      `<script>window.${global} = 7</script>`,
      `<script>window.${global} = 'consent'</script>`,
    ]) {
      const troubles = await open(page, element);
      await page.evaluate((adapter) => {
        window.listen(adapter);
        dispatchEvent(new Event('load'));
      }, name);
      expect({ element, answer: await now(page) }).toEqual({ element, answer: null });
      expect(troubles).toEqual([]);
    }
  });

test('S16: a function in the place of a platform that never calls back, or throws, is no answer', async ({ page }) => {
  for (const name of ['tcf', 'gpp'] as const)
    for (const body of ['() => {}', '() => { throw new Error("no") }']) {
      await open(page, `<script>window.__${name === 'tcf' ? 'tcfapi' : 'gpp'} = ${body}</script>`);
      expect(await page.evaluate((adapter) => window.listen(adapter).ask(), name)).toBe(null);
    }
});
