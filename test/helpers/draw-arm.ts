import type { Page } from 'playwright/test';
import './aisle-global.js';

/**
 * Becomes another shopper at the same device, until chance gives the arm that is wanted, and answers the visitor id.
 *
 * On a page without slots: nothing there can be seen by a shopper on the way.
 */
export const drawArm = async (page: Page, experiment: string, wanted: string): Promise<string> => {
  await page.waitForFunction((id) => aisle.variation(id).reason !== 'no-experiment', experiment);
  const visitorId = await page.evaluate(
    async ([id, variation]) => {
      for (let left = 60; left > 0; left--) {
        await aisle.reset();
        // A visitor id comes with the first event.
        aisle.record('drawn');
        await aisle.flush();
        const drawn = (await aisle.privacy.export())?.head.visitorId;
        if (drawn && aisle.variation(id).variation === variation) return drawn;
      }
      throw new Error(`chance never gave ${variation}`);
    },
    [experiment, wanted] as const,
  );
  // The copy for a quick start follows.
  await page.waitForTimeout(500);
  return visitorId;
};

/** The shopper's id, which lies in the database only. */
export const visitorIdOf = (page: Page): Promise<string | null> =>
  page.evaluate(async () => {
    await aisle.flush();
    return (await aisle.privacy.export())?.head.visitorId ?? null;
  });
