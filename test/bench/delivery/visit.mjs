/** A tracker that was there for a moment has loaded what it loads late. */
const SETTLING_MS = 1_500;

/**
 * Opens one more page of a shop in a device, and waits until its tracker is there.
 *
 * @param {import('./device.mjs').Device} device
 * @param {string} url
 */
export const visit = async (device, url) => {
  const page = await device.context().newPage();
  await page.goto(url);
  await page.waitForFunction(() => typeof Reflect.get(window, 'record') === 'function');
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  return page;
};
