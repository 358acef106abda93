// Every picture is 400 × 400. Light comes from the left: a shaded form carries a bright strip and a dark side.

/** Colours by the material or glaze they stand for. */
export const COLOURS = {
  steel: '#c3cad3',
  iron: '#3a414d',
  oak: '#c9975b',
  walnut: '#7a4e33',
  ink: '#20284a',
  cobalt: '#2747b8',
  sky: '#8fb0dd',
  tomato: '#d4472f',
  yolk: '#efb02e',
  butter: '#f4d88b',
  sage: '#93a885',
  pine: '#2f5a4c',
  salt: '#f6f5ef',
  oat: '#dfd2b8',
  blush: '#e7a994',
  clay: '#b4643f',
  copper: '#c8794e',
  brass: '#c9a24a',
  plum: '#6f3b56',
  amber: '#d98a2b',
  willow: '#b98d52',
};

/** Backdrops: the wall and the table under the product. */
export const GROUNDS = {
  sky: ['#cddcf1', '#b7cbe8'],
  butter: ['#f6e3ad', '#eed391'],
  sage: ['#d3ddc8', '#bfcdb1'],
  blush: ['#f3d3c6', '#eabfae'],
  salt: ['#e6e8e9', '#d5d9dc'],
  lilac: ['#dcd8ec', '#cac4e1'],
  night: ['#33406e', '#283459'],
};

/** A path in one colour. */
export const flat = (d, colour, opacity = 1) =>
  `<path d="${d}" fill="${colour}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;

/** A path in one colour with a bright strip and a dark side. */
export const form = (d, colour) => `${flat(d, colour)}<path d="${d}" fill="url(#s)"/>`;

/** An outline without a filling. */
export const line = (d, colour, width = 8) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** The outline of a rectangle with round corners. */
export const box = (x, y, [width, height], radius = 0) =>
  `M${x + radius} ${y}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}v${height - 2 * radius}q0 ${radius}-${radius} ${radius}h-${width - 2 * radius}q-${radius} 0-${radius}-${radius}v-${height - 2 * radius}q0-${radius} ${radius}-${radius}z`;

/** The outline of an ellipse. */
export const disc = (x, y, [across, down]) =>
  `M${x - across} ${y}a${across} ${down} 0 1 0 ${2 * across} 0a${across} ${down} 0 1 0-${2 * across} 0z`;

/** The shadow of something that stands on the table. */
export const shadow = (x, y, across) => flat(disc(x, y, [across, across * 0.11]), '#1a2244', 0.18);

/** Parts turned about the middle of the picture. */
export const turned = (degrees, parts) => `<g transform="rotate(${degrees} 200 200)">${parts}</g>`;

/** Parts lying flat, seen from above, with a hard shadow. */
export const lying = (parts) => `<g filter="url(#d)">${parts}</g>`;

/** Copies of a part, side by side. */
export const repeated = (count, step, part) =>
  Array.from({ length: count }, (_, at) => `<g transform="translate(${at * step} 0)">${part}</g>`).join('');
