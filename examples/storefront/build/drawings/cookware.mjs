import { box, COLOURS, disc, flat, form, line, lying, repeated, shadow, turned } from './ink.mjs';

const { steel, iron, salt, brass } = COLOURS;

const casserole = (colour) =>
  shadow(200, 322, 150) +
  line('M84 226h-26q-10 0-10 12t10 12h26M316 226h26q10 0 10 12t-10 12h-26', colour, 14) +
  form('M70 206h260v82q0 34-36 34h-188q-36 0-36-34z', colour) +
  form('M62 190h276v18h-276z', colour) +
  form('M74 190q10-48 126-50q116 2 126 50z', colour) +
  flat(box(186, 128, [28, 14], 4), '#0003') +
  form(box(172, 108, [56, 22], 11), brass);

const oval = (colour) =>
  shadow(200, 322, 168) +
  line('M58 232h-18q-10 0-10 11t10 11h18M342 232h18q10 0 10 11t-10 11h-18', colour, 14) +
  form('M42 216h316v66q0 40-48 40h-220q-48 0-48-40z', colour) +
  form('M34 202h332v16h-332z', colour) +
  form('M52 202q14-38 148-40q134 2 148 40z', colour) +
  form(box(168, 140, [64, 20], 10), steel);

const saucepan = (colour) =>
  shadow(160, 322, 112) +
  form(box(250, 216, [138, 18], 9), colour) +
  form('M62 196h200v100q0 26-26 26h-148q-26 0-26-26z', steel) +
  form('M54 184h216v14h-216z', '#d5dae1') +
  form('M66 184q8-30 96-32q88 2 96 32z', steel) +
  form(box(144, 132, [36, 20], 9), colour);

const stockpot = (colour) =>
  shadow(200, 326, 122) +
  line('M96 200h-22q-9 0-9 11t9 11h22M304 200h22q9 0 9 11t-9 11h-22', colour, 12) +
  form('M88 150h224v150q0 26-26 26h-172q-26 0-26-26z', salt) +
  form('M80 136h240v16h-240z', colour) +
  form('M92 136q8-34 108-36q100 2 108 36z', salt) +
  form(box(178, 82, [44, 20], 10), colour) +
  flat(box(88, 306, [224, 6]), colour, 0.9);

const fryingPan = (colour) =>
  lying(
    turned(
      -40,
      form(box(262, 188, [134, 24], 11), colour) +
        flat(disc(378, 200, [6, 6]), '#0005') +
        form(disc(156, 200, [122, 122]), iron) +
        form(disc(156, 200, [98, 98]), '#2c323c') +
        flat(disc(276, 194, [3, 3]), steel) +
        flat(disc(276, 206, [3, 3]), steel),
    ),
  );

const grillPan = (colour) =>
  lying(
    turned(
      -40,
      form(box(254, 186, [132, 28], 12), colour) +
        flat(disc(368, 200, [7, 7]), '#fff5') +
        form(box(40, 88, [228, 224], 34), iron) +
        form(box(58, 106, [192, 188], 22), '#2c323c') +
        repeated(7, 24, line('M82 124v152', '#4a5362', 8)),
    ),
  );

const gratin = (colour) =>
  shadow(200, 312, 164) +
  form('M40 244h-14q-10 0-8 12q2 12 16 12h18M360 244h14q10 0 8 12q-2 12-16 12h-18', colour) +
  form('M36 240h328l-20 56q-6 16-26 16h-236q-20 0-26-16z', colour) +
  form(disc(200, 240, [164, 26]), colour) +
  flat(disc(200, 242, [148, 19]), salt) +
  flat(disc(200, 246, [140, 15]), '#0000001a');

const roaster = (colour) =>
  lying(
    turned(
      -14,
      line('M40 168h-14v64h14M360 168h14v64h-14', colour, 11) +
        form(box(38, 98, [324, 204], 30), salt) +
        line(box(44, 104, [312, 192], 26), colour, 9) +
        form(box(70, 128, [260, 144], 20), '#e7e7e2') +
        line('M96 152h120', '#fff', 6),
    ),
  );

/** Pots, pans and ovenware. */
export const cookware = { casserole, oval, saucepan, stockpot, fryingPan, grillPan, gratin, roaster };
