// A person can note while an import runs: what is kept is written between its transactions, and stays whatever becomes of the import.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Door } from '../../../electron/engine/dispatch.ts';
import { keepInTurn, type TurnPlace } from '../../../electron/engine/keep-turns.ts';
import { forkReader } from '../../../electron/engine/reader/fork-reader.ts';
import { saveNote } from '../../../electron/keep/notes.ts';
import { builtInFolder } from '../../../electron/library/built-in.ts';
import type { CaseFile } from '../../../electron/store/case-file.ts';
import type { FromEngine } from '../../../shared/bridge/envelope.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures');
const folder = mkdtempSync(join(tmpdir(), 'saltrace-turns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const note = (event: number) => ({
  about: { what: 'event', event },
  content: { isBookmarked: true, text: `about ${event}`, tags: [] },
});
const query = { name: 'mine', description: '', kind: 'filter', text: 'kind:ret', parameters: [] };

describe('while an import runs', () => {
  const answers: Extract<FromEngine, { id: number }>[] = [];
  let onNews: (name: string) => void = () => undefined;
  let door: Door;
  let lastId = 0;
  beforeEach(() => {
    answers.length = 0;
    door = new Door({
      casesDir: mkdtempSync(join(folder, 'cases-')),
      queryFolders: () => ({ library: join(folder, 'queries'), builtIn: builtInFolder }),
      ruleFolders: () => ({ builtIn: folder, own: undefined }),
      forkReader,
      send: (message) => {
        if ('id' in message) answers.push(message);
        else onNews(message.news);
      },
      log: () => undefined,
    });
  });
  const ask = async (name: string, body: unknown) => {
    lastId += 1;
    const id = lastId;
    await door.receive({ id, name, body });
    return { at: answers.findIndex((one) => one.id === id), answer: answers.find((one) => one.id === id) };
  };

  it.each([false, true])(
    'notes, queries and views are kept before it ends; the import is stopped: %s',
    async (isStopped) => {
      await ask('import.start', { paths: [join(captures, '3008.5', 'bad-config', 'sse.txt')] });
      let kept: Promise<{ at: number; answer: unknown }[]> | undefined;
      onNews = (name) => {
        if (name !== 'store.changed' || kept !== undefined) return;
        kept = Promise.all([
          ...[1, 2, 3].map((event) => ask('notes.save', note(event))),
          ask('queries.save', { place: 'case', query, replaces: null }),
          ask('views.save', { name: 'now', view: '{}', replaces: null }),
        ]);
        if (isStopped) void ask('import.cancel', {});
      };
      const imported = await ask('import.start', { paths: [join(captures, '3008.5'), join(captures, '3007.17')] });
      onNews = () => undefined;
      expect(imported.answer).toMatchObject({ ok: true, answer: { wasCancelled: isStopped } });
      const all = (await kept) ?? [];
      expect(all.length).toBe(5);
      for (const { at, answer } of all) {
        expect(answer).toMatchObject({ ok: true });
        if (!isStopped) expect(at).toBeLessThan(imported.at);
      }
      const notes = await ask('notes.list', {});
      expect(notes.answer).toMatchObject({ answer: { notes: { length: 3 } } });
      expect((await ask('views.list', {})).answer).toMatchObject({ answer: { views: [{ name: 'now' }] } });
      await ask('case.close', {});
    },
  );
});

describe('the turns', () => {
  const made = emptyCase();
  addRecords(made, 'a', ['{"tag":"lab/x","data":{"_stamp":"2026-11-22T20:09:03.698084"}}']);
  afterAll(() => made.dispose());
  const other = {} as CaseFile;
  const noted: string[] = [];

  /** Turns over a desk that writes down what it is told. */
  function turns(place: Partial<TurnPlace>) {
    const write = (body: { readonly text?: string }) => {
      noted.push(body.text ?? '');
      return { ok: true, value: {} } as const;
    };
    const desk = { 'notes.save': write, 'queries.save': write, 'queries.list': write } as unknown as Parameters<
      typeof keepInTurn
    >[0];
    return keepInTurn(desk, {
      caseFile: () => made.caseFile,
      importing: () => undefined,
      isBusy: () => false,
      whenFree: async () => undefined,
      alone: (order) => order(),
      ...place,
    }) as unknown as Record<string, (body: object) => Promise<{ ok: boolean }>>;
  }
  beforeEach(() => {
    noted.length = 0;
  });

  it('wait for the end of a transaction, also of one that is taken back', async () => {
    for (const end of ['commit', 'rollback'] as const) {
      const { writer } = made;
      const orders = turns({ importing: () => made.caseFile, isBusy: () => true });
      valueIn(writer.begin());
      writer.setMeta('half', 'written');
      const saved = orders['notes.save']?.({ text: end });
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(noted).not.toContain(end);
      if (end === 'commit') valueIn(writer.commit());
      else writer.rollback();
      expect(await saved).toMatchObject({ ok: true });
      expect(noted).toContain(end);
    }
  });

  it('what is written there is committed by itself', () => {
    const { writer, caseFile } = made;
    valueIn(writer.begin());
    writer.setMeta('lost', 'with the import');
    writer.between(() => {
      valueIn(saveNote(caseFile, { what: 'event', event: 1 }, { isBookmarked: true, text: 'stays', tags: [] }, 1));
    });
    writer.rollback();
    expect(caseFile.meta('lost')).toBeUndefined();
    expect(caseFile.rows('SELECT text FROM note')).toEqual([{ text: 'stays' }]);
  });

  it('wait for another order, and refuse when it changed the case', async () => {
    let isBusy = true;
    let caseFile: CaseFile = made.caseFile;
    const orders = turns({
      caseFile: () => caseFile,
      isBusy: () => isBusy,
      whenFree: async () => {
        isBusy = false;
        caseFile = other;
      },
    });
    expect(await orders['notes.save']?.({ text: 'late' })).toMatchObject({
      ok: false,
      failure: { code: 'case-not-open' },
    });
    expect(noted).toEqual([]);
  });

  it('neither lists nor files of the library stop what reads the case', async () => {
    const orders = turns({
      alone: () => {
        throw new Error('stood aside');
      },
    });
    await orders['queries.list']?.({});
    await orders['queries.save']?.({ place: 'library', query: {}, replaces: null });
    await expect(orders['queries.save']?.({ place: 'library', replaces: { place: 'case' } })).rejects.toThrow(
      'stood aside',
    );
    await expect(orders['queries.save']?.({ place: 'case', replaces: null })).rejects.toThrow('stood aside');
    await expect(orders['notes.save']?.({})).rejects.toThrow('stood aside');
  });
});
