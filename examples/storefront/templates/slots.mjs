import { html } from './html.mjs';

// A slot's template has the same box as its default content: the same lines, the same picture.

const hero = ({ kicker, title, text, cta, image }) =>
  html`<div class="hero__words">
      <p class="hero__kicker" ${kicker.bound}>${kicker.words}</p>
      <h1 class="hero__title" ${title.bound}>${title.words}</h1>
      <p class="hero__text" ${text.bound}>${text.words}</p>
      <a class="button button--light hero__cta" ${cta.bound}>${cta.words}</a>
    </div>
    <div class="hero__scene"><img ${image.bound} alt="" width="960" height="720" fetchpriority="high" /></div>`;

const welcome = {
  kicker: { words: 'New at Saltbox' },
  title: { words: 'A kitchen is made of good habits.' },
  text: {
    words: 'And of a few things that last: one sharp knife, one heavy pot, one box of salt within reach of the stove.',
  },
  cta: { bound: html` href="/c/kitchen/"`, words: 'See the kitchen' },
  image: { bound: html` src="/images/scenes/kitchen.svg"` },
};

const bindings = {
  kicker: { bound: html` data-aisle-text="kicker"` },
  title: { bound: html` data-aisle-text="title"` },
  text: { bound: html` data-aisle-text="text"` },
  cta: { bound: html` data-aisle-if="cta" data-aisle-attr="href:url" data-aisle-text="cta"` },
  image: { bound: html` data-aisle-attr="src:image"` },
};

/** The first thing on the home page. */
export const homeHero = html`<section class="hero" data-aisle-slot="home-hero">
  ${hero(welcome)}
  <template>${hero(bindings)}</template>
</section>`;

const pledgeBox = ({ title, text, cta, image }) =>
  html`<div class="pledge__inner">
      <h2 class="pledge__title" ${title.bound}>${title.words}</h2>
      <p class="pledge__text" ${text.bound}>${text.words}</p>
      <a class="button" ${cta.bound}>${cta.words}</a>
    </div>
    <img ${image.bound} alt="" width="400" height="400" loading="lazy" decoding="async" />`;

const repair = {
  title: { words: 'Sharpen it, mend it, keep it.' },
  text: {
    words:
      'What we sell can be repaired, and we are the ones who repair it. Send a knife on Monday, cook with it on Friday. The first edge is free.',
  },
  cta: { bound: html` href="/help/#returns"`, words: 'How repair works' },
  image: { bound: html` src="/images/brae-chef-knife-20-cm.svg"` },
};

/** A word in between, further down on the home page. */
export const homePledge = html`<section class="pledge" data-aisle-slot="home-pledge">
  ${pledgeBox(repair)}
  <template>${pledgeBox(bindings)}</template>
</section>`;
