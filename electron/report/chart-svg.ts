// A stacked bar chart of a report as SVG: shapes only, with the numbers in its description.
import type { ReportPart } from '../../shared/questions/report.ts';

type Chart = Extract<ReportPart, { is: 'chart' }>;

/** Told apart without colour too: by their order, which the legend gives. */
const colours = ['#2f81f7', '#d29922', '#cf222e', '#8250df', '#1a7f37', '#6e7781', '#bc4c00', '#bf3989'];
const [width, height, foot] = [760, 150, 34];

/** Draws it. `escaped` makes a text fit for SVG. */
export function chartSvg({ caption, series, slices }: Chart, escaped: (text: string) => string): string {
  const totals = slices.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const step = width / Math.max(1, slices.length);
  const bars = slices.flatMap(({ counts }, at) => {
    let top = height;
    return counts.flatMap((count, of) => {
      if (count === 0) return [];
      const tall = (count / most) * (height - 12);
      top -= tall;
      const colour = colours[of % colours.length];
      return [
        `<rect x="${fixed(at * step)}" y="${fixed(top)}" width="${fixed(Math.max(0.5, step - 1))}" height="${fixed(tall)}" fill="${colour}"/>`,
      ];
    });
  });
  const legend = series.map((name, at) => {
    const x = at * (width / Math.max(1, series.length));
    const colour = colours[at % colours.length];
    return `<rect x="${fixed(x)}" y="${height + 20}" width="9" height="9" fill="${colour}"/><text x="${fixed(x + 13)}" y="${height + 29}" font-size="11" fill="currentColor">${escaped(name)}</text>`;
  });
  const ends = [slices[0]?.label ?? '', slices.at(-1)?.label ?? ''];
  const sums = series.map((name, at) => `${name} ${slices.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)}`);
  const says = escaped(`${caption}: ${sums.join(', ')}; at most ${most} in a slice.`);
  return `<svg class="chart" role="img" aria-label="${says}" viewBox="0 0 ${width} ${height + foot}">${bars.join('')}<text x="0" y="${height + 13}" font-size="11" fill="currentColor">${escaped(ends[0] ?? '')}</text><text x="${width}" y="${height + 13}" font-size="11" text-anchor="end" fill="currentColor">${escaped(ends[1] ?? '')}</text>${legend.join('')}</svg>`;
}

const fixed = (value: number): string => value.toFixed(1);
