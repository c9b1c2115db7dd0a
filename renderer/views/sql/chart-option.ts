// An answer and a choice → what ECharts draws. Pure, so that it can be tested without a canvas.
import type { EChartsCoreOption } from 'echarts/core';
import type { SqlAnswer } from '../../../shared/questions/sql.ts';
import { type ChartChoice, timeOf } from './chart-choice.ts';

/** The colours of the theme in force. */
export type ChartColours = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly raised: string;
  readonly surface: string;
  readonly series: readonly string[];
  /** Colours of outcomes, by their word. */
  readonly words: Readonly<Record<string, string>>;
};

/** Names on an axis and series at most: more could not be told apart. */
const mostNames = 200;
const mostSeries = 12;

type Point = { readonly x: string; readonly at: number | null; readonly y: number; readonly split: string };

function pointsOf({ rows }: SqlAnswer, { x, y, split }: ChartChoice): Point[] {
  return rows.flatMap((row) => {
    const value = row[y];
    if (typeof value !== 'number') return [];
    return [
      {
        x: String(row[x] ?? 'NULL'),
        at: timeOf(row[x]),
        y: value,
        split: split === null ? '' : String(row[split] ?? 'NULL'),
      },
    ];
  });
}

function distinct(names: readonly string[], most: number): string[] {
  return [...new Set(names)].slice(0, most);
}

/** What is left out because there is too much of it: names on the axis, series. */
export function leftOut(answer: SqlAnswer, choice: ChartChoice): number {
  const points = pointsOf(answer, choice);
  const splits = new Set(points.map((point) => point.split)).size;
  const names = choice.kind === 'time' ? 0 : new Set(points.map((point) => point.x)).size;
  const most = choice.kind === 'heat' ? mostNames : mostSeries;
  return Math.max(0, splits - most) + Math.max(0, names - mostNames);
}

/** The option. The tooltip is drawn on the canvas: the HTML one breaks the content policy. */
export function chartOption(
  answer: SqlAnswer,
  choice: ChartChoice,
  colours: ChartColours,
  font: string,
): EChartsCoreOption {
  const points = pointsOf(answer, choice);
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.muted, fontFamily: font, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
    nameTextStyle: { color: colours.muted, fontFamily: font },
  };
  const common = {
    animation: false,
    useUTC: true,
    color: [...colours.series],
    textStyle: { color: colours.text, fontFamily: font },
    tooltip: {
      renderMode: 'richText',
      trigger: choice.kind === 'heat' ? 'item' : 'axis',
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: font },
    },
    grid: {
      left: 12,
      right: 20,
      top: 36,
      bottom: 12,
      containLabel: true,
    },
  };
  const yName = answer.columns[choice.y]?.name ?? '';
  if (choice.kind === 'heat') return { ...common, ...heatMap(points, axis, colours, font) };
  const splits = distinct(
    points.map((point) => point.split),
    mostSeries,
  );
  const names = distinct(
    points.map((point) => point.x),
    mostNames,
  );
  const series = splits.map((split) => {
    const own = points.filter((point) => point.split === split);
    const colour = colours.words[split];
    const style = colour === undefined ? {} : { itemStyle: { color: colour }, lineStyle: { color: colour } };
    const name = split === '' ? yName : split;
    if (choice.kind === 'time') {
      const data = own.flatMap(({ at, y }) => (at === null ? [] : [[at, y] as const])).sort((a, b) => a[0] - b[0]);
      return { type: 'line', name, data, showSymbol: data.length < 200, sampling: 'lttb', ...style };
    }
    const byName = new Map(own.map(({ x, y }) => [x, y]));
    return {
      type: 'bar',
      name,
      data: names.map((x) => byName.get(x) ?? null),
      stack: choice.split === null ? undefined : 'all',
      ...style,
    };
  });
  return {
    ...common,
    legend:
      choice.split === null
        ? undefined
        : { type: 'scroll', top: 4, textStyle: { color: colours.text, fontFamily: font } },
    xAxis: choice.kind === 'time' ? { type: 'time', ...axis } : { type: 'category', data: names, ...axis },
    yAxis: { type: 'value', name: yName, ...axis },
    series,
  };
}

function heatMap(points: readonly Point[], axis: object, colours: ChartColours, font: string): EChartsCoreOption {
  const xs = distinct(
    points.map((point) => point.x),
    mostNames,
  );
  const ys = distinct(
    points.map((point) => point.split),
    mostNames,
  );
  const xAt = new Map(xs.map((name, at) => [name, at]));
  const yAt = new Map(ys.map((name, at) => [name, at]));
  const data = points.flatMap(({ x, y, split }) => {
    const [column, row] = [xAt.get(x), yAt.get(split)];
    return column === undefined || row === undefined ? [] : [[column, row, y]];
  });
  const values = points.map(({ y }) => y);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  return {
    xAxis: { type: 'category', data: xs, ...axis, splitArea: { show: false } },
    yAxis: { type: 'category', data: ys, inverse: true, ...axis },
    visualMap: {
      min: least,
      max: most,
      calculable: false,
      text: [String(most), String(least)],
      orient: 'vertical',
      right: 8,
      top: 'middle',
      itemHeight: 120,
      textStyle: { color: colours.muted, fontFamily: font },
      inRange: { color: [colours.surface, colours.series[0] ?? colours.text] },
    },
    grid: { left: 12, right: 84, top: 16, bottom: 12, containLabel: true },
    series: [
      {
        type: 'heatmap',
        data,
        label: {
          show: data.length <= 400,
          color: colours.text,
          textBorderColor: colours.surface,
          textBorderWidth: 2,
          fontFamily: font,
        },
        itemStyle: { borderColor: colours.line, borderWidth: 1 },
      },
    ],
  };
}
