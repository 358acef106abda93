import { type Page, expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { watchTroubles } from '../../helpers/page-troubles.js';
import { storedIn } from '../../helpers/stored.js';
import { aisleTouches, requestsOf } from '../../helpers/touch.js';
import { type BannerSite, openBannerSite } from './banner-site.js';
import { BANNERS, type Banner, ORDERS, acceptAll, changeMind, refuseAll } from './banners.js';

let site: BannerSite;
test.beforeAll(async () => {
  site = await openBannerSite();
});
test.afterAll(() => site.close());
test.use({ actionTimeout: 5_000 });

const consentIn = (page: Page) => page.evaluate(() => aisle.consent.get());
const visitorIn = (page: Page) =>
  page.evaluate(async () => {
    const stored = await aisle.privacy.export();
    return stored && JSON.stringify(stored).match(/"visitorId":"([^"]+)"/)?.[1];
  });
/** What of ours is on the device. */
const oursIn = async (page: Page) => {
  const { databases, localStorage, sessionStorage, cookies } = await storedIn(page);
  return [...databases, ...localStorage, ...sessionStorage, ...cookies.split('; ')].filter((name) =>
    name?.startsWith('aisle'),
  );
};
/** Counts the changes from now on, as a shop would hear them. */
const watchTransitions = async (page: Page) => {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    aisle.on('consent', (change) => heard.push(change));
  });
  return () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard.length);
};
const isOurs = (request: string) => /POST|\/aisle\/aisle-(?!stub)/.test(request);
const beSeenAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
const forget = (page: Page) => page.evaluate(() => (window as unknown as { banner: { reset(): void } }).banner.reset());
const bannerShown = (page: Page) =>
  expect(
    page
      .locator('button, a')
      .filter({ hasText: /accept all/i, visible: true })
      .first(),
  ).toBeVisible();

const open = async (page: Page, { id }: Pick<Banner, 'id'>, order = '') => {
  await page.goto(`${site.url}/${id}${order}`);
  await bannerShown(page);
  // Its buttons do nothing for half a second.
  if (id === 'tarteaucitron') await page.waitForTimeout(800);
};
const openAccepted = async (page: Page, banner: Banner, order = '') => {
  await open(page, banner, order);
  await acceptAll(page);
  await expect.poll(async () => (await consentIn(page)).measurement).toBe('granted');
  await page.evaluate(() => aisle.flush());
};

for (const banner of BANNERS) {
  for (const order of ORDERS) {
    const where = `${banner.id}, Aisle ${order ? 'second' : 'first'}`;

    test(`B1, B2, B9: nothing is stored or asked for until the banner is answered (${where})`, async ({ page }) => {
      const requests = requestsOf(page);
      const troubles = watchTroubles(page);
      await open(page, banner, order);
      await page.getByRole('button', { name: 'Look at a mug' }).click();
      await page.waitForTimeout(1_200);
      const { personalization, measurement, marketing, sharing } = await consentIn(page);
      expect([personalization, measurement, marketing, sharing]).toEqual(Array(4).fill('pending'));
      expect(await aisleTouches(page)).toEqual([]);
      expect(requests.filter(isOurs)).toEqual([]);
      expect(troubles).toEqual([]);
    });

    test(`B13, B16: accepting all is one change, and its source is named (${where})`, async ({ page }) => {
      await open(page, banner, order);
      const transitions = await watchTransitions(page);
      await acceptAll(page);
      await expect.poll(async () => (await consentIn(page)).measurement).toBe('granted');
      await page.waitForTimeout(200);
      expect(await transitions()).toBe(1);
      const { personalization, marketing, sources } = await consentIn(page);
      expect([personalization, marketing]).toEqual(['granted', 'granted']);
      expect(sources[banner.source]).toMatchObject({ personalization: 'granted', measurement: 'granted' });
    });

    test(`B9: what a consenting shopper has stored survives the next page (${where})`, async ({ page }) => {
      await openAccepted(page, banner, order);
      const visitor = await visitorIn(page);
      expect(visitor).toBeTruthy();
      await page.reload();
      const transitions = await watchTransitions(page);
      await expect.poll(async () => (await consentIn(page)).measurement).toBe('granted');
      await page.evaluate(() => aisle.flush());
      expect(await visitorIn(page)).toBe(visitor);
      expect(await transitions()).toBeLessThanOrEqual(1);
      expect((await aisleTouches(page)).filter((touch) => /deleteDatabase|clear/.test(touch))).toEqual([]);
    });
  }

  const numbers = banner.reloads ? 'B27, B30' : 'B27';
  test(`${numbers}: taking it back on the banner leaves nothing of ours (${banner.id})`, async ({ page }) => {
    await openAccepted(page, banner);
    expect(await oursIn(page)).toContain('aisle-demo');
    const reloaded = banner.reloads ? page.waitForEvent('load') : undefined;
    await changeMind(page, banner);
    await reloaded;
    await expect.poll(() => oursIn(page)).not.toContain('aisle-demo');
    await expect.poll(async () => (await consentIn(page)).personalization).toBe('denied');
  });

  test(`a refusal at once leaves nothing of ours, and sends nothing (${banner.id})`, async ({ page }) => {
    const requests = requestsOf(page);
    await open(page, banner);
    await refuseAll(page);
    await expect.poll(async () => (await consentIn(page)).measurement).toBe('denied');
    await page.waitForTimeout(500);
    expect(await oursIn(page)).toEqual([]);
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  if (!banner.forgetsLater) {
    test(`B15: an answer that is silently forgotten pauses when the page is seen again (${banner.id})`, async ({
      page,
    }) => {
      await openAccepted(page, banner);
      await forget(page);
      await beSeenAgain(page);
      await expect.poll(async () => (await consentIn(page)).personalization).toBe('pending');
      expect(await oursIn(page)).toContain('aisle-demo');
    });

    test(`B15: an answer that is silently forgotten is no leave to send (${banner.id})`, async ({ page }) => {
      await openAccepted(page, banner);
      const requests = requestsOf(page);
      await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'mug' }] }));
      await forget(page);
      await page.evaluate(() => aisle.flush());
      expect((await consentIn(page)).measurement).toBe('pending');
      expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    });
  }
}

test('B14: Klaro’s switches change nothing until they are saved, and saving the same again nothing either', async ({
  page,
}) => {
  await open(page, { id: 'klaro' });
  const transitions = await watchTransitions(page);
  await page.locator('.cookie-notice').getByText('Choose').click();
  for (const name of ['taste', 'visits', 'campaigns'])
    await page.locator(`.cookie-modal label.cm-list-label[for="service-item-${name}"]`).click();
  expect(await transitions()).toBe(0);
  expect((await consentIn(page)).personalization).toBe('pending');
  await page.locator('.cm-btn-accept').click();
  await expect.poll(transitions).toBe(1);
  await page.evaluate(() => {
    const { klaro } = window as unknown as { klaro: { getManager(): { saveAndApplyConsents(): void } } };
    klaro.getManager().saveAndApplyConsents();
  });
  await page.waitForTimeout(200);
  expect(await transitions()).toBe(1);
});

for (const id of ['vanilla-cookieconsent', 'osano', 'tcf', 'google-consent-mode', 'home-made']) {
  test(`B14: the same answer again is no change (${id})`, async ({ page }) => {
    const banner = BANNERS.find((one) => one.id === id) as Banner;
    await openAccepted(page, banner);
    const transitions = await watchTransitions(page);
    if (id === 'osano' || id === 'tcf') {
      // To ask again is to forget: the pause is a change, and so is its end.
      await page.getByRole('button', { name: 'Ask me again' }).click();
      await expect.poll(transitions).toBe(1);
      await acceptAll(page);
      await expect.poll(transitions).toBe(2);
    } else {
      await page.getByRole('button', { name: 'Ask me again' }).click();
      await acceptAll(page);
      await page.waitForTimeout(200);
      expect(await transitions()).toBe(0);
    }
    expect((await consentIn(page)).measurement).toBe('granted');
  });
}

for (const id of ['one-trust', 'cookiebot', 'usercentrics', 'didomi', 'shopify-privacy']) {
  test(`B14: a platform that fires its events without a change causes none (${id})`, async ({ page }) => {
    await openAccepted(page, BANNERS.find((one) => one.id === id) as Banner);
    const transitions = await watchTransitions(page);
    await page.evaluate(() => {
      const { standIns } = window as unknown as { standIns: Record<string, { repeat(): void }> };
      for (const one of Object.values(standIns)) one.repeat();
    });
    await page.waitForTimeout(200);
    expect(await transitions()).toBe(0);
  });
}

test('one answer by one grants one purpose, and no other', async ({ page }) => {
  for (const id of ['c15t', 'tcf', 'google-consent-mode', 'home-made']) {
    await open(page, { id });
    await page.getByLabel('Remember my taste in this browser').check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await expect
      .poll(async () => {
        const { personalization, measurement, marketing } = await consentIn(page);
        return { id, personalization, measurement, marketing };
      })
      .toEqual({ id, personalization: 'granted', measurement: 'denied', marketing: 'denied' });
    await page.context().clearCookies();
    await page.evaluate(() => localStorage.clear());
  }
});

for (const order of ORDERS) {
  test(`B18, B19: where silence is a yes, “do not sell” ends marketing and sharing only (Aisle ${order ? 'second' : 'first'})`, async ({
    page,
  }) => {
    await open(page, { id: 'gpp' }, order);
    await expect
      .poll(async () => consentIn(page))
      .toMatchObject({ personalization: 'granted', marketing: 'granted', sharing: 'granted' });
    await refuseAll(page);
    const refused = { personalization: 'granted', measurement: 'granted', marketing: 'denied', sharing: 'denied' };
    await expect.poll(async () => consentIn(page)).toMatchObject(refused);
    await page.reload();
    await expect.poll(async () => consentIn(page)).toMatchObject(refused);
  });
}

test('S16: forms and links that bear a platform’s name are no platform, and break nothing', async ({ page }) => {
  const clobbered = `<form name="klaro"><input name="defaultConfig"><input name="getManager"></form>
    <form name="tarteaucitron"><input name="job"><input name="state"><input name="services"></form>
    <form name="cookieconsent"><input name="Popup"></form><form name="CookieConsent"><input name="validConsent"></form>
    <form name="c15tStore"><input name="getState"><input name="subscribe"></form><img name="__tcfapi"><img name="__gpp">
    <a id="OneTrust"></a><a id="Cookiebot"></a><form name="Shopify"></form><form name="Didomi"></form>`;
  await page.route('**/clobbered', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><link rel="icon" href="data:,"><body>${clobbered}<script src="/aisle/aisle.js" data-site="demo" data-ingest="/v1/batch"></script>`,
    }),
  );
  const troubles = watchTroubles(page);
  await page.goto(`${site.url}/clobbered`);
  await page.waitForTimeout(500);
  expect((await consentIn(page)).personalization).toBe('pending');
  expect(await oursIn(page)).toEqual([]);
  expect(troubles).toEqual([]);
});

test('a stopped Aisle watches Klaro no more', async ({ page }) => {
  await openAccepted(page, BANNERS.find(({ id }) => id === 'klaro') as Banner);
  const watchers = () =>
    page.evaluate(() => {
      const { klaro } = window as unknown as { klaro: { getManager(): { watchers: Set<object> } } };
      return klaro.getManager().watchers.size;
    });
  const before = await watchers();
  await page.evaluate(() => aisle.stop());
  expect(await watchers()).toBe(before - 1);
});
