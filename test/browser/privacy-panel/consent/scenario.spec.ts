import { expect } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { aisleTouches, spyOnTouches } from '../../../helpers/touch.js';
import { openByClick, states } from '../panel-page.js';
import { test } from '../panel-test.js';

test('2: one click allows a purpose, one click takes it back', async ({ page, shop }) => {
  await page.goto(shop.url);
  const panel = await openByClick(page);
  const purposes = ['Personalization', 'Measurement', 'Marketing', 'Sharing'];
  for (const [index, name] of purposes.entries()) {
    await expect(panel.switch(name)).not.toBeChecked();
    await panel.switch(name).click();
    await expect(panel.switch(name)).toBeChecked();
    expect((await states(page)).split(' ')[index]).toBe('granted');
    await expect(panel.status).toContainText(`${name} is on.`);
  }
  for (const [index, name] of purposes.entries()) {
    await panel.switch(name).click();
    await expect(panel.switch(name)).not.toBeChecked();
    expect((await states(page)).split(' ')[index]).toBe('denied');
  }
});

test('2, B16: a stricter banner overrules the switch, and the panel says so', async ({ page, shop }) => {
  await page.goto(`${shop.url}/banner`);
  const panel = await openByClick(page);
  await panel.switch('Measurement').click();
  await expect(panel.switch('Measurement')).not.toBeChecked();
  await expect(panel.note('measurement')).toHaveText(
    'Off until there is an answer from the shop’s cookie banner, too.',
  );
  expect(await states(page)).toBe('pending pending pending pending');

  await page.evaluate(() => {
    Reflect.set(window, 'bannerSays', {
      personalization: 'granted',
      measurement: 'denied',
      marketing: 'granted',
      sharing: 'denied',
    });
    aisle.consent.ask();
  });
  await expect(panel.note('measurement')).toHaveText(
    'Off: the shop’s cookie banner said no, and the stricter answer counts.',
  );
  await expect(panel.switch('Personalization')).toBeChecked();
  await panel.switch('Personalization').click();
  expect((await states(page)).split(' ')[0]).toBe('denied');
  await expect(panel.note('personalization')).toBeEmpty();
});

test('2, B17: says that the browser’s own signal overrules', async ({ page, shop }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await page.goto(shop.url);
  const panel = await openByClick(page);
  await panel.switch('Marketing').click();
  await expect(panel.switch('Marketing')).not.toBeChecked();
  await expect(panel.note('marketing')).toHaveText(
    'Off: your browser’s privacy signal said no, and the stricter answer counts.',
  );
  await expect(panel.status).toContainText('your browser’s privacy signal said no');
});

test('2, B19: says what is on by the rule of a region, and takes it back by one click', async ({ page, shop }) => {
  await page.goto(`${shop.url}/opt-out`);
  const panel = await openByClick(page);
  await expect(panel.switch('Personalization')).toBeChecked();
  await expect(panel.note('personalization')).toContainText('On without your answer');
  await panel.switch('Personalization').click();
  expect((await states(page)).split(' ')[0]).toBe('denied');
});

test('2: follows an answer that is given elsewhere while it is open', async ({ page, openStocked }) => {
  const panel = await openStocked();
  await page.evaluate(() => aisle.consent.set({ measurement: 'denied' }));
  await expect(panel.switch('Measurement')).not.toBeChecked();
});

test('2: tells the page each choice, so that its banner can follow', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.evaluate(() => {
    const heard: unknown[] = [];
    document.addEventListener('aisle-choice', (event) => heard.push((event as CustomEvent).detail));
    Reflect.set(window, 'heard', heard);
  });
  const panel = await openByClick(page);
  await panel.switch('Marketing').click();
  await panel.button('Withdraw everything').click();
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([
    { marketing: 'granted' },
    { personalization: 'denied', measurement: 'denied', marketing: 'denied', sharing: 'denied' },
  ]);
});

test('2, B27, B28: one button withdraws everything, and leaves nothing on the device', async ({
  page,
  shop,
  openStocked,
}) => {
  const panel = await openStocked();
  expect((await storedIn(page)).databases).not.toEqual([]);
  await panel.button('Withdraw everything').click();
  await expect(panel.status).toHaveText('Everything is withdrawn. This browser keeps nothing about you any more.');
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  expect(await states(page)).toBe('denied denied denied denied');
  await expect(panel.lead).toContainText('Nothing about you is stored: you said no.');
  for (const name of ['Personalization', 'Measurement', 'Marketing', 'Sharing'])
    await expect(panel.switch(name)).not.toBeChecked();
  await expect(panel.part('What this browser knows')).toContainText('Nothing.');
  await expect.poll(() => shop.events()).toEqual([]);
});

test('B1: before an answer it says that nothing is stored, and stores nothing', async ({ page, shop }) => {
  await spyOnTouches(page);
  await page.goto(shop.url);
  const panel = await openByClick(page);
  await expect(panel.lead).toContainText('Nothing about you is stored: you have not answered yet.');
  await expect(panel.note('personalization')).toHaveText('Not answered yet.');
  await panel.button('Download my data').click();
  await expect(panel.status).toHaveText('There is nothing to download: nothing is stored here.');
  // The playbook is a static file of the shop's own.
  expect((await aisleTouches(page)).filter((touch) => !/^fetch \S+\/playbook.json$/.test(touch))).toEqual([]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});
