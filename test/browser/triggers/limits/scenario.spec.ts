import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { HEARING, firedIn } from '../../../helpers/triggers.js';

const asked = { moment: 'event', event: 'ask' } as const;
const playbook: Playbook = {
  v: 1,
  version: 'triggers-2',
  experiments: [{ id: 'nudge', variations: [{ id: 'control' }, { id: 'nudge' }] }],
  triggers: [
    { id: 'twice', on: asked, caps: { ever: 2 } },
    { id: 'rarely', on: asked, coolDownHours: 24 },
    { id: 'over', on: asked, schedule: { until: '2020-01-01' } },
    { id: 'tested', on: asked, when: { 'experiments.nudge': 'nudge' }, do: { event: 'nudged' } },
    { id: 'asked', on: asked },
  ],
};

const page = shopPage({
  attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"',
  body: `${HEARING}<script>aisle.record('ask')</script>`,
});
const inArm = (arm: string) => `<script>aisle.force('nudge', '${arm}')</script>`;

let shop: ShopServer;
const openShop = async (more: Partial<Playbook> = {}): Promise<void> => {
  shop = await openShopServer({
    playbook: { ...playbook, ...more },
    pages: { '/': page, '/forced': page.replace('<script>fired', `${inArm('nudge')}<script>fired`) },
  });
};
test.afterEach(() => shop.close());

/** Opens a page on which `ask` happens, and says what fired there. */
const visit = async (at: Page, path = '/'): Promise<readonly string[]> => {
  await at.goto(`${shop.url}${path}`);
  await expect.poll(() => firedIn(at)).toContain('asked event');
  await at.evaluate(() => aisle.flush());
  return firedIn(at);
};
const sent = (name: string) => shop.events().filter((event) => event.name === name);

test('caps, cool-down and schedule are kept from page to page: a trigger that fired is an event', async ({
  page: tab,
}) => {
  await openShop();
  expect(await visit(tab)).toEqual(expect.arrayContaining(['twice event', 'rarely event']));
  const second = await visit(tab);
  expect(second).toContain('twice event');
  expect(second).not.toContain('rarely event');
  expect(await visit(tab)).not.toContain('twice event');
  expect(sent('x_trigger').filter(({ params }) => params['trigger'] === 'over')).toEqual([]);
  const why = await tab.evaluate(async () => (await aisle.explain('trigger/twice'))?.decision.trace);
  expect(why).toEqual([{ candidate: 'twice', outcome: 'capped' }]);
});

test('a test of a trigger counts who would have met it in both arms, once a page view', async ({
  page: tab,
  browser,
}) => {
  await openShop();
  const arms = new Map<string, number>();
  for (let shopper = 0; shopper < 12; shopper += 1) {
    const context = await browser.newContext();
    const fired = await visit(await context.newPage());
    const arm = fired.includes('tested event') ? 'nudge' : 'control';
    arms.set(arm, (arms.get(arm) ?? 0) + 1);
    await context.close();
  }
  await tab.goto('about:blank');
  const counted = sent('x_exposure').flatMap(({ params }) => params['experiments'] as readonly { variation: string }[]);
  const seen = (arm: string) => counted.filter(({ variation }) => variation === arm).length;
  expect([seen('control'), seen('nudge')]).toEqual([arms.get('control'), arms.get('nudge')]);
  expect(sent('nudged')).toHaveLength(seen('nudge'));
});

test('for who is held out nothing fires, and that they would have met it is counted', async ({ page: tab }) => {
  await openShop({ holdout: { share: 1 } });
  await tab.goto(shop.url);
  await expect
    .poll(async () => {
      await tab.evaluate(() => aisle.flush());
      return sent('x_exposure').length;
    })
    .toBeGreaterThan(0);
  expect(await firedIn(tab)).toEqual([]);
  expect(sent('x_trigger')).toEqual([]);
  expect(sent('x_exposure')[0]?.params).toMatchObject({
    candidate: 'default',
    experiments: [{ id: 'holdout', variation: 'holdout' }],
  });
});

test('what was forced to be looked at is shown, and counts nothing', async ({ page: tab }) => {
  await openShop();
  expect(await visit(tab, '/forced')).toContain('tested event');
  expect(sent('nudged')).toEqual([]);
  expect(sent('x_trigger').map(({ params }) => params['trigger'])).not.toContain('tested');
});
