import { existsSync, readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const versionOf = (name) => dependencies[name];

/** What can be looked at, in the order of the menu. `scripts` and `styles` are what a shop would put into its theme. */
const all = [
  {
    id: 'vanilla-cookieconsent',
    group: 'Real packages',
    name: 'vanilla-cookieconsent',
    about: `${versionOf('vanilla-cookieconsent')}, MIT`,
    trap: 'It lists the categories of an answer that a new revision made void. Only its valid answer counts.',
    scripts: ['/vendor/vanilla-cookieconsent/cookieconsent.umd.js', '/banners/vanilla-cookieconsent.js'],
    styles: ['/vendor/vanilla-cookieconsent/cookieconsent.css'],
  },
  {
    id: 'klaro',
    group: 'Real packages',
    name: 'Klaro',
    about: `${versionOf('klaro')}, BSD-3-Clause`,
    trap: 'It tells of every toggle before anything is saved. Move the switches: nothing changes until you save.',
    scripts: ['/banners/klaro.js', '/vendor/klaro/klaro-no-css.js'],
    styles: ['/vendor/klaro/klaro.css'],
  },
  {
    id: 'tarteaucitron',
    group: 'Real packages',
    name: 'tarteaucitron',
    about: `${versionOf('tarteaucitronjs')}, MIT`,
    trap: 'It answers service by service, and says so each time. Three services are one change here.',
    scripts: ['/vendor/tarteaucitronjs/tarteaucitron.js', '/banners/tarteaucitron.js'],
  },
  {
    id: 'osano',
    group: 'Real packages',
    name: 'Osano cookieconsent',
    about: `${versionOf('cookieconsent')}, MIT`,
    trap: 'It has no event. Aisle asks it after a click, when the page is looked at again, and before it sends.',
    scripts: ['/vendor/cookieconsent/cookieconsent.min.js', '/banners/osano.js'],
    styles: ['/vendor/cookieconsent/cookieconsent.min.css'],
  },
  {
    id: 'c15t',
    group: 'Real packages',
    name: 'c15t',
    about: `${versionOf('c15t')}, Apache-2.0, headless`,
    trap: 'Taking something back reloads the page at once. The store is empty all the same.',
    scripts: ['/banners/c15t.js'],
  },
  {
    id: 'tcf',
    group: 'Signals',
    name: 'IAB TCF',
    about: `2.2, with cmpapi ${versionOf('@iabtechlabtcf/cmpapi')}`,
    trap: 'While the banner is open its consents are empty, which is no refusal: the first page load of every shopper.',
    scripts: ['/vendor/tcf-stub/stub.js', '/banners/tcf.js'],
  },
  {
    id: 'gpp',
    group: 'Signals',
    name: 'IAB GPP',
    about: `with cmpapi ${versionOf('@iabgpp/cmpapi')}`,
    trap: 'The US way: on until the shopper says “do not sell or share”. That ends sharing, not personalization.',
    scripts: ['/banners/gpp-stub.js', '/banners/gpp.js'],
    region: 'opt-out',
  },
  {
    id: 'google-consent-mode',
    group: 'Signals',
    name: 'Google Consent Mode',
    about: 'v2, read from the dataLayer',
    trap: 'Each page starts at “denied” until the banner speaks again. A default is no answer.',
    scripts: ['/banners/google-consent-mode.js'],
  },
  {
    id: 'home-made',
    group: 'Signals',
    name: 'A home-made banner',
    about: 'one call: aisle(“consent.set”, …)',
    trap: 'No platform at all. The shop’s own banner tells Aisle what was said.',
    scripts: ['/banners/home-made.js'],
    consent: 'manual',
  },
  ...[
    ['one-trust', 'OneTrust', 'Before the answer it lists the groups that are always on, as if that were one.'],
    ['cookiebot', 'Cookiebot', 'Its “accept” also means “accept some”, and is told again on every later page.'],
    ['usercentrics', 'Usercentrics', 'An implicit consent is stored before anybody was asked.'],
    ['didomi', 'Didomi', 'Who listens too late misses the first answer.'],
    ['shopify-privacy', 'Shopify Customer Privacy', 'Its “allowed” can be true where nobody was asked.'],
  ].map(([id, name, trap]) => ({
    id,
    group: 'Stand-ins of hosted platforms',
    name,
    about: 'a stand-in, written from the public documents',
    trap,
    scripts: [`/stand-ins/${id}.js`, '/banners/stand-in.js'],
  })),
];

/** A stand-in that is not written yet has no page. */
export const banners = all.filter(({ scripts }) =>
  scripts.every((path) => !path.startsWith('/stand-ins/') || existsSync(new URL(`.${path}`, import.meta.url))),
);
