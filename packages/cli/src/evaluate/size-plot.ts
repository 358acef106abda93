import { init, use } from 'echarts/core';
import { LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
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
const HEIGHT = 520;

const modelSeries = ({ name, points }: SizeLine): LineSeriesOption => ({
  ...{ type: 'line', name, symbolSize: 8 },
  data: points.map(({ bytes, hitRate, label }) => ({ value: [bytes / 1_000, hitRate], name: label })),
  label: { show: true, position: 'bottom', formatter: '{b}' },
});

const levelSeries = ({ name, hitRate }: SizePlot['levels'][number], mostKb: number): LineSeriesOption => ({
  ...{ type: 'line', name, symbol: 'none' },
  lineStyle: { type: 'dashed' },
  data: [
    [0, hitRate],
    [mostKb, hitRate],
  ],
});

/** Draws size against hit rate, as the text of an SVG file. */
export const sizePlot = ({ title, k, lines, levels }: SizePlot): string => {
  use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const mostKb = Math.max(...lines.flatMap(({ points }) => points.map(({ bytes }) => bytes / 1_000)));
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: { text: title, left: 'center' },
    legend: { bottom: 0 },
    grid: { left: 70, right: 30, top: 50, bottom: 90 },
    xAxis: { type: 'value', name: 'kB, without the names of items', nameLocation: 'middle', nameGap: 30, min: 0 },
    yAxis: { type: 'value', name: `HR@${k}`, scale: true },
    series: [...lines.map(modelSeries), ...levels.map((level) => levelSeries(level, mostKb))],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};
