import { box, COLOURS, disc, flat, form, line, lying, repeated, shadow, turned } from './ink.mjs';

const { salt, oak, walnut, oat } = COLOURS;

/** Lines across a box, for stripes. */
const stripes = ([x, y, width], [count, step, thick], colour) =>
  Array.from({ length: count }, (_, at) => flat(box(x, y + at * step, [width, thick]), colour, 0.85)).join('');

const napkin = (colour) =>
  lying(
    turned(
      -14,
      form(box(92, 92, [216, 216], 4), colour) +
        flat('M92 92h216l-216 216z', '#fff', 0.14) +
        line('M104 104h192M104 104v192', '#ffffff90', 3),
    ),
  ) +
  lying(
    turned(
      -14,
      form(box(176, 60, [48, 280], 24), 'none') + line('M150 200h100', oak, 22) + line('M150 194h100', '#fff4', 4),
    ),
  );

const stripedNapkin = (colour) =>
  lying(
    turned(
      10,
      form(box(104, 78, [192, 244], 4), salt) +
        stripes([104, 100, 192], [6, 38, 12], colour) +
        flat(box(200, 78, [96, 244]), '#0000000d') +
        line('M200 78v244', '#0001', 3),
    ),
  );

const table = (top, cloth) =>
  shadow(200, 350, 140) + flat('M92 250h14l-8 100h-12zM308 250h-14l8 100h12z', walnut) + top(cloth);

const drape = (colour) =>
  form(
    'M48 176h304l22 128q-24 14-46-2q-24 18-48 0q-26 18-50 0q-26 18-50 0q-26 18-50 0q-26 18-48 0q-22 14-56 2z',
    colour,
  ) +
  form('M76 138h248l28 40h-304z', colour) +
  repeated(5, 54, line('M92 196l-4 96', '#0000001a', 5));
const tablecloth = (colour) => table(drape, colour) + flat('M76 138h248l28 40h-304z', '#fff', 0.2);

const checks = (colour) =>
  repeated(7, 44, flat('M60 178h18l-6 128h-18z', colour, 0.75)) +
  [196, 236, 276].map((y) => flat(box(44, y, [316, 16]), colour, 0.55)).join('') +
  repeated(6, 42, flat('M90 138h14l-4 40h-16z', colour, 0.75)) +
  flat(box(64, 152, [274, 10]), colour, 0.55);
const checkedCloth = (colour) => table(drape, salt) + checks(colour);

const runner = (colour) =>
  shadow(200, 350, 150) +
  form(box(30, 190, [340, 24], 6), oak) +
  flat('M62 214h20l-8 136h-14zM338 214h-20l8 136h14z', walnut) +
  form('M140 186h120v126h-120z', colour) +
  stripes([140, 270, 120], [3, 12, 4], salt) +
  Array.from({ length: 10 }, (_, at) => line(`M${146 + at * 12} 312v14`, colour, 4)).join('') +
  form('M176 186q-14-36 24-52q38 16 24 52z', salt) +
  line('M200 134q-10-40-34-50M200 134q6-44 36-54', COLOURS.pine, 5) +
  flat(disc(164, 82, [12, 9]), COLOURS.sage) +
  flat(disc(238, 80, [13, 10]), COLOURS.sage);

const apron = (colour) =>
  line('M158 96q-14-50 42-54q56 4 42 54', colour, 9) +
  lying(
    form('M152 92h96q2 58 58 78l4 166q-110 18-220 0l4-166q56-20 58-78z', colour) +
      flat(box(146, 214, [108, 74], 6), '#0002') +
      line('M152 222h96', '#fff8', 3) +
      line('M158 100h84', '#fff6', 3) +
      line('M94 178l-44 60M306 178l44 60', colour, 9),
  );

const rail =
  line('M40 66h320', walnut, 13) + flat(disc(70, 66, [12, 12]), walnut) + flat(disc(330, 66, [12, 12]), walnut);
const teaTowel = (colour) =>
  rail +
  lying(form(box(96, 56, [116, 262], 3), salt)) +
  stripes([96, 232, 116], [4, 17, 8], colour) +
  lying(form(box(198, 56, [104, 228], 3), colour)) +
  stripes([198, 216, 104], [3, 17, 6], salt);

const waffle = (colour) =>
  rail +
  lying(form(box(104, 56, [192, 270], 3), colour)) +
  line(Array.from({ length: 11 }, (_, at) => `M${115 + at * 17} 64v254`).join(''), '#0000001a', 3) +
  line(Array.from({ length: 15 }, (_, at) => `M108 ${78 + at * 17}h184`).join(''), '#ffffff30', 3);

const folded = (y, width, colour) => form(box(200 - width / 2, y, [width, 40], 18), colour);
const throwStack = (colour) =>
  shadow(200, 330, 136) +
  folded(290, 272, colour) +
  folded(250, 264, colour) +
  folded(210, 256, colour) +
  form(box(72, 168, [256, 44], 20), colour) +
  stripes([72, 178, 256], [2, 14, 5], oat) +
  Array.from({ length: 12 }, (_, at) => line(`M${86 + at * 20} 208v18`, colour, 5)).join('');

const waffleThrow = (colour) =>
  shadow(200, 330, 150) +
  line('M110 330v-150q0-26 26-26h128q26 0 26 26v150', oak, 13) +
  line('M110 250h180', oak, 13) +
  form('M132 140h136l14 160q-82 20-164 0z', colour) +
  repeated(7, 18, line('M146 152l0 146', '#0000001a', 3)) +
  [170, 190, 210, 230, 250, 270, 290].map((y) => line(`M132 ${y}h136`, '#ffffff30', 3)).join('');

/** What is woven for the table and the kitchen, and throws. */
export const linen = {
  napkin,
  stripedNapkin,
  tablecloth,
  checkedCloth,
  runner,
  apron,
  teaTowel,
  waffle,
  throwStack,
  waffleThrow,
};
