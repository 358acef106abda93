import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { rolldown } from 'rolldown';
import type { Answers } from '@aisle/browser';
import { pageScript } from '../../helpers/page-script.js';
import { watchTroubles } from '../../helpers/page-troubles.js';
import type { ConsentPage } from './page.js';

/** What the shopper consented to. */
export interface Choice {
  readonly purposes: readonly number[];
  readonly vendors?: readonly number[];
  /** Vendors that the dialog named; all of them, when left out. */
  readonly disclosed?: readonly number[];
  /** Instead of consent. */
  readonly interests?: readonly number[];
}

/** The part of the IAB's packages that tests press. */
export interface IabPage {
  tcString(choice: Choice): string;
  tcf(): { update(tcString: string | null, isShown?: boolean): void; disable(): void };
  gpp(): {
    setSignalStatus(status: 'ready' | 'not ready'): void;
    setFieldValue(section: string, field: string, value: unknown): void;
    setFieldValueBySectionId(section: number, field: string, value: unknown): void;
    setApplicableSections(ids: number[]): void;
    fireSectionChange(section: string): void;
    clear(): void;
  };
}

/** A page with our adapters, and the IAB's own packages to make a platform of. */
export type TestPage = Window & typeof globalThis & ConsentPage & { iab: IabPage; cmp: unknown };
declare const window: TestPage;

const adapters = pageScript(new URL('./', import.meta.url).href);

/** Bundled where the IAB's packages are declared. */
const bundlePlatform = async (): Promise<string> => {
  const input = fileURLToPath(new URL('../../../examples/consent-banners/stand-ins/iab.js', import.meta.url));
  const bundle = await rolldown({ input, platform: 'browser' });
  return (await bundle.generate({ format: 'iife' })).output[0].code;
};
const platform = bundlePlatform();

export const open = async (page: Page, body = ''): Promise<readonly string[]> => {
  const troubles = watchTroubles(page);
  await page.setContent(`<!doctype html><title>Shop</title>${body}<script>${await adapters}</script>`);
  await page.addScriptTag({ content: await platform });
  return troubles;
};

/** Each answer that was another one than before, without its proof. */
export const told = (page: Page) =>
  page.evaluate(async () => {
    // What was told in a task is asked at its end.
    await new Promise((resolve) => setTimeout(resolve));
    return window.listening.answers.map((answer) => {
      const { proof: _proof, ...states } = answer ?? {};
      return answer && states;
    });
  });

export const now = (page: Page): Promise<Answers | null> => page.evaluate(() => window.listening.ask());
