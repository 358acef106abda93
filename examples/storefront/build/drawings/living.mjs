import { box, COLOURS, disc, flat, form, line, lying, repeated, shadow, turned } from './ink.mjs';

const { salt, brass, iron, oak, walnut, butter } = COLOURS;
const glow = (x, y, [across, down]) =>
  [1, 0.78, 0.56].map((size) => flat(disc(x, y, [across * size, down * size]), '#ffdf8a', 0.13)).join('');

const mushroomLamp = (colour) =>
  glow(200, 176, [168, 120]) +
  shadow(200, 330, 84) +
  form('M176 186h48l22 128q2 16-16 16h-60q-18 0-16-16z', colour) +
  flat(disc(200, 196, [96, 14]), '#fff3c9') +
  form('M70 194q6-116 130-116t130 116q-130 22-260 0z', colour);

const pleatedLamp = (colour) =>
  glow(200, 150, [164, 108]) +
  shadow(200, 332, 70) +
  line('M200 200v70', brass, 8) +
  form('M150 300q0-44 50-44t50 44q0 32-26 32h-48q-26 0-26-32z', colour) +
  form('M142 76h116l56 132h-228z', butter) +
  [-2, -1, 0, 1, 2].map((at) => line(`M${200 + at * 22} 80L${200 + at * 42} 204`, '#00000018', 4)).join('');

const deskLamp = (colour) =>
  shadow(252, 332, 84) +
  form(box(184, 312, [136, 20], 10), colour) +
  line('M252 312l30-116l-108-76', brass, 10) +
  flat(disc(282, 196, [12, 12]), iron) +
  form('M190 84l26 34q-40 20-54 74q-58-2-92-44q32-60 120-64z', colour) +
  flat('M70 148q34 42 92 44q-20 16-52 4t-40-48z', '#fff3c9');

const cord = (y) => line(`M200 0v${y}`, iron, 4);
const domePendant = (colour) =>
  cord(110) +
  glow(200, 262, [180, 90]) +
  form(box(184, 96, [32, 30], 8), brass) +
  flat(disc(200, 254, [136, 17]), '#fff3c9') +
  form('M62 254q4-134 138-134t138 134q-138-26-276 0z', colour);

const globePendant = (colour) =>
  cord(90) +
  glow(200, 216, [164, 164]) +
  form(box(172, 84, [56, 34], 8), colour) +
  form(disc(200, 216, [108, 108]), '#fdf6e0') +
  flat(disc(164, 180, [30, 36]), '#fff', 0.7);

const paperPendant = (colour) =>
  cord(70) +
  glow(200, 208, [190, 160]) +
  form('M156 70h88q96 66 96 138t-96 130h-88q-96-58-96-130t96-138z', colour) +
  [100, 130, 162, 194, 226, 258, 290, 316]
    .map((y) => {
      const half = 142 - Math.abs(y - 206) * 0.62;
      return line(`M${200 - half} ${y}q${half} 14 ${2 * half} 0`, '#0000001a', 3);
    })
    .join('');

const flame = (x, y) =>
  flat(`M${x} ${y}q-17-20 0-46q17 26 0 46z`, '#f3a52b') + flat(`M${x} ${y}q-8-10 0-24q8 14 0 24z`, '#fff1bd');
const dinnerCandles = (colour) =>
  glow(200, 100, [150, 80]) +
  shadow(200, 334, 110) +
  [130, 200, 270]
    .map((x, at) => {
      const top = [128, 96, 150][at];
      return form(box(x - 15, top, [30, 306 - top], 5), colour) + line(`M${x} ${top}v-8`, iron, 3) + flame(x, top - 6);
    })
    .join('') +
  form(box(96, 302, [208, 32], 12), walnut);

const candlestick = (colour) =>
  glow(200, 80, [110, 76]) +
  shadow(200, 338, 80) +
  form(box(186, 92, [28, 120], 5), salt) +
  line('M200 92v-8', iron, 3) +
  flame(200, 86) +
  form('M172 208h56v16q0 12-16 16v46q62 8 66 36v16h-156v-16q4-28 66-36v-46q-16-4-16-16z', colour);

const pillow =
  'M84 92q116 22 232 0q22 2 20 24q-20 92 0 172q2 22-20 24q-116-20-232 0q-22-2-20-24q20-90 0-172q-2-22 20-24z';
const cushion = (colour) =>
  lying(turned(-8, form(pillow, colour) + line('M100 112q100 16 200 0M100 294q100-16 200 0', '#ffffff50', 3)));
const checkCushion = (colour) =>
  lying(
    turned(
      7,
      form(pillow, salt) +
        repeated(4, 62, flat('M86 100h28v200h-28z', colour, 0.7)) +
        [114, 176, 238].map((y) => flat(box(74, y, [252, 28]), colour, 0.55)).join(''),
    ),
  );
const bolster = (colour) =>
  shadow(200, 292, 160) +
  form('M70 176h260q26 56 0 112h-260q-30-56 0-112z', colour) +
  flat(disc(330, 232, [26, 56]), '#0002') +
  flat(disc(330, 232, [18, 42]), '#fff', 0.2) +
  flat(disc(330, 232, [6, 8]), '#0004') +
  [120, 180, 240].map((x) => line(`M${x} 178q-16 54 0 108`, '#ffffff55', 6)).join('');

const fringe = (y, step) =>
  line(Array.from({ length: 13 }, (_, at) => `M${110 + at * 15} ${y}v${step}`).join(''), salt, 4);
const rug = (colour) =>
  lying(
    turned(
      -16,
      fringe(60, -18) +
        fringe(340, 18) +
        form(box(100, 56, [200, 288], 2), colour) +
        line(box(116, 74, [168, 252]), salt, 5) +
        [120, 200, 280]
          .map(
            (y) =>
              flat(`M200 ${y - 34}l44 34l-44 34l-44-34z`, salt, 0.9) +
              flat(`M200 ${y - 16}l20 16l-20 16l-20-16z`, colour),
          )
          .join(''),
    ),
  );
const roundRug = (colour) =>
  lying(form(disc(200, 200, [150, 150]), colour)) +
  [136, 118, 100, 82, 64, 46, 28, 10].map((radius) => line(disc(200, 200, [radius, radius]), '#00000024', 3)).join('');
const runnerRug = (colour) =>
  lying(
    turned(
      -24,
      Array.from({ length: 8 }, (_, at) => line(`M${148 + at * 15} 24v352`, salt, 4)).join('') +
        form(box(140, 36, [120, 328], 2), colour) +
        [60, 92, 124, 264, 296, 328].map((y) => flat(box(140, y, [120, 12]), salt, 0.85)).join(''),
    ),
  );

const weave = (rows, [left, step]) =>
  rows
    .map(([y, width]) => line(`M${left(y)} ${y}q${width / 4}-10 ${width / 2} 0t${width / 2} 0`, '#00000030', 4))
    .join('') + (step ?? '');
const basket = (colour) =>
  line('M104 196q-36-40-2-56M296 196q36-40 2-56', walnut, 12) +
  shadow(200, 330, 126) +
  flat(disc(200, 180, [132, 22]), '#5a3a22') +
  form('M68 180q132 44 264 0l-22 130q-4 20-26 20h-168q-22 0-26-20z', colour) +
  weave(
    [222, 250, 278, 304].map((y) => [y, 244]),
    [() => 78],
  ) +
  line('M68 180q132 44 264 0', walnut, 10);
const liddedBasket = (colour) =>
  shadow(200, 330, 110) +
  form(box(100, 182, [200, 148], 26), colour) +
  weave(
    [214, 242, 270, 298].map((y) => [y, 196]),
    [() => 102],
  ) +
  form('M92 184q6-46 108-48q102 2 108 48z', colour) +
  line('M98 184h204', walnut, 9) +
  form(box(180, 116, [40, 24], 10), walnut);
const marketBasket = (colour) =>
  line('M112 208q0-146 88-146t88 146', walnut, 13) +
  shadow(200, 330, 122) +
  form('M60 204h280l-34 108q-6 18-26 18h-160q-20 0-26-18z', colour) +
  weave(
    [232, 258, 284, 308].map((y) => [y, 228]),
    [() => 86],
  ) +
  flat('M150 204q-8-60 30-84q-8 44 4 84z', COLOURS.pine) +
  flat('M184 204q0-70 34-92q4 54-8 92z', COLOURS.sage) +
  line('M60 204h280', oak, 15);

const clipJar = (colour) =>
  shadow(200, 332, 88) +
  `<path d="${box(120, 130, [160, 202], 26)}" fill="#fff" opacity=".5"/>` +
  flat(box(126, 196, [148, 130], 22), colour, 0.9) +
  `<path d="${box(120, 130, [160, 202], 26)}" fill="url(#s)"/>` +
  flat(box(118, 122, [164, 16], 6), COLOURS.tomato) +
  form('M130 122q4-30 70-30t70 30z', '#eef3f6') +
  line('M282 112h16v62l-14 16', COLOURS.steel, 6) +
  line('M122 148h156', COLOURS.steel, 5);
const canister = (colour) =>
  shadow(200, 332, 86) +
  form(box(118, 142, [164, 190], 12), salt) +
  form(box(112, 124, [176, 20], 8), colour) +
  form('M124 124q4-32 76-32t76 32z', salt) +
  form(box(182, 72, [36, 22], 10), colour) +
  flat(box(118, 314, [164, 8]), colour) +
  line('M164 226h72M176 250h48', colour, 8);

const pegRail = (colour) =>
  lying(form(box(30, 112, [340, 46], 8), colour)) +
  [84, 162, 240, 318]
    .map((x) => flat(disc(x + 5, 142, [14, 14]), '#0003') + form(disc(x, 136, [14, 14]), walnut))
    .join('') +
  lying(form('M66 148h36l26 130h-88z', COLOURS.tomato)) +
  line('M240 150v44', COLOURS.willow, 5) +
  lying(form(box(222, 190, [36, 96], 14), COLOURS.willow));
const breadBin = (colour) =>
  shadow(200, 326, 158) +
  form(box(46, 174, [308, 152], 26), colour) +
  form(box(38, 148, [324, 40], 14), oak) +
  flat(box(46, 186, [308, 6]), '#0003') +
  line('M176 252h48', '#ffffffc0', 9);

/** Light, rugs, cushions and what things are kept in. */
export const living = {
  mushroomLamp,
  pleatedLamp,
  deskLamp,
  domePendant,
  globePendant,
  paperPendant,
  dinnerCandles,
  candlestick,
  cushion,
  checkCushion,
  bolster,
  rug,
  roundRug,
  runnerRug,
  basket,
  liddedBasket,
  marketBasket,
  clipJar,
  canister,
  pegRail,
  breadBin,
};
