import { box, disc, flat, line, repeated, shadow } from './ink.mjs';

const pane = (d, tint = '#ffffff') =>
  `<path d="${d}" fill="${tint}" opacity=".5"/><path d="${d}" fill="url(#s)"/><path d="${d}" fill="none" stroke="#fff" stroke-width="3" opacity=".75"/>`;
const rim = (x, y, across) => line(disc(x, y, [across, across * 0.13]), '#ffffffc0', 3);
const at = (x, y, scale, part) => `<g transform="translate(${x} ${y}) scale(${scale})">${part}</g>`;

const one = (colour) =>
  shadow(0, 0, 54) +
  pane('M-58-132h116l-12 122q-2 10-12 10h-68q-10 0-12-10z', colour) +
  repeated(5, 18, line('M-36-110v92', '#ffffff80', 3)) +
  rim(0, -132, 58);
const tumbler = (colour) => at(128, 300, 1, one(colour)) + at(262, 338, 1.12, one(colour));

const tall = (colour) =>
  shadow(0, 0, 44) + pane('M-44-206h88v192q0 14-14 14h-60q-14 0-14-14z', colour) + rim(0, -206, 44);
const highball = (colour) =>
  at(140, 308, 1, tall(colour) + flat('M-41-130h82v116q0 12-12 12h-58q-12 0-12-12z', colour, 0.35)) +
  at(262, 336, 1.1, tall(colour) + line('M10-226l-24 180', '#fff', 6));

const squat = (colour) =>
  shadow(0, 0, 60) +
  pane('M-62-92h124q8 92-30 92h-64q-38 0-30-92z', colour) +
  flat('M-60-40h120q-6 38-28 38h-64q-22 0-28-38z', colour, 0.55) +
  rim(0, -92, 62);
const lowTumbler = (colour) => at(132, 296, 1, squat(colour)) + at(258, 336, 1.15, squat(colour));

const stem = (y, foot) => pane(`M-4 ${y}h8v-${-y - 8 > 0 ? 0 : 0}l0 ${-y - 8}h-8z`) + pane(disc(0, -4, [foot, 7]));
const wineGlass = (colour) =>
  at(
    200,
    340,
    1,
    shadow(0, 0, 56) +
      stem(-110, 56) +
      pane('M-62-268q-22 158 62 158t62-158z') +
      flat('M-69-196h138q-2 82-69 82t-69-82z', colour, 0.85) +
      line(disc(0, -196, [69, 8]), '#fff6', 3) +
      rim(0, -268, 62),
  );

const coupe = (colour) =>
  at(
    200,
    340,
    1,
    shadow(0, 0, 54) +
      stem(-140, 54) +
      pane('M-104-226q6 86 104 86t104-86z') +
      flat('M-98-206q12 62 98 62t98-62z', colour, 0.8) +
      rim(0, -226, 104),
  );

const slim = (colour) =>
  shadow(0, 0, 40) +
  stem(-96, 42) +
  pane('M-32-286q-14 190 32 190t32-190z') +
  flat('M-35-220h70q-2 122-35 122t-35-122z', colour, 0.8) +
  [-200, -168, -140].map((y, i) => flat(disc(i * 8 - 8, y, [3, 3]), '#fff', 0.8)).join('') +
  rim(0, -286, 32);
const flute = (colour) => at(146, 312, 0.92, slim(colour)) + at(258, 342, 1, slim(colour));

const carafe = (colour) =>
  at(
    200,
    336,
    1,
    shadow(0, 0, 90) +
      pane('M-34-256h68q-6 74 40 132q28 44 22 96q-4 28-30 28h-132q-26 0-30-28q-6-52 22-96q46-58 40-132z') +
      flat('M-76-120h152q20 40 18 86q-4 30-28 30h-132q-24 0-28-30q-2-46 18-86z', colour, 0.55) +
      flat(box(-30, -284, [60, 44], 8), '#c9975b') +
      rim(0, -252, 34),
  );

const jug = (colour) =>
  at(
    190,
    332,
    1,
    shadow(0, 0, 84) +
      line('M74-186q72-12 66 58q-8 62-78 58', colour, 15) +
      pane('M-82-226h150l20-14q-2 40-16 58q34 90 6 164q-6 18-26 18h-108q-20 0-26-18q-28-92 0-156z', colour) +
      flat('M-74-120h150q14 56-2 100q-6 16-22 16h-108q-16 0-22-16q-12-50 4-100z', colour, 0.5) +
      flat(disc(-16, -110, [22, 16]), '#efb02e') +
      flat(disc(28, -98, [18, 14]), '#f4d88b'),
  );

/** Everything made of glass. */
export const glassware = { tumbler, highball, lowTumbler, wineGlass, coupe, flute, carafe, jug };
