// The notes of a case: about which events they are now, writing and removing them.

import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Stamp } from '../../shared/base/stamp.ts';
import { type Note, type NoteContent, type NoteSubject, type NoteTarget, noteBounds } from '../../shared/keep/note.ts';
import type { CaseFile } from '../store/case-file.ts';
import { anchorOf, type EventAnchor, findAnchored, isStill } from './event-anchor.ts';
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
  // All rows; a case that has more was not made by hand.
  const rows = caseFile.rows<Row>(`SELECT ${columns} FROM note ORDER BY changed DESC, key LIMIT :most`, {
    most: noteBounds.notes,
  });
  const lost = rows.filter((row) => row.what === 'event' && !isKnown(caseFile, row));
  const found = findAnchored(caseFile, lost.map(anchorIn));
  const moved = lost.filter(({ key, event }) => (found.get(key) ?? null) !== event);
  if (moved.length > 0 && caseFile.writer !== undefined) {
    // When that fails it is looked up again the next time.
    writeOwn(caseFile, (writer) => {
      for (const row of moved) {
        const put = writer.putRow('note', { ...row, event: found.get(row.key) ?? null });
        if (!put.ok) return put;
      }
      return done(undefined);
    });
  }
  return rows.map((row) => noteOf(row, isKnown(caseFile, row) ? row.event : (found.get(row.key) ?? null)));
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
  const row = rowOf(caseFile, target, content, now);
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

function rowOf(caseFile: CaseFile, target: NoteTarget, content: NoteContent, now: Stamp): Row {
  const said = {
    is_bookmarked: content.isBookmarked ? 1 : 0,
    text: content.text,
    tags: JSON.stringify(content.tags),
    changed: now,
  };
  const nothing = { tag: null, stamp: null, until: null, jid: null, event: null };
  switch (target.what) {
    case 'event':
      return { ...said, ...nothing, ...anchorOf(caseFile, target.event), what: 'event', event: target.event };
    case 'job':
      return { ...said, ...nothing, key: `job:${target.jid}`, what: 'job', jid: target.jid };
    case 'span': {
      const [from, to] = [target.from, target.to].sort((a, b) => a - b) as [Stamp, Stamp];
      return { ...said, ...nothing, key: `span:${from}:${to}`, what: 'span', stamp: from, until: to };
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
