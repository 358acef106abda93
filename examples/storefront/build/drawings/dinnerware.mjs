import { box, COLOURS, disc, flat, form, line, lying, shadow } from './ink.mjs';

const { salt, oat } = COLOURS;
const ring = (radius, colour, width) => line(disc(200, 200, [radius, radius]), colour, width);
const fork = (x) =>
  flat(`M${x} 84v56q0 14 9 18v158q0 10 7 10t7-10v-158q9-4 9-18v-56h-5v50h-5v-50h-6v50h-6v-50z`, COLOURS.steel);

const plate = (colour) =>
  lying(form(disc(200, 200, [142, 142]), salt) + ring(133, colour, 9) + ring(118, colour, 2)) +
  flat(disc(200, 200, [96, 96]), '#00000012') +
  flat(disc(197, 197, [92, 92]), '#fbfaf6');

const sidePlate = (colour) =>
  lying(
    form(disc(182, 200, [108, 108]), salt) +
      line(disc(182, 200, [101, 101]), colour, 8) +
      line(disc(182, 200, [89, 89]), colour, 2),
  ) +
  flat(disc(182, 200, [70, 70]), '#00000012') +
  flat(disc(179, 197, [67, 67]), '#fbfaf6') +
  lying(fork(322));

const platter = (colour) =>
  lying(form(disc(200, 200, [168, 116]), salt) + line(disc(200, 200, [159, 107]), colour, 9)) +
  flat(disc(200, 200, [120, 72]), '#00000012') +
  flat(disc(196, 197, [117, 69]), '#fbfaf6') +
  flat(disc(180, 190, [30, 27]), COLOURS.yolk) +
  flat(disc(226, 202, [28, 26]), COLOURS.amber) +
  flat('M204 172q16-18 34-8q-8 18-34 8z', COLOURS.pine);

const vessel = (colour, [top, depth, foot], glaze = salt) => {
  const left = 200 - top;
  const base = 322;
  const rim = base - depth;
  return (
    shadow(200, base, top * 0.8) +
    form(`M${200 - foot} ${base - 18}h${2 * foot}l-6 18h-${2 * foot - 12}z`, glaze) +
    form(
      `M${left} ${rim}h${2 * top}q-4 ${depth * 0.78}-${top - foot * 0.7} ${depth - 12}h-${foot * 1.4}q-${top - foot * 0.7 - 4}-${depth * 0.2}-${top - foot * 0.7}-${depth - 12}z`,
      glaze,
    ) +
    form(disc(200, rim, [top, top * 0.17]), colour) +
    flat(disc(200, rim + 2, [top - 10, top * 0.17 - 5]), '#fbfaf6') +
    flat(disc(200, rim + 8, [top - 22, top * 0.17 - 11]), '#00000014')
  );
};

const pastaBowl = (colour) => vessel(colour, [148, 84, 62]);
const bowl = (colour) => vessel(colour, [112, 120, 50], colour);

const nested = (y, half, colour) =>
  form(`M${200 - half} ${y}h${2 * half}q-6 64-${half * 0.5} 88h-${half}q-${half * 0.44}-24-${half * 0.5}-88z`, colour) +
  form(disc(200, y, [half, half * 0.14]), colour);
const mixingBowls = (colour) =>
  shadow(200, 324, 110) +
  nested(236, 150, colour) +
  flat(disc(200, 238, [138, 15]), '#0002') +
  nested(180, 118, oat) +
  flat(disc(200, 182, [108, 11]), '#0002') +
  nested(132, 88, salt) +
  flat(disc(200, 134, [79, 8]), '#0001');

const mug = (colour) =>
  shadow(192, 322, 100) +
  line('M270 196q70-14 66 46q-6 50-74 44', colour, 21) +
  form('M104 156h176v132q0 34-34 34h-108q-34 0-34-34z', colour) +
  form(disc(192, 156, [88, 15]), colour) +
  flat(disc(192, 158, [79, 11]), '#4a2c1b');

const cup = (x, y, colour) =>
  form(disc(x, y + 74, [82, 12]), salt) +
  flat(disc(x, y + 73, [48, 6]), '#0002') +
  line(`M${x + 44} ${y + 18}q36-8 34 18q-4 22-40 20`, colour, 10) +
  form(`M${x - 50} ${y}h100q0 74-34 74h-32q-34 0-34-74z`, colour) +
  form(disc(x, y, [50, 9]), colour) +
  flat(disc(x, y + 1, [44, 6]), '#4a2c1b');
const espresso = (colour) => shadow(132, 272, 70) + shadow(262, 330, 76) + cup(132, 190, salt) + cup(262, 246, colour);

const saltBox = (colour) =>
  shadow(200, 330, 108) +
  form('M132 190v-90q68-52 136 0v90z', colour) +
  flat(disc(200, 100, [12, 12]), '#0005') +
  form('M108 204h184v108q0 18-18 18h-148q-18 0-18-18z', colour) +
  form('M130 162h140l34 44h-208z', COLOURS.oak) +
  flat(box(96, 206, [208, 10], 3), COLOURS.walnut) +
  `<text x="200" y="286" font-family="Georgia,serif" font-size="46" font-style="italic" text-anchor="middle" fill="${salt}">Salt</text>`;

/** Plates, bowls, cups, and the box the shop is named after. */
export const dinnerware = { plate, sidePlate, platter, pastaBowl, bowl, mixingBowls, mug, espresso, saltBox };
