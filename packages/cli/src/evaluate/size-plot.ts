import { init, use } from 'echarts/core';
import { LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

/** Models of one privacy floor, from short rows to long ones. */
export interface SizeLine {
  readonly name: string;
  readonly points: readonly { readonly bytes: number; readonly hitRate: number; readonly label: string }[];
}

/** What is drawn: models by size, and what else there is as levels to be held against. */
export interface SizePlot {
  readonly title: string;
  readonly k: number;
  readonly lines: readonly SizeLine[];
  readonly levels: readonly { readonly name: string; readonly hitRate: number }[];
}

const WIDTH = 900;
const HEIGHT = 540;
/** Told apart also without colours: the second is dark, the first is light, and both are named. */
const COLOURS = ['#0b6e8f', '#c2410c', '#4d7c0f', '#7e22ce'];
const GREY = '#6b7280';
/** What is so far below all others is named, not drawn: it would press them together. */
const LEAST_SHOWN = 0.5;

const modelSeries = ({ name, points }: SizeLine, at: number): LineSeriesOption => ({
  ...{ type: 'line', name, symbol: 'circle', symbolSize: 9, color: COLOURS[at % COLOURS.length] ?? GREY, z: 3 },
  lineStyle: { width: 2.5 },
  data: points.map(({ bytes, hitRate, label }) => ({ value: [bytes / 1_000, hitRate], name: label })),
  // Beside the line, which rises to the right.
  label: { show: true, position: 'bottom', offset: [12, -2], formatter: '{b}', fontSize: 12 },
  labelLayout: { hideOverlap: true },
});

const levelSeries = ({ name, hitRate }: SizePlot['levels'][number], mostKb: number): LineSeriesOption => ({
  ...{ type: 'line', symbol: 'none', color: GREY, silent: true },
  lineStyle: { type: 'dashed', width: 1.2 },
  data: [
    [0, hitRate],
    [mostKb, hitRate],
  ],
  endLabel: { show: true, formatter: name, color: GREY, fontSize: 12 },
  labelLayout: { moveOverlap: 'shiftY' },
});

/** Steps that are read easily, five or so until the largest. */
const stepsUntil = (kb: number): { readonly max: number; readonly interval: number } => {
  const rough = Math.max(kb, 0.001) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = (([1, 2, 5, 10] as const).find((step) => step * power >= rough) ?? 10) * power;
  return { interval, max: Math.ceil(kb / interval) * interval || interval };
};

/** From a little below the lowest to a little above the highest, in twentieths. */
const rangeOf = (rates: readonly number[]): { readonly min: number; readonly max: number } => ({
  min: Math.max(0, Math.floor(Math.min(...rates) * 20 - 0.2) / 20),
  max: Math.min(1, Math.ceil(Math.max(...rates) * 20 + 0.2) / 20),
});

/** Draws size against hit rate, as the text of an SVG file. */
export const sizePlot = ({ title, k, lines, levels }: SizePlot): string => {
  use([LineChart, GridComponent, LegendComponent, TitleComponent, LabelLayout, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const points = lines.flatMap((line) => line.points);
  const steps = stepsUntil(Math.max(...points.map(({ bytes }) => bytes / 1_000)));
  const least = Math.min(...points.map(({ hitRate }) => hitRate)) * LEAST_SHOWN;
  const below = levels.filter(({ hitRate }) => hitRate < least);
  const farBelow = below.map(({ name, hitRate }) => `${name} ${hitRate.toFixed(3)}`).join(', ');
  const shown = levels.filter((level) => !below.includes(level));
  const drawn = [...points, ...shown].map(({ hitRate }) => hitRate);
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: {
      text: title,
      subtext: [
        'At a point: the most neighbours of an item. Dashed: what it is held against.',
        ...(farBelow ? [`Far below: ${farBelow}.`] : []),
      ].join(' '),
      left: 70,
      textStyle: { fontSize: 17 },
      subtextStyle: { fontSize: 12, color: GREY },
    },
    legend: { bottom: 6, itemGap: 24, data: lines.map(({ name }) => name) },
    grid: { left: 70, right: 110, top: 104, bottom: 88 },
    xAxis: {
      ...{ type: 'value', name: 'kB of the table, without the names of items', nameLocation: 'middle', nameGap: 32 },
      ...{ min: 0, ...steps },
    },
    yAxis: { type: 'value', name: `HR@${k}`, ...rangeOf(drawn) },
    series: [...shown.map((level) => levelSeries(level, steps.max)), ...lines.map(modelSeries)],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};
