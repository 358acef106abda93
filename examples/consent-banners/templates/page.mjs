import { banners } from '../banners.mjs';
import { documentText, html } from './html.mjs';

const FONTS = [
  '/fonts/young-serif/young-serif-latin-400-normal.woff2',
  '/fonts/instrument-sans/instrument-sans-latin-wght-normal.woff2',
];

const groups = Map.groupBy(banners, ({ group }) => group);

/** A page's address; `order` says whether Aisle comes first or second. */
export const pathOf = ({ id }, order) => (order === 'second' ? `/${id}/second` : `/${id}`);

const menu = (current, order) => html`
  <nav class="menu" aria-label="Banners">
    ${[...groups].map(
      ([group, members]) => html`
        <h2 class="menu__group">${group}</h2>
        <ul>
          ${members.map(
            ({ id, name }) => html`
              <li>
                <a href="${pathOf({ id }, order)}" ${id === current && html`aria-current="page"`}>${name}</a>
              </li>
            `,
          )}
        </ul>
      `,
    )}
  </nav>
`;

const PURPOSES = [
  ['personalization', 'Personalization', 'A profile in this browser; nothing of it leaves.'],
  ['measurement', 'Measurement', 'What happened is sent to the shop’s own server.'],
  ['marketing', 'Marketing', 'Campaign ids and audiences.'],
  ['sharing', 'Sharing', 'Anything that reaches somebody else.'],
];

const gates = PURPOSES.map(
  ([id, title, text]) => html`
    <li class="gate" data-purpose="${id}" data-state="pending">
      <h3>${title}</h3>
      <p class="gate__state"><span data-state-word>pending</span></p>
      <p class="quiet">${text}</p>
      <p class="gate__source" data-source></p>
    </li>
  `,
);

const COUNTS = [
  ['storage', 'calls to storage'],
  ['network', 'requests'],
];

const counters = ['aisle', 'banner'].map(
  (who) => html`
    <section class="counter" data-who="${who}">
      <h3>${who === 'aisle' ? 'Aisle' : 'The banner and the page'}</h3>
      <dl>
        ${COUNTS.map(
          ([kind, words]) => html`
            <div>
              <dt>${words}</dt>
              <dd><strong data-count="${kind}-before">0</strong> <span>before the answer</span></dd>
              <dd><span data-count="${kind}-after">0</span> since then</dd>
            </div>
          `,
        )}
      </dl>
    </section>
  `,
);

const orders = (banner, order) => html`
  <nav class="orders" aria-label="Order of the scripts">
    <a href="${pathOf(banner, 'first')}" ${order === 'first' && html`aria-current="page"`}>Aisle before the banner</a>
    <a href="${pathOf(banner, 'second')}" ${order === 'second' && html`aria-current="page"`}>Aisle after the banner</a>
  </nav>
`;

const log = html`
  <section class="log" aria-labelledby="log-title">
    <header class="log__head">
      <h2 id="log-title">Every call, as it happens</h2>
      <label class="log__only"><input type="checkbox" data-only-aisle /> Aisle’s only</label>
    </header>
    <div class="log__scroll" tabindex="0" role="region" aria-label="Calls, the newest first">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody data-log></tbody>
      </table>
      <p class="log__empty" data-empty>Not one call.</p>
    </div>
  </section>
`;

const main = (banner, order) => html`
  <main id="main">
    <header class="intro">
      <div>
        <h1>${banner.name}</h1>
        <p class="quiet">${banner.about}</p>
      </div>
      ${orders(banner, order)}
      <p class="intro__trap">${banner.trap}</p>
    </header>
    <p class="unseen" role="status" data-status></p>
    <section aria-labelledby="gates-title">
      <h2 id="gates-title">What Aisle may do now</h2>
      <ul class="gates">
        ${gates}
      </ul>
    </section>
    <section class="counters" aria-label="How many calls">${counters}</section>
    <section class="tools" aria-label="Try it">
      <button type="button" class="button" data-tool="shop">Look at a mug</button>
      <button type="button" class="button" data-tool="reopen">Ask me again</button>
      <button type="button" class="button" data-tool="reset">Forget the answer silently</button>
      <button type="button" class="button" data-tool="withdraw">Withdraw from Aisle</button>
      <button type="button" class="button button--plain" data-tool="anew">Begin anew</button>
    </section>
    ${log}
  </main>
`;

const aisle = ({ consent = 'auto', region }) => html`
  <script
    src="/aisle/aisle.js"
    data-site="demo"
    data-ingest="/v1/batch"
    data-consent="${consent}"
    data-traffic="shopper"
    ${region && html`data-region="${region}"`}
  ></script>
`;

/** One banner's page. */
export const bannerPage = (banner, order) =>
  documentText(html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${banner.name} · Aisle and the banners</title>
        <link rel="icon" href="/assets/favicon.svg" />
        ${FONTS.map((href) => html`<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin />`)}
        ${(banner.styles ?? []).map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        ${['tokens', 'page', 'panel', 'banners'].map(
          (sheet) => html`<link rel="stylesheet" href="/assets/css/${sheet}.css" />`,
        )}
        <script src="/assets/touch.js"></script>
        <script src="/aisle/aisle-stub.js"></script>
        ${order === 'first' && aisle(banner)}
        <script type="module" src="/assets/panel/panel.js"></script>
      </head>
      <body data-banner="${banner.id}">
        <a class="skip" href="#main">To the page</a>
        <div class="frame">
          <aside class="side">
            <p class="brand">Aisle <em>and the banners</em></p>
            ${menu(banner.id, order)}
          </aside>
          ${main(banner, order)}
        </div>
        ${banner.scripts.map((src) => html`<script src="${src}"></script>`)} ${order === 'second' && aisle(banner)}
      </body>
    </html>
  `);
