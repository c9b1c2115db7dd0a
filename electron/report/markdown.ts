// A report as Markdown. Text of events is text: what Markdown or HTML would take for markup is escaped.
import type { ReportDocument, ReportPart, ReportSection } from '../../shared/questions/report.ts';
import { moreText, queryText, valueText, wasText } from './report-words.ts';

/** Writes the whole document. */
export function toMarkdown({ title, about, sections }: ReportDocument): string {
  const parts = [`# ${line(title)}`, line(about), ...sections.map(sectionText)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sectionText({ title, parts, gone }: ReportSection): string {
  const head = title === null ? [] : [`## ${line(title)}`];
  const note = gone === null ? [] : [`*${line(gone)}*`];
  return [...head, ...note, ...parts.map(partText)].filter((part) => part !== '').join('\n\n');
}

function partText(part: ReportPart): string {
  switch (part.is) {
    case 'text':
      return part.text
        .split(/\n{2,}/)
        .map((paragraph) => paragraph.split('\n').map(line).join('  \n'))
        .join('\n\n');
    case 'numbers':
      return part.numbers
        .map((number) => {
          const was = wasText(number);
          const said = was === '' ? '' : ` (${was})`;
          return `- ${line(number.label)}: **${valueText(number.value)}**${said}. Query: ${code(queryText(number.query))}`;
        })
        .join('\n');
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.map(line).join(' | ')} |`;
      const rule = `| ${part.columns.map(({ isNumber }) => (isNumber ? '---:' : '---')).join(' | ')} |`;
      const table = [row(part.columns.map(({ title }) => title)), rule, ...part.rows.map(row)].join('\n');
      return [line(part.caption), table, foot(part)].filter((text) => text !== '').join('\n\n');
    }
    case 'list':
      return part.items.map((item) => `- ${line(item)}`).join('\n');
    case 'code':
      return [line(part.caption), fenced(part.text)].filter((text) => text !== '').join('\n\n');
    case 'chart': {
      const row = (cells: readonly string[]): string => `| ${cells.map(line).join(' | ')} |`;
      const rule = `| --- |${' ---: |'.repeat(part.series.length)}`;
      const rows = part.slices.map(({ label, counts }) => row([label, ...counts.map(String)]));
      const table = [row(['from', ...part.series]), rule, ...rows].join('\n');
      return [line(part.caption), table, `Query: ${code(queryText(part.query))}`].join('\n\n');
    }
  }
}

function foot({ more, query }: Extract<ReportPart, { is: 'table' }>): string {
  const said = more === 0 ? [] : [moreText(more)];
  return [...said, ...(query === null ? [] : [`Query: ${code(queryText(query))}`])].join(' ');
}

/** One line of plain text: no line break, nothing that is markup. */
function line(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&!]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+\.)(?=\s)/, '$1\\$2');
}

/** Code in a line, with as many backticks as it needs. */
function code(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const ticks = '`'.repeat(longestRun(plain) + 1);
  return plain.includes('`') ? `${ticks} ${plain} ${ticks}` : `${ticks}${plain}${ticks}`;
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
