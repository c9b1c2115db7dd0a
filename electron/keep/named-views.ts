// The named views of a case. What a view shows is the window's to read; here it is a text.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { type NamedView, noteBounds } from '../../shared/keep/note.ts';
import { nameFault } from '../../shared/keep/saved-query.ts';
import type { CaseFile } from '../store/case-file.ts';
import { isOwn, writeOwn } from './write-own.ts';

/** All of them, by name; those whose name or text is out of bounds were not made by this program. */
export function listViews(caseFile: CaseFile): NamedView[] {
  // All rows, by the primary key.
  return caseFile
    .rows<NamedView>('SELECT name, view FROM saved_view ORDER BY name LIMIT :most', { most: noteBounds.views })
    .filter(({ name, view }) => nameFault(name) === null && view.length <= noteBounds.view);
}

/** Keeps a view; a name that another than `replaces` has is refused. */
export function putView(caseFile: CaseFile, { name, view }: NamedView, replaces: string | null): Outcome<void> {
  const fault = nameFault(name);
  if (fault !== null) return failed({ code: 'request-malformed', message: `The view cannot be saved: ${fault}.` });
  if (name !== replaces && isOwn(caseFile, 'saved_view', name)) {
    const message = `The case has a view named ${name} already.`;
    return failed({ code: 'view-exists', message, tip: 'Choose another name.' });
  }
  return writeOwn(caseFile, (writer) => {
    const removed = replaces === null ? done(undefined) : writer.removeRow('saved_view', replaces);
    return removed.ok ? writer.putRow('saved_view', { name, view }) : removed;
  });
}

/** Takes a view out; the result puts it back. */
export function removeView(caseFile: CaseFile, name: string): Outcome<() => Outcome<void>> {
  const [row] = caseFile.rows<NamedView>('SELECT name, view FROM saved_view WHERE name = :name', { name });
  if (row === undefined) return failed({ code: 'undo-gone', message: `The case has no view named ${name}.` });
  const removed = writeOwn(caseFile, (writer) => writer.removeRow('saved_view', name));
  if (!removed.ok) return removed;
  return done(() => writeOwn(caseFile, (writer) => writer.putRow('saved_view', { name: row.name, view: row.view })));
}
