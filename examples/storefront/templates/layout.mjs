import { footer } from './footer.mjs';
import { header } from './header.mjs';
import { documentText, html, raw, script } from './html.mjs';

/** What the theme already tells its data layer while the page loads: clear, then the event. */
const earlyEvents = (events) => {
  const pushes = events.flatMap(([event, ecommerce]) => [{ ecommerce: null }, { event, ecommerce }]);
  const lines = pushes.map((entry) => `dataLayer.push(${script(entry)});`);
  return raw(['<script>', 'window.dataLayer = window.dataLayer || [];', ...lines, '</script>'].join('\n'));
};

/**
 * The frame of every page.
 *
 * @param page.head - Markup that only this page has in its head.
 * @param page.waits - The page shows nothing before its script has run, so that what the script fills in cannot shift.
 */
export const layout = (shop, page, content) =>
  documentText(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${page.title}${page.type === 'home' ? '' : ' – Saltbox'}</title>
          <meta name="description" content="${page.description}" />
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="preload" href="/fonts/instrument-sans.woff2" as="font" type="font/woff2" crossorigin />
          <link rel="preload" href="/fonts/young-serif.woff2" as="font" type="font/woff2" crossorigin />
          <link rel="stylesheet" href="/vendor/cookieconsent.css" />
          <link rel="stylesheet" href="/shop.css" />
          ${page.head} ${earlyEvents(page.events ?? [])}
          <script src="/vendor/cookieconsent.umd.js"></script>
          <script src="/cookie-banner.js"></script>
          <script
            src="/aisle.js"
            data-site="demo"
            data-ingest="/v1/batch"
            data-playbook="/v1/sites/demo/playbook.json"
            data-consent="shopConsent()"
          ></script>
          <script type="module" src="/shop/shop.js" ${page.waits && html` blocking="render"`}></script>
        </head>
        <body data-page="${page.type}">
          <a class="skip" href="#main">Skip to the content</a>
          ${header(shop, page)}
          <main id="main" tabindex="-1">${content}</main>
          ${footer(shop)}
          <div class="notice" role="status" data-notice></div>
        </body>
      </html>`,
  );
