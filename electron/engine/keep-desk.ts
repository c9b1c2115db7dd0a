// Carries out the orders about what a person keeps: saved queries, named views, notes; and puts back what was removed.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { KeepOrders } from '../../shared/bridge/keep-orders.ts';
import type { QueryAt, QueryEntry, SavedQuery } from '../../shared/keep/saved-query.ts';
import { allQueries, type QueryFolders } from '../keep/all-queries.ts';
import { putCaseQuery, removeCaseQuery } from '../keep/case-queries.ts';
import { listViews, putView, removeView } from '../keep/named-views.ts';
import { listNotes, removeNote, saveNote } from '../keep/notes.ts';
import { moveBlock, putBlock, removeBlock } from '../keep/report-blocks.ts';
import { exportQuery, putQuery, readFile, removeQuery } from '../library/query-folder.ts';
import type { CaseFile } from '../store/case-file.ts';

/** What the desk needs of its session. */
export type KeepPlace = {
  readonly folders: () => QueryFolders;
  readonly caseFile: () => CaseFile | undefined;
};

type Handlers = {
  readonly [N in keyof KeepOrders]: (body: KeepOrders[N]['body']) => Outcome<KeepOrders[N]['answer']>;
};
type Undo = { readonly caseFile: CaseFile | undefined; readonly run: () => Outcome<void> };

/** More removed things are not remembered. */
const mostUndos = 100;
const noCase = { code: 'case-not-open', message: 'No case is open.', tip: 'Open a case or drop a capture.' } as const;
const gone = {
  code: 'undo-gone',
  message: 'What was removed can no longer be put back: another case is open.',
  tip: 'Open the case that it was removed from, or make it again.',
} as const;

/** The handlers of all these orders; none of them waits for anything. */
export class KeepDesk {
  readonly orders: Handlers;
  readonly #place: KeepPlace;
  readonly #undos = new Map<number, Undo>();
  #lastUndo = 0;

  constructor(place: KeepPlace) {
    this.#place = place;
    this.orders = {
      'queries.list': () => done({ folder: place.folders().library, entries: this.#entries() }),
      'queries.save': ({ place: to, query, replaces }) => this.#save(to, query, replaces),
      'queries.remove': (at) => this.#remove(at),
      'queries.import': ({ place: to, paths }) => this.#import(to, paths),
      'queries.export': ({ path, ...at }) => {
        const entry = this.#entry(at);
        return entry !== undefined && 'query' in entry ? empty(exportQuery(entry.query, path)) : failed(unknown(at));
      },
      'views.list': () => this.#ofCase((caseFile) => done({ views: listViews(caseFile) })),
      'views.save': ({ replaces, ...view }) => this.#ofCase((caseFile) => empty(putView(caseFile, view, replaces))),
      'views.remove': ({ name }) => this.#ofCase((caseFile) => this.#removed(removeView(caseFile, name), caseFile)),
      'notes.list': () => this.#ofCase((caseFile) => done({ notes: listNotes(caseFile) })),
      'notes.save': ({ about, content }) =>
        this.#ofCase((caseFile) => {
          const note = saveNote(caseFile, about, content, Date.now() * 1000);
          return note.ok ? done({ note: note.value }) : note;
        }),
      'notes.remove': ({ key }) => this.#ofCase((caseFile) => this.#removed(removeNote(caseFile, key), caseFile)),
      'report.put': (block) =>
        this.#ofCase((caseFile) => {
          const put = putBlock(caseFile, block, randomUUID);
          return put.ok ? done({ key: put.value }) : put;
        }),
      'report.move': ({ key, to }) => this.#ofCase((caseFile) => empty(moveBlock(caseFile, key, to))),
      'report.remove': ({ key }) => this.#ofCase((caseFile) => this.#removed(removeBlock(caseFile, key), caseFile)),
      'keep.undo': ({ undo }) => this.#undo(undo),
    };
  }

  #ofCase<T>(order: (caseFile: CaseFile) => Outcome<T>): Outcome<T> {
    const caseFile = this.#place.caseFile();
    return caseFile === undefined ? failed(noCase) : order(caseFile);
  }

  #entries(): QueryEntry[] {
    return allQueries(this.#place.caseFile(), this.#place.folders());
  }

  /** Only what is in the list can be meant: no name or file of the window's becomes a path. */
  #entry({ place, name, file }: QueryAt): QueryEntry | undefined {
    return this.#entries().find(
      (entry) =>
        entry.place === place &&
        ('query' in entry ? entry.query.name === name : entry.name === name && entry.file === file),
    );
  }

  #save(to: 'case' | 'library', query: SavedQuery, replaces: QueryAt | null): Outcome<Record<string, never>> {
    const before = replaces === null ? undefined : this.#entry(replaces);
    if (replaces !== null && before === undefined) return failed(unknown(replaces));
    const isMoved = before !== undefined && before.place !== to;
    const put = this.#put(to, query, isMoved ? undefined : before);
    if (!put.ok || !isMoved || before.place === 'built-in') return put;
    return empty(this.#takeOut(before));
  }

  #put(to: 'case' | 'library', query: SavedQuery, before?: QueryEntry): Outcome<Record<string, never>> {
    if (to === 'library') return empty(putQuery(this.#place.folders().library, query, before?.file ?? null));
    const name = before === undefined ? null : 'query' in before ? before.query.name : before.name;
    return this.#ofCase((caseFile) => empty(putCaseQuery(caseFile, query, name)));
  }

  #takeOut(entry: QueryEntry): Outcome<() => Outcome<void>> {
    const name = 'query' in entry ? entry.query.name : entry.name;
    if (entry.place === 'library' && entry.file) return removeQuery(this.#place.folders().library, entry.file);
    if (entry.place !== 'case') return failed(unknown({ place: entry.place, name, file: entry.file }));
    return this.#ofCase((caseFile) => removeCaseQuery(caseFile, name ?? ''));
  }

  #remove(at: QueryAt): Outcome<{ readonly undo: number }> {
    const entry = this.#entry(at);
    if (entry === undefined) return failed(unknown(at));
    return this.#removed(this.#takeOut(entry), entry.place === 'case' ? this.#place.caseFile() : undefined);
  }

  #import(to: 'case' | 'library', paths: readonly string[]): Outcome<KeepOrders['queries.import']['answer']> {
    const imported: string[] = [];
    const refused: KeepOrders['queries.import']['answer']['refused'][number][] = [];
    for (const path of paths) {
      const file = basename(path);
      const read = readFile(path);
      if (!read.ok) {
        refused.push({ file, line: read.line, reason: read.reason });
        continue;
      }
      const put = this.#put(to, read.query);
      if (put.ok) imported.push(read.query.name);
      else refused.push({ file, line: null, reason: put.failure.message });
    }
    return done({ imported, refused });
  }

  #removed(outcome: Outcome<() => Outcome<void>>, caseFile: CaseFile | undefined): Outcome<{ readonly undo: number }> {
    if (!outcome.ok) return outcome;
    this.#lastUndo += 1;
    this.#undos.set(this.#lastUndo, { caseFile, run: outcome.value });
    this.#undos.delete(this.#lastUndo - mostUndos);
    return done({ undo: this.#lastUndo });
  }

  #undo(number: number): Outcome<Record<string, never>> {
    const undo = this.#undos.get(number);
    if (undo === undefined || (undo.caseFile !== undefined && undo.caseFile !== this.#place.caseFile()))
      return failed(gone);
    const ran = undo.run();
    if (ran.ok) this.#undos.delete(number);
    return empty(ran);
  }
}

function empty(outcome: Outcome<unknown>): Outcome<Record<string, never>> {
  return outcome.ok ? done({}) : outcome;
}

function unknown({ place, name, file }: QueryAt) {
  const message = `There is no saved query ${name ?? file ?? ''} in ${place === 'case' ? 'the case' : `the ${place}`}.`;
  return { code: 'query-unknown', message, tip: 'Look at the list again.' } as const;
}
