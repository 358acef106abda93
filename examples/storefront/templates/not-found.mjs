import { html } from './html.mjs';
import { layout } from './layout.mjs';

/** What a wrong address answers. */
export const notFoundPage = (shop) =>
  layout(
    shop,
    { type: 'not-found', title: 'Not on our shelves', description: 'This page does not exist.' },
    html`<div class="page">
      <header class="intro">
        <h1>Not on our shelves.</h1>
        <p>The page has moved or never was. <a href="/">Start again at the door</a>.</p>
      </header>
    </div>`,
  );
