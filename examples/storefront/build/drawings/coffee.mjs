import { box, COLOURS, disc, flat, form, line, shadow } from './ink.mjs';

const { steel, iron, walnut, oak, ink, salt } = COLOURS;
const glass = (d) => flat(d, '#fff', 0.45) + `<path d="${d}" fill="url(#s)"/>`;

const dripper = (colour) =>
  shadow(200, 332, 84) +
  glass('M134 222h132v92q0 18-18 18h-96q-18 0-18-18z') +
  flat('M134 270h132v44q0 18-18 18h-96q-18 0-18-18z', '#4a2c1b', 0.9) +
  line('M266 240q44-4 42 34q-2 30-42 26', colour, 12) +
  form('M114 206h172v16h-172z', colour) +
  form('M118 98h164l-46 110h-72z', colour) +
  line('M280 120q36-2 32 26q-4 24-48 24', colour, 11) +
  flat('M124 98h152l-10-22q-66-14-132 0z', '#fbf6ea');

const frenchPress = (colour) =>
  shadow(194, 336, 90) +
  line('M200 60v70', iron, 6) +
  form(disc(200, 58, [17, 17]), colour) +
  glass('M130 132h140v190h-140z') +
  flat('M130 206h140v116h-140z', '#4a2c1b', 0.92) +
  flat('M130 190h140v16h-140z', '#7d5334') +
  form('M124 112h152q-4-22-76-22t-76 22z', steel) +
  form(box(118, 110, [164, 20], 6), steel) +
  flat('M130 150h140v8h-140zM130 300h140v8h-140z', steel) +
  line('M276 144h30q14 0 14 14v118q0 14-14 14h-30', colour, 15) +
  form(box(120, 316, [160, 20], 6), steel);

const moka = (colour) =>
  shadow(196, 334, 92) +
  line('M278 168h38q10 0 8 14l-12 78', colour, 16) +
  form('M136 232h120l24 102h-168z', steel) +
  form('M116 132h164l-24 84h-120z', steel) +
  flat('M136 216h120v16h-120z', '#8d96a3') +
  form('M116 132l-26-16l10 44z', steel) +
  form('M122 132l22-40h104l28 40z', '#d5dae1') +
  form(box(178, 66, [36, 28], 8), colour) +
  flat('M196 132h6v84h-6zM196 232h6v102h-6z', '#0000001f');

const grinder = (colour) =>
  shadow(200, 338, 66) +
  line('M200 96v-18h104', iron, 11) +
  form(box(292, 64, [28, 34], 12), oak) +
  form(box(150, 92, [100, 246], 16), colour) +
  form(box(144, 200, [112, 18], 6), steel) +
  form(box(150, 92, [100, 26], 10), steel) +
  flat(box(184, 262, [32, 44], 5), '#0002');

const gooseneck = (colour) =>
  shadow(196, 328, 112) +
  line('M278 288q58-6 62-72q2-46 40-58', colour, 13) +
  line('M120 176q-84-14-72 66q8 44 60 42', walnut, 17) +
  form('M124 182h152l34 128q2 18-18 18h-184q-20 0-18-18z', colour) +
  form('M118 172h164v14h-164z', colour) +
  form('M132 172q8-26 68-26t68 26z', colour) +
  form(box(186, 122, [28, 26], 9), walnut);

const kettle = (colour) =>
  shadow(196, 328, 128) +
  line('M110 184q0-106 90-106t90 106', iron, 12) +
  form(box(150, 66, [100, 24], 12), walnut) +
  form('M292 254l60-72l26 10l-58 112z', colour) +
  form('M84 268q0-84 116-84t116 84q0 60-36 60h-160q-36 0-36-60z', colour) +
  form('M140 192q6-22 60-22t60 22z', colour) +
  form(disc(200, 166, [13, 11]), iron) +
  flat(box(92, 312, [216, 8], 4), '#0002');

const teapot = (colour) =>
  shadow(200, 322, 112) +
  line('M116 218q-66-10-62 38q6 42 70 32', walnut, 15) +
  form('M284 268q34-8 42-58q4-18 34-18l-6 18q-12 74-66 92z', colour) +
  form('M100 250q0-72 100-72t100 72q0 72-48 72h-104q-48 0-48-72z', colour) +
  form('M146 186q6-20 54-20t54 20q-54 12-108 0z', colour) +
  form(disc(200, 158, [14, 12]), walnut);

const teaTin = (colour) =>
  shadow(200, 330, 84) +
  form(box(124, 152, [152, 178], 8), colour) +
  form(box(118, 110, [164, 52], 10), colour) +
  flat(box(118, 156, [164, 5]), '#0003') +
  flat(box(150, 200, [100, 84], 4), salt) +
  flat(box(166, 220, [68, 7], 3), ink) +
  flat(box(166, 238, [46, 5], 2), ink, 0.5) +
  flat(box(166, 252, [56, 5], 2), ink, 0.5);

/** Coffee and tea. */
export const coffee = { dripper, frenchPress, moka, grinder, gooseneck, kettle, teapot, teaTin };
