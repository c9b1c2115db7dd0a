// A chart of the report: stacked bars over time.
import type { ReportPart } from '../../../shared/questions/report.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

type Chart = Extract<ReportPart, { is: 'chart' }>;

const [width, height] = [760, 130];
const ways = 6;

/** The chart with its legend. */
export function ReportChart({ part: { caption, series, slices } }: { readonly part: Chart }) {
  const totals = slices.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const step = width / Math.max(1, slices.length);
  const bars = slices.flatMap(({ counts, label }, at) => {
    let top = height;
    return counts.map((count, of) => {
      const tall = (count / most) * height;
      top -= tall;
      return (
        <rect
          key={`${label} ${series[of]}`}
          className={`report-bar-${of % ways}`}
          x={at * step}
          y={top}
          width={Math.max(0.5, step - 1)}
          height={tall}
        />
      );
    });
  });
  return (
    <figure className="report-figure">
      <figcaption className="muted">
        <VisibleText text={caption} />
      </figcaption>
      <svg className="report-chart" role="img" aria-label={plainVisible(caption)} viewBox={`0 0 ${width} ${height}`}>
        {bars}
      </svg>
      <ul className="report-legend">
        {series.map((name, at) => (
          <li key={name}>
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" className={`report-bar-${at % ways}`} />
            </svg>
            <VisibleText text={name} /> {slices.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)}
          </li>
        ))}
      </ul>
    </figure>
  );
}
