// The notes of a case: about which events they are now, writing and removing them.
import { assert } from '../../shared/base/assert.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Stamp } from '../../shared/base/stamp.ts';
import { type Note, type NoteContent, type NoteSubject, type NoteTarget, noteBounds } from '../../shared/keep/note.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { anchorsOf, type EventAnchor, findAnchored, isStill } from './event-anchor.ts';
import { writeOwn } from './write-own.ts';

type Row = {
  readonly key: string;
  readonly what: 'event' | 'job' | 'span';
  readonly tag: string | null;
  readonly stamp: number | null;
  readonly until: number | null;
  readonly jid: string | null;
  readonly event: number | null;
  readonly is_bookmarked: number;
  readonly text: string;
  readonly tags: string;
  readonly changed: number;
};

const columns = 'key, what, tag, stamp, until, jid, event, is_bookmarked, text, tags, changed';

/** All notes, newest first. Where events have new numbers these are looked up, and kept when the case can be written to. */
export function listNotes(caseFile: CaseFile): Note[] {
  const { notes, moved } = lookUp(caseFile);
  if (moved.length > 0 && caseFile.writer !== undefined) {
    // When that fails it is looked up again the next time.
    const put = () => void writeOwn(caseFile, (writer) => putRows(writer, moved));
    caseFile.writer.between(put);
  }
  return notes;
}

/** The same, writing nothing. */
export function readNotes(caseFile: CaseFile): Note[] {
  return lookUp(caseFile).notes;
}

function lookUp(caseFile: CaseFile): { readonly notes: Note[]; readonly moved: readonly Row[] } {
  // All rows; a case that has more was not made by hand.
  const rows = caseFile.rows<Row>(`SELECT ${columns} FROM note ORDER BY changed DESC, key LIMIT :most`, {
    most: noteBounds.notes,
  });
  const lost = rows.filter((row) => row.what === 'event' && !isKnown(caseFile, row));
  const found = findAnchored(caseFile, lost.map(anchorIn));
  const nowAt = (row: Row) => (isKnown(caseFile, row) ? row.event : (found.get(row.key) ?? null));
  return {
    notes: rows.map((row) => noteOf(row, nowAt(row))),
    moved: lost.flatMap((row) => (nowAt(row) === row.event ? [] : [{ ...row, event: nowAt(row) }])),
  };
}

/** What is to be noted, about what, and when it was said (µs). */
export type NewNote = { readonly about: NoteTarget; readonly content: NoteContent; readonly changed: Stamp };

/** Writes notes about things of the case; a transaction is open. */
export function putNotes(caseFile: CaseFile, writer: CaseWriter, notes: readonly NewNote[]): Outcome<void> {
  return putRows(writer, rowsOf(caseFile, notes));
}

function putRows(writer: CaseWriter, rows: readonly Row[]): Outcome<void> {
  for (const row of rows) {
    const put = writer.putRow('note', row);
    if (!put.ok) return put;
  }
  return done(undefined);
}

/** Writes the note about a thing; a content that says nothing removes it. `now` in µs. */
export function saveNote(
  caseFile: CaseFile,
  target: NoteTarget,
  content: NoteContent,
  now: Stamp,
): Outcome<Note | null> {
  if (target.what === 'event' && target.event > caseFile.columns.length)
    return failed({ code: 'event-unknown', message: `The case has no event ${target.event}.` });
  const [row] = rowsOf(caseFile, [{ about: target, content, changed: now }]);
  assert(row !== undefined, 'a note has a row');
  const isNothing = !content.isBookmarked && content.text.trim() === '' && content.tags.length === 0;
  const written = writeOwn(caseFile, (writer) =>
    isNothing ? writer.removeRow('note', row.key) : writer.putRow('note', row),
  );
  if (!written.ok) return written;
  return done(isNothing ? null : noteOf(row, row.event));
}

/** Takes a note away; the result puts it back as it was. */
export function removeNote(caseFile: CaseFile, key: string): Outcome<() => Outcome<void>> {
  const [row] = caseFile.rows<Row>(`SELECT ${columns} FROM note WHERE key = :key`, { key });
  if (row === undefined) return failed({ code: 'undo-gone', message: 'The note is not there any more.' });
  const removed = writeOwn(caseFile, (writer) => writer.removeRow('note', key));
  if (!removed.ok) return removed;
  return done(() => writeOwn(caseFile, (writer) => writer.putRow('note', row)));
}

function isKnown(caseFile: CaseFile, row: Row): boolean {
  return row.event !== null && isStill(caseFile, row.event, anchorIn(row));
}

function anchorIn({ key, tag, stamp }: Row): EventAnchor {
  return { key, tag: tag ?? '', stamp };
}

function rowsOf(caseFile: CaseFile, notes: readonly NewNote[]): Row[] {
  const ids = notes.flatMap(({ about }) => (about.what === 'event' ? [about.event] : []));
  const anchors = anchorsOf(caseFile, ids);
  return notes.map(({ about, content, changed }) => ({
    ...subjectRow(about, anchors),
    is_bookmarked: content.isBookmarked ? 1 : 0,
    text: content.text,
    tags: JSON.stringify(content.tags),
    changed,
  }));
}

type SubjectRow = Pick<Row, 'key' | 'what' | 'tag' | 'stamp' | 'until' | 'jid' | 'event'>;

function subjectRow(about: NoteTarget, anchors: ReadonlyMap<number, EventAnchor>): SubjectRow {
  const nothing = { tag: null, stamp: null, until: null, jid: null, event: null };
  switch (about.what) {
    case 'event': {
      const anchor = anchors.get(about.event);
      assert(anchor !== undefined, 'every event of the case has an anchor');
      return { ...nothing, ...anchor, what: 'event', event: about.event };
    }
    case 'job':
      return { ...nothing, key: `job:${about.jid}`, what: 'job', jid: about.jid };
    case 'span': {
      const [from, to] = [Math.min(about.from, about.to), Math.max(about.from, about.to)];
      return { ...nothing, key: `span:${from}:${to}`, what: 'span', stamp: from, until: to };
    }
  }
}

function noteOf(row: Row, event: number | null): Note {
  return {
    key: row.key,
    about: subjectOf(row, event),
    isBookmarked: row.is_bookmarked === 1,
    text: row.text.slice(0, noteBounds.text),
    tags: tagsOf(row.tags),
    changed: row.changed,
  };
}

function subjectOf({ what, tag, stamp, until, jid }: Row, event: number | null): NoteSubject {
  if (what === 'event') return { what, event, tag: tag ?? '', stamp };
  return what === 'job' ? { what, jid: jid ?? '' } : { what, from: stamp ?? 0, to: until ?? 0 };
}

/** A case may come from anybody: what is no list of texts is none. */
function tagsOf(text: string): string[] {
  let tags: unknown;
  try {
    tags = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(tags)) return [];
  return tags
    .flatMap((tag) => (typeof tag === 'string' ? [tag.slice(0, noteBounds.tag)] : []))
    .slice(0, noteBounds.tags);
}
