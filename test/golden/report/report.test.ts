// The report of recorded incidents: word for word for one of them, and every number in it is what its query gives when it is asked again.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsPage } from '../../../electron/queries/events-page.ts';
import { jobsList } from '../../../electron/queries/jobs-list.ts';
import { minionsList } from '../../../electron/queries/minions-list.ts';
import { reportRead, reportSection } from '../../../electron/queries/report-read.ts';
import { toHtml } from '../../../electron/report/html.ts';
import { toMarkdown } from '../../../electron/report/markdown.ts';
import type { ReportQuery } from '../../../shared/keep/report.ts';
import type { ReportDocument } from '../../../shared/questions/report.ts';
import { allCaptures, DerivedCase } from '../../support/derived-capture.ts';
import { runSaltrace } from '../../support/run-saltrace.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures', '3008.5');
const badConfig = join(captures, 'bad-config', 'rawfile.jsonl');
const recordings = allCaptures().filter(({ name }) => /^3008.*rawfile/.test(name));

const numbersOf = (document: ReportDocument) =>
  document.sections.flatMap(({ parts }) => parts.flatMap((part) => (part.is === 'numbers' ? part.numbers : [])));

async function asked(derived: DerivedCase, { ask, text: filter }: ReportQuery): Promise<number> {
  const page = { filter, offset: 0, limit: 1, descending: false } as const;
  if (ask === 'jobs') return (await derived.ask(jobsList, { ...page, internal: false, sort: 'jid' })).total;
  if (ask === 'minions') return (await derived.ask(minionsList, { ...page, sort: 'minion' })).total;
  return (await derived.ask(eventsPage, { filter, start: { row: 0 }, limit: 1 })).total;
}

describe('the report of bad-config', () => {
  let derived: DerivedCase;

  beforeAll(async () => {
    derived = await DerivedCase.read(badConfig);
  });
  afterAll(() => derived.dispose());

  it('says of a pinned job how many failed, each number with the events that show it', async () => {
    const section = await derived.ask(reportSection, { thing: { is: 'job', jid: '20261122200903698084' } });
    const numbers = numbersOf({ title: '', about: '', sections: [section] });
    expect(numbers.map(({ label, value }) => [label, value])).toEqual([
      ['expected', 4],
      ['returned', 4],
      ['failed', 2],
      ['missing', 0],
    ]);
    const failed = numbers.find(({ label }) => label === 'failed');
    expect(failed === undefined ? -1 : await asked(derived, failed.query)).toBe(2);
  });

  it('writes a chart whose slices add up to its number', async () => {
    const thing = { is: 'chart', filter: 'kind:ret', span: null, stack: 'outcome' } as const;
    const section = await derived.ask(reportSection, { thing });
    const [number] = numbersOf({ title: '', about: '', sections: [section] });
    expect(number?.value).toBe(await asked(derived, { ask: 'events', text: 'kind:ret' }));
    const html = toHtml({ title: 'x', about: '', sections: [section] });
    expect(html).toContain('<svg class="chart" role="img"');
  });
});

describe.each(recordings)('the standing report of $name', ({ path }) => {
  it('has only numbers that its own queries give again', async () => {
    const derived = await DerivedCase.read(path);
    const document = await derived.ask(reportRead, { which: 'standing' });
    const numbers = numbersOf(document);
    expect(numbers.length).toBeGreaterThanOrEqual(6);
    for (const { label, value, query } of numbers) expect([label, await asked(derived, query)]).toEqual([label, value]);
    // Nothing of what is to be hidden leaves the program.
    expect(toMarkdown(document) + toHtml(document)).not.toContain('hunter2');
    derived.dispose();
  });
});

it('covers the secrets of a pinned event', async () => {
  const derived = await DerivedCase.read(join(captures, 'noisy-mixed', 'rawfile.jsonl'));
  const { rows } = await derived.ask(eventsPage, { filter: 'hunter2', start: { row: 0 }, limit: 20 });
  expect(rows.length).toBeGreaterThan(0);
  for (const { id } of rows) {
    const section = await derived.ask(reportSection, { thing: { is: 'event', event: id } });
    expect(JSON.stringify(section)).not.toContain('hunter2');
  }
  derived.dispose();
});

describe('hostile text', () => {
  const evil = `<script>alert(1)</script>|\`x\`\n# head\u202e"onload='x' ![x](http://evil/x.png) [a](javascript:x)`;
  const document: ReportDocument = {
    title: evil,
    about: evil,
    sections: [
      {
        key: null,
        thing: null,
        title: evil,
        gone: evil,
        parts: [
          { is: 'text', text: evil },
          { is: 'list', items: [evil] },
          { is: 'code', caption: evil, text: `${evil}\n\`\`\`\n<b>` },
          { is: 'table', caption: evil, columns: [{ title: evil, isNumber: false }], rows: [[evil]], more: 3, query: { ask: 'sql', text: evil } },
          { is: 'numbers', numbers: [{ label: evil, value: 14, was: 12, isPinned: true, query: { ask: 'events', text: evil } }] },
          { is: 'chart', caption: evil, series: [evil], slices: [{ label: evil, counts: [1] }], query: { ask: 'events', text: evil } },
        ],
      },
    ],
  };

  it('is text in HTML: no script, nothing loaded, and a policy that would stop both', () => {
    const html = toHtml(document);
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`);
    expect(html).not.toMatch(/<(script|img|a|iframe|link|object)[\s>]|<[^>]*\son\w+=|@import|url\(/i);
    expect(html).not.toContain('\u202e');
    expect(html).toContain('this was 12, now 14');
    const tags = [...html.matchAll(/<(\/?[a-z][\w-]*)/g)].map(([, name]) => name?.replace('/', ''));
    const known = 'html head meta title style body header h1 p main section h2 br ul li figure figcaption pre table caption thead tbody tr th td code span svg rect text'.split(' ');
    expect(tags.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  it('is text in Markdown: no markup outside of code, no line of its own', () => {
    const outside = toMarkdown(document).replaceAll(/(`{3,})text\n[\s\S]*?\n\1/g, '').replaceAll(/(`+).+?\1/g, '');
    expect(outside).not.toMatch(/(?<!\\)<|(?<!\\)!\[|^# head/m);
    expect(outside).toContain('this was 12, now 14');
  });
});

it('is the golden one on the command line, as Markdown and as an HTML file, and refused where the ending names no form', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-report-'));
  const out = join(folder, 'report.html');
  const written = await runSaltrace(['report', badConfig, '-o', out, '--quiet']);
  expect(written).toMatchObject({ stdout: '', status: 0 });
  await expect(readFileSync(out, 'utf8')).toMatchFileSnapshot('bad-config.html');
  const printed = await runSaltrace(['report', badConfig, '--quiet']);
  await expect(printed.stdout).toMatchFileSnapshot('bad-config.md');
  const json = JSON.parse((await runSaltrace(['report', badConfig, '--json', '--quiet'])).stdout) as { sections: unknown[] };
  expect(json.sections).toHaveLength(6);
  const refused = await runSaltrace(['report', badConfig, '-o', join(folder, 'report.docx')]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('neither .html nor .md');
  expect((await runSaltrace(['report', badConfig, '-o', join(folder, 'no', 'x.md')])).status).toBe(3);
  rmSync(folder, { recursive: true, force: true });
});
