import { coffee } from './coffee.mjs';
import { cookware } from './cookware.mjs';
import { dinnerware } from './dinnerware.mjs';
import { glassware } from './glassware.mjs';
import { COLOURS, GROUNDS } from './ink.mjs';
import { knives } from './knives.mjs';
import { linen } from './linen.mjs';
import { living } from './living.mjs';

const drawings = { ...knives, ...cookware, ...coffee, ...dinnerware, ...glassware, ...linen, ...living };

// Seen from above, or hanging: no table under them.
const WITHOUT_TABLE = new Set([
  ...Object.keys(knives),
  ...['fryingPan', 'grillPan', 'roaster', 'plate', 'sidePlate', 'platter', 'napkin', 'stripedNapkin', 'apron'],
  ...['teaTowel', 'waffle', 'domePendant', 'globePendant', 'paperPendant', 'cushion', 'checkCushion'],
  ...['rug', 'roundRug', 'runnerRug', 'pegRail'],
]);

const DEFS = `<defs><linearGradient id="s"><stop offset=".08" stop-color="#fff" stop-opacity="0"/><stop offset=".08" stop-color="#fff" stop-opacity=".2"/><stop offset=".17" stop-color="#fff" stop-opacity=".2"/><stop offset=".17" stop-color="#fff" stop-opacity="0"/><stop offset=".64" stop-opacity="0"/><stop offset=".64" stop-opacity=".13"/><stop offset="1" stop-opacity=".13"/></linearGradient><filter id="d" x="-20%" y="-20%" width="140%" height="150%"><feDropShadow dx="7" dy="10" stdDeviation="0" flood-color="#1a2244" flood-opacity=".17"/></filter></defs>`;

const svg = ([width, height], content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${DEFS}${content}</svg>\n`;

const drawn = ({ draw, colour }) => {
  if (!drawings[draw]) throw new Error(`No drawing is called "${draw}".`);
  if (!COLOURS[colour]) throw new Error(`No colour is called "${colour}".`);
  return drawings[draw](COLOURS[colour]);
};

/** The picture of one product on its ground, as an SVG file of 400 × 400. */
export const productPicture = (look) => {
  const [wall, table] = GROUNDS[look.ground];
  const ground = `<path d="M0 0h400v400H0z" fill="${wall}"/>`;
  const top = WITHOUT_TABLE.has(look.draw) ? '' : `<path d="M0 288h400v112H0z" fill="${table}"/>`;
  return svg([400, 400], ground + top + drawn(look));
};

/** Several products on one table, as an SVG file of 960 × 720. */
export const scenePicture = ({ ground, seenFromAbove, things }) => {
  const [wall, edge] = GROUNDS[ground];
  const table = seenFromAbove ? wall : edge;
  const placed = things.map(
    ({ x, y, scale, ...look }) => `<g transform="translate(${x} ${y}) scale(${scale})">${drawn(look)}</g>`,
  );
  return svg(
    [960, 720],
    `<path d="M0 0h960v720H0z" fill="${wall}"/><path d="M0 540h960v180H0z" fill="${table}"/>${placed.join('')}`,
  );
};
