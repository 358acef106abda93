import { html } from './html.mjs';
import { layout } from './layout.mjs';

/** Delivery, returns and privacy, on one page. */
export const helpPage = (shop) =>
  layout(
    shop,
    { type: 'help', title: 'Service', description: 'Delivery, returns, repair and privacy at Saltbox.' },
    html`<div class="page prose">
      <header class="intro"><h1>Service</h1></header>
      <h2 id="delivery">Delivery</h2>
      <p>
        Standard delivery takes two to three working days and costs €4.90; from €75 it is free. Express arrives tomorrow
        and costs €9.90.
      </p>
      <h2 id="returns">Returns and repair</h2>
      <p>
        You have 100 days to change your mind. After that we repair: edges, enamel chips, loose rivets, cane handles.
        Write to us and we send a box.
      </p>
      <h2 id="bench">The bench</h2>
      <p>
        Jonas and Merve sharpen, re-handle and advise in Berlin, Monday to Saturday from nine to seven. Before you buy a
        knife, ask them. Sometimes the answer is the one you have.
      </p>
      <h2 id="privacy">Privacy</h2>
      <p>
        Your basket lives in this browser. With your consent the shop also remembers what you looked at, to choose what
        it shows you, and counts visits. You can change your answer at any time, and you can
        <a href="/inspector/">look at everything it remembers, and at what follows from it</a>.
      </p>
      <p><button type="button" class="button" data-cookie-settings>Cookie settings</button></p>
    </div>`,
  );
