import { type Page, expect, test } from 'playwright/test';
import { gppStub } from '../gpp-stub.js';
import { type IabPage, type TestPage, now, open, told } from '../iab-shop.js';

declare const window: TestPage;

// The IAB's own package, in a real browser.
const openGpp = async (page: Page) => {
  const troubles = await open(page);
  await page.evaluate(gppStub);
  await page.evaluate(() => {
    window.listen('gpp');
    window.cmp = window.iab.gpp();
  });
  return troubles;
};
type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** As the specification orders it: not ready, the sections, ready. */
const choose = (page: Page, sections: Fields, applicable: number[]) =>
  page.evaluate(
    ([fields, ids]) => {
      const cmp = window.cmp as ReturnType<IabPage['gpp']>;
      cmp.setSignalStatus('not ready');
      for (const [section, values] of Object.entries(fields)) {
        for (const [field, value] of Object.entries(values)) cmp.setFieldValue(section, field, value);
        cmp.fireSectionChange(section);
      }
      cmp.setApplicableSections(ids);
      cmp.setSignalStatus('ready');
    },
    [sections, applicable] as const,
  );
const MAY = { SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2, Gpc: false };
const both = (state: string) => ({ marketing: state, sharing: state });

test('B9, B11: GPP is pending on the stub, and while it is not ready', async ({ page }) => {
  const troubles = await openGpp(page);
  expect(await now(page)).toBe(null);
  await page.evaluate((may) => {
    const cmp = window.cmp as ReturnType<IabPage['gpp']>;
    for (const [field, value] of Object.entries(may)) cmp.setFieldValue('usnat', field, value);
    cmp.setApplicableSections([7]);
    cmp.fireSectionChange('usnat');
  }, MAY);
  expect(await told(page)).toEqual([]);
  expect(await now(page)).toBe(null);
  expect(troubles).toEqual([]);
});

test('B11, B13: what is ready decides, in one transition, and says who gave it', async ({ page }) => {
  await openGpp(page);
  await choose(page, { usnat: MAY }, [7]);
  expect(await told(page)).toEqual([both('granted')]);
  const proof = (await now(page))?.proof;
  expect(proof?.platform).toBe('gpp 31');
  expect(proof?.text).toMatch(/^DB/);
  // Not to opt out is no click, so it cannot override the browser's signal.
  expect(proof?.implicit).toBe(true);
});

test('B11: a platform that is not ready again pauses', async ({ page }) => {
  await openGpp(page);
  await choose(page, { usnat: MAY }, [7]);
  await told(page);
  await page.evaluate(() => {
    const cmp = window.cmp as ReturnType<IabPage['gpp']>;
    cmp.setSignalStatus('not ready');
  });
  expect(await told(page)).toEqual([both('granted'), null]);
});

test('B18: each opt-out denies marketing and sharing, and says nothing else', async ({ page }) => {
  await openGpp(page);
  for (const optOut of ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut']) {
    await choose(page, { usnat: MAY }, [7]);
    await told(page);
    await choose(page, { usnat: { ...MAY, [optOut]: 1 } }, [7]);
    await told(page);
  }
  const turn = [both('granted'), both('denied')];
  expect(await told(page)).toEqual([...turn, ...turn, ...turn]);
});

test('B18: the signal of the browser within GPP denies marketing and sharing, and says nothing else', async ({
  page,
}) => {
  await openGpp(page);
  await choose(page, { usca: { SaleOptOut: 2, SharingOptOut: 2, Gpc: true } }, [8]);
  expect(await told(page)).toEqual([both('denied')]);
});

test('B15: what changes without an event is found when GPP is asked again', async ({ page }) => {
  await openGpp(page);
  await choose(page, { usnat: MAY }, [7]);
  await told(page);
  await page.evaluate(() => (window.cmp as ReturnType<IabPage['gpp']>).setFieldValue('usnat', 'SaleOptOut', 1));
  expect(await now(page)).toMatchObject(both('denied'));
});

test('B11: questions that do not arise are no answer', async ({ page }) => {
  await openGpp(page);
  await choose(page, { usnat: { SaleOptOut: 0 } }, [7]);
  expect(await told(page)).toEqual([both('pending')]);
});

test('B11: only applicable sections count', async ({ page }) => {
  await openGpp(page);
  const stale = { usca: { SaleOptOut: 1, SharingOptOut: 1, Gpc: true } };
  await choose(page, { usnat: MAY, ...stale }, [7]);
  await told(page);
  await choose(page, { usnat: MAY, ...stale }, [8]);
  await told(page);
  await choose(page, { usnat: MAY, ...stale }, [7, 8]);
  expect(await told(page)).toEqual([both('granted'), both('denied')]);
});

test('B11: where another law applies, GPP says nothing', async ({ page }) => {
  await openGpp(page);
  await choose(page, { usnat: MAY }, [2]);
  expect(await told(page)).toEqual([{}]);
});

test('B11: applicable sections [-1], [0] and [] are unknown, so pending', async ({ page }) => {
  await openGpp(page);
  for (const unknown of [[-1], [0], []]) {
    await choose(page, { usnat: MAY }, unknown);
    expect({ unknown, answer: await now(page) }).toEqual({ unknown, answer: null });
  }
});

test('B11: every section of the library that is about opt-outs is known by its number', async ({ page }) => {
  await openGpp(page);
  const unlike = await page.evaluate(async () => {
    const cmp = window.cmp as ReturnType<IabPage['gpp']>;
    const found: unknown[] = [];
    for (let id = 7; id <= 27; id += 1) {
      cmp.clear();
      cmp.setFieldValueBySectionId(id, 'SaleOptOut', 1);
      cmp.setApplicableSections([id]);
      cmp.setSignalStatus('ready');
      if (window.listening.ask()?.marketing !== 'denied') found.push(id);
    }
    return found;
  });
  expect(unlike).toEqual([]);
});

test('B11: an array of segments, as specified, and a merged object say the same', async ({ page }) => {
  await open(page);
  const answers = await page.evaluate(() => {
    const core = { SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2 };
    let parsedSections: object = {};
    const ping = () => ({
      signalStatus: 'ready',
      cmpId: 3,
      gppString: 'DB',
      applicableSections: [7],
      parsedSections,
    });
    const api = (_command: string, hear: (answer: object, success: boolean) => void) =>
      hear({ ...ping(), listenerId: 1, pingData: ping() }, true);
    Object.assign(window, { __gpp: api });
    const { ask } = window.listen('gpp');
    return [
      { usnat: { ...core, Gpc: false } },
      { usnat: [core, { GpcSegmentType: 1, Gpc: false }] },
      { usnatv1: { ...core, Gpc: false } },
      { usnat: { ...core, Gpc: true } },
      { usnat: [core, { GpcSegmentType: 1, Gpc: true }] },
      { usnat: [{ ...core, SaleOptOut: 1 }] },
    ].map((sections) => {
      parsedSections = sections;
      return ask()?.sharing;
    });
  });
  expect(answers).toEqual(['granted', 'granted', 'granted', 'denied', 'denied', 'denied']);
});

test('B9: a platform that comes without a stub, after us, is heard', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.listen('gpp');
    window.cmp = window.iab.gpp();
    dispatchEvent(new Event('load'));
  });
  await choose(page, { usnat: MAY }, [7]);
  expect(await told(page)).toEqual([both('granted')]);
});

test('after its undo GPP is heard no more', async ({ page }) => {
  await openGpp(page);
  const before = await page.evaluate(() => {
    window.listening.stop();
    return window.listening.tells();
  });
  await choose(page, { usnat: MAY }, [7]);
  expect(await page.evaluate(() => window.listening.tells())).toBe(before);
});
