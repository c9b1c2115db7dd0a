// Notes name the thing they are about: they are there again after rebuilding, importing twice, and in a case made anew in another order.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebuildCase } from '../../../electron/engine/open-case.ts';
import { caseQueries, putCaseQuery, removeCaseQuery } from '../../../electron/keep/case-queries.ts';
import { listViews, putView, removeView } from '../../../electron/keep/named-views.ts';
import { listNotes, removeNote, saveNote } from '../../../electron/keep/notes.ts';
import type { CaseFile } from '../../../electron/store/case-file.ts';
import { copyOwn } from '../../../electron/store/copy-own.ts';
import type { NoteContent } from '../../../shared/keep/note.ts';
import { caseAt, fileOf, importFiles, ingestFolder, newCase, succeeded } from '../../support/ingest-case.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures', '3008.5');
const first = join(captures, 'bad-config', 'sse.txt');
const twin = join(captures, 'bad-config', 'rawfile.jsonl');
const other = join(captures, 'dead-minion', 'sse.txt');
const says = (text: string): NoteContent => ({ isBookmarked: true, text, tags: ['x'] });

/** What each event note says, with the event that it is about now, as a text that does not depend on numbers. */
function told(caseFile: CaseFile): string[] {
  return listNotes(caseFile)
    .map(({ about, text }) => {
      if (about.what !== 'event') return `${about.what}: ${text}`;
      if (about.event === null) return `lost: ${text}`;
      return `${caseFile.tag(about.event)} ${JSON.stringify(caseFile.event(about.event).data)}: ${text}`;
    })
    .toSorted();
}

function noteAll(caseFile: CaseFile): void {
  for (let event = 1; event <= caseFile.columns.length; event += 7)
    succeeded(saveNote(caseFile, { what: 'event', event }, says(`about ${event}`), event));
  succeeded(saveNote(caseFile, { what: 'job', jid: '20261122200903698084' }, says('a job'), 1));
  succeeded(saveNote(caseFile, { what: 'span', from: 9, to: 5 }, says('a span'), 2));
}

describe('notes', () => {
  it('are one a thing, replaced, removed when they say nothing, put back as they were', async () => {
    const caseFile = newCase();
    await importFiles(caseFile, [first]);
    const about = { what: 'event', event: 5 } as const;
    succeeded(saveNote(caseFile, about, says('one'), 10));
    const note = succeeded(saveNote(caseFile, about, { isBookmarked: false, text: '<b>two</b>\n', tags: [] }, 20));
    expect(listNotes(caseFile)).toEqual([note]);
    expect(note).toMatchObject({
      about: { what: 'event', event: 5 },
      isBookmarked: false,
      text: '<b>two</b>\n',
      changed: 20,
    });
    const undo = succeeded(removeNote(caseFile, note?.key ?? ''));
    expect(listNotes(caseFile)).toEqual([]);
    succeeded(undo());
    expect(listNotes(caseFile)).toEqual([note]);
    expect(saveNote(caseFile, about, { isBookmarked: false, text: ' ', tags: [] }, 30)).toEqual({
      ok: true,
      value: null,
    });
    expect(listNotes(caseFile)).toEqual([]);
    expect(saveNote(caseFile, { what: 'event', event: 5000 }, says(''), 1)).toMatchObject({
      failure: { code: 'event-unknown' },
    });
  });

  it('survive importing again, and rebuilding', async () => {
    const path = join(ingestFolder(), 'a.saltrace');
    const caseFile = caseAt(path);
    await importFiles(caseFile, [first]);
    noteAll(caseFile);
    succeeded(
      putCaseQuery(caseFile, { name: 'q', description: '', kind: 'filter', text: 'kind:ret', parameters: [] }, null),
    );
    succeeded(putView(caseFile, { name: 'v', view: '{}' }, null));
    const before = told(caseFile);
    await importFiles(caseFile, [twin, other]);
    expect(told(caseFile)).toEqual(before);
    caseFile.close();
    succeeded(await rebuildCase(path));
    const rebuilt = caseAt(path, 'write');
    expect(told(rebuilt)).toEqual(before);
    expect(
      rebuilt.rows<{ n: number }>('SELECT count(*) AS n FROM note WHERE event IS NULL AND what = :what', {
        what: 'event',
      }),
    ).toEqual([{ n: 0 }]);
    expect(caseQueries(rebuilt)).toMatchObject([{ query: { name: 'q' } }]);
    expect(listViews(rebuilt)).toEqual([{ name: 'v', view: '{}' }]);
  });

  it('find their events in a case made anew, from another format and in another order; what is not there is said', async () => {
    const caseFile = newCase();
    await importFiles(caseFile, [first, other]);
    noteAll(caseFile);
    const before = told(caseFile);
    const anew = newCase();
    await importFiles(anew, [other, twin]);
    succeeded(anew.writer?.begin() ?? { ok: true, value: undefined });
    succeeded(copyOwn(caseFile, anew));
    succeeded(anew.writer?.commit() ?? { ok: true, value: undefined });
    expect(told(anew)).toEqual(before);
    const half = newCase();
    await importFiles(half, [other]);
    succeeded(half.writer?.begin() ?? { ok: true, value: undefined });
    succeeded(copyOwn(caseFile, half));
    succeeded(half.writer?.commit() ?? { ok: true, value: undefined });
    expect(told(half).filter((text) => text.startsWith('lost'))).toHaveLength(Math.ceil(52 / 7));
  });

  it('tell equal events apart by their order, and know events without a stamp', async () => {
    const same = JSON.stringify({ tag: 'same', data: { _stamp: '2026-03-01T12:00:00', a: 1 } });
    const bare = JSON.stringify({ tag: 'bare', data: { b: 2 } });
    const lines =
      fc.sample(fc.array(fc.constantFrom(same, bare), { minLength: 30, maxLength: 30 }), { numRuns: 1, seed: 5 })[0] ??
      [];
    const caseFile = newCase();
    await importFiles(caseFile, [fileOf('made.jsonl', `${lines.join('\n')}\n`)]);
    for (let event = 1; event <= 30; event++)
      succeeded(saveNote(caseFile, { what: 'event', event }, says(`${event}`), event));
    succeeded(caseFile.writer?.begin() ?? { ok: true, value: undefined });
    for (const row of caseFile.rows<Record<string, string | number>>('SELECT * FROM note'))
      succeeded(caseFile.writer?.putRow('note', { ...row, event: null }) ?? { ok: true, value: undefined });
    succeeded(caseFile.writer?.commit() ?? { ok: true, value: undefined });
    const found = listNotes(caseFile).map(({ about, text }) => [about.what === 'event' && about.event, Number(text)]);
    expect(found).toHaveLength(30);
    for (const [event, said] of found) expect(event).toBe(said);
  });
});

describe('what else is kept in a case', () => {
  const query = { name: 'Mine', description: '', kind: 'filter', text: 'kind:ret', parameters: [] } as const;

  it('has one query of a name, and puts a removed one back', () => {
    const caseFile = newCase();
    succeeded(putCaseQuery(caseFile, query, null));
    expect(putCaseQuery(caseFile, query, null)).toMatchObject({ failure: { code: 'query-exists' } });
    succeeded(putCaseQuery(caseFile, { ...query, name: 'New name' }, 'Mine'));
    expect(caseQueries(caseFile)).toEqual([{ place: 'case', file: null, query: { ...query, name: 'New name' } }]);
    const undo = succeeded(removeCaseQuery(caseFile, 'New name'));
    expect(caseQueries(caseFile)).toEqual([]);
    succeeded(undo());
    expect(caseQueries(caseFile)).toHaveLength(1);
  });

  it('lists a row that is no query with the reason', () => {
    const caseFile = newCase();
    const writer = caseFile.writer;
    if (writer === undefined) throw new Error('read-only');
    succeeded(writer.begin());
    succeeded(writer.putRow('saved_query', { ...query, name: 'a', parameters: '{' }));
    succeeded(writer.putRow('saved_query', { ...query, name: 'b', parameters: '[]', text: 'kind:x' }));
    succeeded(writer.putRow('saved_query', { ...query, name: 'c', parameters: '[{"name":"__proto__"}]' }));
    succeeded(writer.commit());
    expect(caseQueries(caseFile).map((one) => ('reason' in one ? `${one.name}: ${one.reason}` : 'read'))).toEqual([
      'a: its parameters are no JSON',
      'b: position 5: unknown kind x',
      expect.stringContaining('c: '),
    ]);
    succeeded(removeCaseQuery(caseFile, 'a'));
  });

  it('refuses to keep anything in a case that is open read-only, with what can be done', () => {
    const path = join(ingestFolder(), 'a.saltrace');
    caseAt(path).close();
    const caseFile = caseAt(path, 'read');
    expect(putCaseQuery(caseFile, query, null)).toMatchObject({
      failure: { code: 'database-readonly', tip: 'Save it to another place first.' },
    });
  });

  it('has one view of a name', () => {
    const caseFile = newCase();
    succeeded(putView(caseFile, { name: 'v', view: '1' }, null));
    expect(putView(caseFile, { name: 'v', view: '2' }, null)).toMatchObject({ failure: { code: 'view-exists' } });
    succeeded(putView(caseFile, { name: 'v', view: '2' }, 'v'));
    const undo = succeeded(removeView(caseFile, 'v'));
    expect(listViews(caseFile)).toEqual([]);
    succeeded(undo());
    expect(listViews(caseFile)).toEqual([{ name: 'v', view: '2' }]);
  });
});
