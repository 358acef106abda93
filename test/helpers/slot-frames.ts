import type { Page } from 'playwright/test';

type Framed = { frames: string[] };

/** Writes down what a slot shows in every frame of the pages to come; answers how to read it. */
export const watchFrames = async (page: Page, slot: string): Promise<() => Promise<readonly string[]>> => {
  await page.addInitScript((id) => {
    const frames: string[] = ((window as unknown as Framed).frames = []);
    const look = () => {
      const shown = document.querySelector(`[data-aisle-slot="${id}"]`)?.firstElementChild;
      if (shown) frames.push(shown.textContent);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, slot);
  return () => page.evaluate(() => (window as unknown as Framed).frames);
};
