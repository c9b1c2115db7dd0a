// What goes along in a share beside the events: saved queries, notes, views. It is about the same things there, what is secret in it is in
// no byte, and what cannot go along is counted.
import { afterEach, describe, expect, it } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { caseId } from '../../../electron/keep/case-id.ts';
import { caseQueries, putCaseQuery } from '../../../electron/keep/case-queries.ts';
import { listViews, putView } from '../../../electron/keep/named-views.ts';
import { listNotes, readNotes, saveNote } from '../../../electron/keep/notes.ts';
import { sharePreview } from '../../../electron/queries/share-preview.ts';
import type { CaseFile } from '../../../electron/store/case-file.ts';
import type { NoteContent, NoteTarget } from '../../../shared/keep/note.ts';
import type { SavedQuery } from '../../../shared/keep/saved-query.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { placesOf, shareOf, type TestShare } from '../../support/share-case.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

const opened: { dispose: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.dispose();
});

const jid = '20261122200903698084';
const otherJid = '20261122200904698084';
const stampAt = (second: number) => `2026-11-22T20:09:0${second}.698084`;
const microsAt = (second: number) => Date.parse(`${stampAt(second).slice(0, 23)}Z`) * 1000 + 84;
const context = { isCancelled: () => false, zone: 'UTC' };
const secret = 'plantedSecret-77';
const minion = 'canary-web7';

/** Events: one that tells the secret, a job with its return, another job, two equal events. */
async function incident(): Promise<CaseFile> {
  const made = emptyCase();
  opened.push(made);
  const record = (tag: string, second: number, data: object) =>
    JSON.stringify({ tag, data: { _stamp: stampAt(second), ...data } });
  const ret = (id: string, jid: string) => ({ jid, id, fun: 'test.ping', return: true, retcode: 0, success: true });
  addRecords(made, 'a.jsonl', [
    record('lab/secret', 1, { password: secret }),
    record(`salt/job/${jid}/ret/${minion}`, 2, ret(minion, jid)),
    record(`salt/job/${otherJid}/ret/other`, 3, ret('other', otherJid)),
    record('lab/twin', 4, { n: 1 }),
    record('lab/between', 4, { n: 2 }),
    record('lab/twin', 4, { n: 3, password: secret }),
  ]);
  valueIn(await deriveCase(made.caseFile));
  return made.caseFile;
}

const says = (text: string, tags: readonly string[] = []): NoteContent => ({ isBookmarked: true, text, tags });
const note = (caseFile: CaseFile, about: NoteTarget, content: NoteContent) =>
  valueIn(saveNote(caseFile, about, content, 5));
const query = (changes: Partial<SavedQuery>): SavedQuery => ({
  name: 'a query',
  description: '',
  kind: 'filter',
  text: 'kind:ret',
  parameters: [],
  ...changes,
});
const setView = (caseFile: CaseFile, view: unknown) => {
  valueIn(caseFile.writer?.begin() ?? { ok: true, value: undefined });
  caseFile.writer?.setMeta('view', JSON.stringify(view));
  valueIn(caseFile.writer?.commit() ?? { ok: true, value: undefined });
};

async function shared(caseFile: CaseFile, options: Parameters<typeof shareOf>[1] = {}): Promise<TestShare> {
  const share = await shareOf(caseFile, options);
  opened.push(share);
  return share;
}

const text = (name: string, value: string | null, choices: readonly string[] = []) => ({
  name,
  type: choices.length > 0 ? ('choice' as const) : ('text' as const),
  description: '',
  default: value,
  choices,
});

/** Places where a person may have written what a share hides. */
const plants: readonly (readonly [string, (caseFile: CaseFile, canary: string) => void])[] = [
  ['the text of a note', (to, canary) => note(to, { what: 'event', event: 4 }, says(`it was ${canary}, I think`))],
  ['a tag of a note', (to, canary) => note(to, { what: 'job', jid }, says('', ['seen', canary]))],
  ['a note on a span', (to, canary) => note(to, { what: 'span', from: 5, to: 9 }, says(canary))],
  ['the text of a query', (to, canary) => valueIn(putCaseQuery(to, query({ text: `data.x:"${canary}"` }), null))],
  ['the name of a query', (to, canary) => valueIn(putCaseQuery(to, query({ name: `where is ${canary}` }), null))],
  ['its description', (to, canary) => valueIn(putCaseQuery(to, query({ description: `for ${canary}` }), null))],
  [
    'a default',
    (to, canary) => valueIn(putCaseQuery(to, query({ text: 'data.x:$v', parameters: [text('v', canary)] }), null)),
  ],
  [
    'a choice',
    (to, canary) =>
      valueIn(putCaseQuery(to, query({ text: 'data.x:$v', parameters: [text('v', canary, ['a', canary])] }), null)),
  ],
  [
    'the description of a parameter',
    (to, canary) =>
      valueIn(
        putCaseQuery(
          to,
          query({ text: 'data.x:$v', parameters: [{ ...text('v', null), description: `like ${canary}` }] }),
          null,
        ),
      ),
  ],
  [
    'SQL',
    (to, canary) => valueIn(putCaseQuery(to, query({ kind: 'sql', text: `SELECT '${canary}' FROM events` }), null)),
  ],
  ['the name of a view', (to, canary) => valueIn(putView(to, { name: `about ${canary}`, view: '{}' }, null))],
  ['a view with a name', (to, canary) => valueIn(putView(to, { name: 'v', view: JSON.stringify([canary]) }, null))],
  ['the view', (to, canary) => setView(to, { filter: `data.x:"${canary}"`, layout: { [canary]: { title: canary } } })],
];

describe('what a person wrote beside the events', () => {
  it.each(plants)(
    '%s is without the secret, and without the minion where minions are hidden',
    async (_place, plant) => {
      for (const canary of [secret, minion]) {
        const from = await incident();
        plant(from, canary);
        const share = await shared(from, { choices: { keep: ['arguments'], hide: ['ids'] } });
        expect(placesOf(canary, share), canary).toEqual([]);
        expect(share.report.carried).toMatchObject([{ isOn: true, count: 1, left: 0 }]);
        // What is in the place of it: the token that the events have.
        const token = /"password":"(redacted-[0-9a-z]{12})"/.exec(share.records)?.[1] ?? 'none';
        const name = /"id":"(minion-[0-9a-z]{12})"/.exec(share.records)?.[1] ?? 'none';
        const told = JSON.stringify([
          readNotes(share.caseFile),
          caseQueries(share.caseFile),
          listViews(share.caseFile),
          share.caseFile.meta('view') ?? '',
        ]);
        expect(told).toContain(canary === secret ? token : name);
      }
    },
  );

  it('a secret that only a note or a query tells is hidden in the events too', async () => {
    const made = emptyCase();
    opened.push(made);
    addRecords(made, 'b', [
      JSON.stringify({ tag: 'lab/x', data: { _stamp: stampAt(1), a: 'was onlyNoted-88 or onlyDefault-99' } }),
    ]);
    note(made.caseFile, { what: 'event', event: 1 }, says('password: onlyNoted-88'));
    valueIn(
      putCaseQuery(
        made.caseFile,
        query({ text: 'data.x:$api_key', parameters: [text('api_key', 'onlyDefault-99')] }),
        null,
      ),
    );
    valueIn(await deriveCase(made.caseFile));
    const share = await shared(made.caseFile);
    for (const canary of ['onlyNoted-88', 'onlyDefault-99']) expect(placesOf(canary, share)).toEqual([]);
  });

  it('a share is found to be unsafe where a note escaped the redaction', async () => {
    const share = await shared(await incident());
    const { scanBytes } = await import('../../../electron/share/byte-scan.ts');
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(share.path);
    db.prepare('INSERT INTO note (key, what, is_bookmarked, text, tags, changed) VALUES (?, ?, 1, ?, ?, 1)').run(
      'job:x',
      'job',
      'z'.repeat(20_000) + secret,
      '[]',
    );
    db.close();
    const hidden = [{ text: secret, rule: 'password', isWord: false }] as const;
    const scan = await scanBytes(share.path, share.caseFile, hidden, {
      isCancelled: () => false,
      onProgress: () => undefined,
    });
    expect(scan?.found?.rule).toBe('password');
  });
});

describe('notes in a share', () => {
  it('are about the same events, redacted or not, twins told apart', async () => {
    const from = await incident();
    for (const event of [2, 4, 5, 6]) note(from, { what: 'event', event }, says(`about ${event}`));
    note(from, { what: 'job', jid }, says('the job'));
    note(from, { what: 'span', from: microsAt(1), to: microsAt(2) }, says('the span'));
    const share = await shared(from, { choices: { keep: [], hide: ['ids'] } });
    const about = Object.fromEntries(readNotes(share.caseFile).map((one) => [one.text, one.about]));
    for (const event of [2, 4, 5, 6]) {
      const id = about[`about ${event}`];
      expect(id).toMatchObject({ what: 'event', event });
      expect(share.caseFile.tag(event)).toBe(id?.what === 'event' ? id.tag : '');
    }
    expect(about['the job']).toEqual({ what: 'job', jid });
    expect(about['the span']).toEqual({ what: 'span', from: microsAt(1), to: microsAt(2) });
  });

  it('those about what does not go along stay behind, and are counted; numbers are those of the share', async () => {
    const from = await incident();
    for (const event of [1, 3, 5]) note(from, { what: 'event', event }, says(`about ${event}`));
    for (const one of [jid, otherJid]) note(from, { what: 'job', jid: one }, says(`job ${one}`));
    note(from, { what: 'span', from: microsAt(1), to: microsAt(2) }, says('early'));
    note(from, { what: 'span', from: microsAt(2), to: microsAt(4) }, says('late'));
    const selection = { filter: '', span: { from: microsAt(3), to: microsAt(4) + 1 } };
    const without = { choices: { keep: [], hide: [] }, without: [] };
    const preview = valueIn(await sharePreview(from, { ...selection, ...without }, context));
    const share = await shared(from, { selection });
    const counts = [{ thing: 'notes', isOn: true, count: 4, left: 3 }];
    expect(preview.carried).toEqual(counts);
    expect(share.report.carried).toEqual(counts);
    const notes = readNotes(share.caseFile);
    expect(notes.map((one) => one.text).toSorted()).toEqual(['about 3', 'about 5', `job ${otherJid}`, 'late']);
    for (const { about, text } of notes) {
      if (about.what !== 'event') continue;
      expect(about.event).not.toBeNull();
      expect(share.caseFile.tag(about.event ?? 0)).toBe(from.tag(Number(text.slice(6))));
    }
  });

  it('can be left out, as everything beside the events', async () => {
    const from = await incident();
    note(from, { what: 'event', event: 1 }, says(`password: leftOut-66, ${secret}`));
    valueIn(putCaseQuery(from, query({}), null));
    valueIn(putView(from, { name: 'v', view: '{"a":1}' }, null));
    setView(from, { a: 1 });
    const share = await shared(from, { without: ['notes', 'queries', 'views', 'view'] });
    expect(share.report.carried).toEqual(
      ['view', 'queries', 'notes', 'views'].map((thing) => ({ thing, isOn: false, count: 1, left: 0 })),
    );
    expect([listNotes(share.caseFile), caseQueries(share.caseFile), listViews(share.caseFile)]).toEqual([[], [], []]);
    expect(share.caseFile.meta('view')).toBeUndefined();
  });
});

describe('queries and views in a share', () => {
  it('are the same, and run, where nothing in them is hidden', async () => {
    const from = await incident();
    const one = query({
      name: 'by minion',
      description: 'd',
      text: 'kind:ret minion:$who',
      parameters: [{ name: 'who', type: 'minion', description: 'which', default: 'web1', choices: [] }],
    });
    valueIn(putCaseQuery(from, one, null));
    valueIn(putView(from, { name: 'v', view: '{"selected":{"what":"events","ids":[1,6]}}' }, null));
    const share = await shared(from, { selection: { filter: 'tag:lab/twin' } });
    expect(caseQueries(share.caseFile)).toEqual([{ place: 'case', file: null, query: one }]);
    const [view] = listViews(share.caseFile);
    expect(JSON.parse(view?.view ?? '')).toEqual({ selected: { what: 'events', ids: [2] } });
  });

  it('a default that is a secret number becomes none; names that came to be the same are told apart', async () => {
    const made = emptyCase();
    opened.push(made);
    const records = [{ password: '4711471147' }, { password: 'nameSecret-11' }];
    addRecords(
      made,
      'a',
      records.map((data) => JSON.stringify({ tag: 'lab/x', data: { _stamp: stampAt(1), ...data } })),
    );
    const from = made.caseFile;
    const parameter = { ...text('n', '4711471147'), type: 'number' as const };
    valueIn(putCaseQuery(from, query({ name: 'nameSecret-11', text: 'jid:$n', parameters: [parameter] }), null));
    const long = `nameSecret-11 ${'x'.repeat(85)}`;
    valueIn(putCaseQuery(from, query({ name: `${long}a` }), null));
    valueIn(putCaseQuery(from, query({ name: `${long}b` }), null));
    valueIn(await deriveCase(from));
    const share = await shared(from);
    const entries = caseQueries(share.caseFile);
    expect(entries.length).toBe(3);
    expect(entries.map((entry) => ('query' in entry ? 'reads' : entry.reason))).toEqual(['reads', 'reads', 'reads']);
    expect(placesOf('4711471147', share)).toEqual([]);
    expect(placesOf('nameSecret-11', share)).toEqual([]);
  });

  it('has an id of its own, which is not that of the case', async () => {
    const from = await incident();
    const own = caseId(from);
    const share = await shared(from);
    expect(share.caseFile.meta('case_id')).toMatch(/^[0-9a-f]{32}$/);
    expect(share.caseFile.meta('case_id')).not.toBe(own);
    expect(placesOf(own ?? 'none', share)).toEqual([]);
  });
});
