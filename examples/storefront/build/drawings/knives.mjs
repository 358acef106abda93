import { box, COLOURS, disc, flat, form, line, lying, repeated, turned } from './ink.mjs';

const { steel, walnut, iron } = COLOURS;
const rivets = (xs, y) => xs.map((x) => flat(disc(x, y, [3.5, 3.5]), '#f0e6d2')).join('');
const handle = (x, length, colour) =>
  form(`M${x} 186q${length * 0.5} 6 ${length}-4q14 2 12 22q-2 18-18 14q-${length * 0.5}-8-${length - 6}-6z`, colour);

const blade = (d, edge) => `${flat(d, steel)}${flat(edge, '#e9edf2')}`;
const knife = (parts) => lying(turned(-38, parts));

const chefKnife = (colour) =>
  knife(
    blade('M22 214q70-34 216-32v40q-120 16-216-8z', 'M22 214q110 10 216 2v6q-120 16-216-8z') +
      flat(box(238, 180, [12, 44], 2), iron) +
      handle(248, 108, colour) +
      rivets([276, 306, 336], 198),
  );

const santoku = (colour) =>
  knife(
    blade('M40 218q4-34 44-38h158v44q-110 4-202-6z', 'M40 218q100 6 202 0v6q-110 4-202-6z') +
      flat(box(242, 182, [16, 34], 2), '#2b2622') +
      form(box(256, 184, [112, 30], 8), colour),
  );

const nakiri = (colour) =>
  knife(
    blade('M48 172h194v56h-186q-12-24-8-56z', 'M53 218h189v10h-186z') +
      flat(box(242, 182, [16, 32], 2), '#2b2622') +
      form(box(256, 182, [112, 30], 8), colour),
  );

const paringKnife = (colour) =>
  knife(
    blade('M78 208q44-28 116-26v30q-70 8-116-4z', 'M78 208q60 6 116 0v4q-70 8-116-4z') +
      flat(box(194, 180, [10, 34], 2), iron) +
      handle(202, 96, colour) +
      rivets([230, 262], 198),
  );

const teeth = Array.from({ length: 15 }, () => 'q-7 9-14 0').join('');
const breadKnife = (colour) =>
  knife(
    flat(`M20 196q4-12 22-12h198v32${teeth}q-10-6-10-20z`, steel) +
      flat(box(44, 186, [196, 8], 4), '#e9edf2') +
      flat(box(240, 180, [12, 42], 2), iron) +
      handle(250, 108, colour) +
      rivets([278, 308, 338], 198),
  );

const steakKnives = (colour) =>
  lying(
    repeated(
      4,
      66,
      flat('M92 66q20 44 16 138h-24q-4-88 8-138z', steel) +
        flat('M92 66q-6 60-2 138h-6q-4-88 8-138z', '#e9edf2') +
        form(box(82, 202, [28, 132], 10), colour) +
        rivets([96], 236) +
        rivets([96], 300),
    ),
  );

const board = (colour) =>
  lying(
    turned(
      -12,
      form(box(66, 92, [268, 216], 22), colour) +
        repeated(5, 52, line('M92 104v192', '#0002', 2)) +
        repeated(4, 0, '') +
        line('M76 164h248M76 236h248', '#0002', 2) +
        flat(disc(308, 118, [11, 11]), '#0000004d'),
    ),
  ) +
  `<g transform="translate(34 26) rotate(-52 200 200) scale(.8)">${lying(blade('M60 208q44-28 116-26v30q-70 8-116-4z', 'M60 208q60 6 116 0v4z') + handle(178, 96, walnut === colour ? COLOURS.tomato : walnut))}</g>`;

const whetstone = (colour) =>
  lying(
    turned(
      -18,
      form(box(60, 166, [280, 96], 10), COLOURS.oak) +
        form(box(84, 150, [232, 44], 4), colour) +
        form(box(84, 194, [232, 40], 4), COLOURS.salt) +
        flat(box(60, 160, [16, 84], 4), walnut) +
        flat(box(324, 160, [16, 84], 4), walnut),
    ),
  );

/** Knives and what belongs to them, all seen from above. */
export const knives = { chefKnife, santoku, nakiri, paringKnife, breadKnife, steakKnives, board, whetstone };
