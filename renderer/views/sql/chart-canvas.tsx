// Draws a chart on a canvas. Loaded only when a chart is wanted: ECharts is the largest library of the page.
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { SqlAnswer } from '../../../shared/questions/sql.ts';
import { outcomes } from '../../../shared/salt/job-outcome.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import type { ChartChoice } from './chart-choice.ts';
import { type ChartColours, chartOption } from './chart-option.ts';

// The canvas renderer: the SVG one sets styles that the content policy refuses.
use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

type Props = { readonly answer: SqlAnswer; readonly choice: ChartChoice; readonly label: string };

/** The chart; the table beside it says the same in words. */
export function ChartCanvas({ answer, choice, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const theme = useSettingsStore((s) => s.settings.theme);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = init(element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours come from the theme in force
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const font = getComputedStyle(element).fontFamily;
    chart.current?.setOption(chartOption(answer, choice, coloursOf(element), font), true);
  }, [answer, choice, theme]);

  return <div ref={host} className="sql-chart" role="img" aria-label={label} />;
}

function coloursOf(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    raised: colour('raised'),
    surface: colour('surface'),
    series: ['accent', 'succeeded', 'missing', 'running', 'cascade', 'failed', 'changed', 'unknown'].map(colour),
    words: Object.fromEntries(outcomes.map((word) => [word, colour(word)])),
  };
}
