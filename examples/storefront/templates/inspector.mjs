import { html, raw, script } from './html.mjs';
import { layout } from './layout.mjs';

const head = html`<meta name="robots" content="noindex" />
  <link rel="stylesheet" href="/inspector/inspector.css" />
  <script type="module" src="/inspector/inspector.js"></script>`;

/** The page that shows what the shop knows of this shopper, and what follows from it. */
export const inspectorPage = (shop, words) =>
  layout(
    shop,
    { type: 'inspector', title: 'Why do I see this?', description: 'What Saltbox knows of you, and why.', head },
    html`<div class="page inspector">
        <header class="intro">
          <h1>Why do I see this?</h1>
          <p>
            The shop makes up its mind in this browser, not on a server. Here is what it remembers of you, and what
            follows from it, while it happens.
          </p>
        </header>
        <p class="live" role="status" data-live></p>
        <div data-inspector><p class="quiet">One moment.</p></div>
        <noscript><p>Without JavaScript the shop remembers nothing, and everybody sees the same.</p></noscript>
      </div>
      <script type="application/json" id="inspector-words">
        ${raw(script(words))}
      </script>`,
  );
