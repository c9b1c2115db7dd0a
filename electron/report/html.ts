// A report as one HTML file: no script, no network, nothing loaded from anywhere, and a policy in it that would stop all that.
import { createHash } from 'node:crypto';
import type { ReportDocument, ReportPart, ReportSection } from '../../shared/questions/report.ts';
import { chartSvg } from './chart-svg.ts';
import { moreText, queryText, valueText, wasText } from './report-words.ts';

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--ground:#fff;--code:#f6f8fa;--changed:#9a3412}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa4b2;--line:#30363d;--ground:#14171c;--code:#1d222a;--changed:#fdba74}}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--code:#f6f8fa;--changed:#9a3412;color-scheme:light}section{break-inside:auto}h2{break-after:avoid}tr{break-inside:avoid}}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
.about,.query,caption,.was{color:var(--soft)}.query{font-size:.85em}.was.changed{color:var(--changed);font-weight:600}.gone{font-style:italic}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.9rem}caption{text-align:left;padding:.25rem 0}
th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{white-space:nowrap}td{min-width:6ch}th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
code,pre{font-family:ui-monospace,monospace;font-size:.85em;background:var(--code);border-radius:4px}code{padding:.1em .3em;overflow-wrap:anywhere}pre{padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}
.chart{width:100%;height:auto}figure{margin:.5rem 0}
`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Writes the whole document. */
export function toHtml({ title, about, sections }: ReportDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="about">${escaped(about)}</p>
</header>
<main>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, parts, gone }: ReportSection): string {
  const head = title === null ? '' : `<h2>${escaped(title)}</h2>\n`;
  const note = gone === null ? '' : `<p class="gone">${escaped(gone)}</p>\n`;
  return `<section>\n${head}${note}${parts.map(partHtml).join('\n')}\n</section>`;
}

function partHtml(part: ReportPart): string {
  switch (part.is) {
    case 'text':
      return part.text
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
        .join('\n');
    case 'numbers': {
      const rows = part.numbers.map((number) => {
        const was = wasText(number);
        const isChanged = number.isPinned && number.was !== number.value;
        const said = was === '' ? '' : ` <span class="was${isChanged ? ' changed' : ''}">${escaped(was)}</span>`;
        const query = `<td class="query"><code>${escaped(queryText(number.query))}</code></td>`;
        return `<tr><th scope="row">${escaped(number.label)}</th><td class="n">${valueText(number.value)}${said}</td>${query}</tr>`;
      });
      return tableHtml('', [cell('what', false), cell('number', true), cell('query', false)], rows);
    }
    case 'table': {
      const rows = part.rows.map(
        (texts) =>
          `<tr>${texts.map((text, at) => `<td${numberClass(part.columns[at]?.isNumber)}>${escaped(text)}</td>`).join('')}</tr>`,
      );
      const table = tableHtml(
        part.caption,
        part.columns.map(({ title, isNumber }) => cell(title, isNumber)),
        rows,
      );
      const more = part.more === 0 ? '' : escaped(moreText(part.more));
      const query = part.query === null ? '' : `Query: <code>${escaped(queryText(part.query))}</code>`;
      return more + query === ''
        ? table
        : `${table}\n<p class="query">${[more, query].filter((text) => text !== '').join(' ')}</p>`;
    }
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<figure><figcaption>${escaped(part.caption)}</figcaption><pre>${escaped(part.text)}</pre></figure>`;
    case 'chart':
      return `<figure><figcaption>${escaped(part.caption)}</figcaption>${chartSvg(part, escaped)}<p class="query">Query: <code>${escaped(queryText(part.query))}</code></p></figure>`;
  }
}

function tableHtml(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const said = caption === '' ? '' : `<caption>${escaped(caption)}</caption>`;
  return `<table>${said}<thead><tr>${heads.join('')}</tr></thead>\n<tbody>${rows.join('\n')}</tbody></table>`;
}

function cell(title: string, isNumber: boolean): string {
  return `<th scope="col"${numberClass(isNumber)}>${escaped(title)}</th>`;
}

function numberClass(isNumber: boolean | undefined): string {
  return isNumber === true ? ' class="n"' : '';
}

/** Text as text, also in an attribute; what would turn the direction of writing, or is no character at all, is shown as a mark. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\u2423')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
