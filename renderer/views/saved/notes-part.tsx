// All bookmarks and notes of the case, newest first; a click goes to what they are about.
import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../../shared/keep/note.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { type Reader, useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

/** The part "Notes". */
export function NotesPart() {
  const { t } = useTranslation();
  const { notes, failure } = useNotesStore();
  const [tag, setTag] = useState<string | null>(null);
  const tags = [...new Set(notes.flatMap((note) => note.tags))].toSorted((a, b) => a.localeCompare(b));
  const shown = tag === null || !tags.includes(tag) ? notes : notes.filter((note) => note.tags.includes(tag));
  return (
    <>
      {failure === null ? null : <FailureNote failure={failure} />}
      {tags.length === 0 ? null : (
        <div className="saved-bar" role="toolbar" aria-label={t('saved.tags')}>
          {tags.map((one) => (
            <button
              key={one}
              type="button"
              className="btn quiet"
              aria-pressed={one === tag}
              onClick={() => setTag(one === tag ? null : one)}
            >
              #<VisibleText text={one} />
            </button>
          ))}
        </div>
      )}
      {notes.length === 0 ? (
        <Empty title={t('saved.noNotes')}>{t('saved.noNotesText')}</Empty>
      ) : (
        <ul className="card saved-list">
          {shown.map((note) => (
            <NoteRow key={note.key} note={note} />
          ))}
        </ul>
      )}
    </>
  );
}

function NoteRow({ note }: { readonly note: Note }) {
  const { t } = useTranslation();
  const reader = useReader();
  const title = titleOf(note, reader);
  const isLost = note.about.what === 'event' && note.about.event === null;
  return (
    <li className="saved-row">
      <Bookmark
        size={15}
        className="bookmark-mark saved-mark"
        data-on={note.isBookmarked || undefined}
        role="img"
        aria-label={t(note.isBookmarked ? 'saved.bookmarked' : 'saved.notBookmarked')}
      />
      <div className="saved-row-main">
        <p className="saved-row-head">
          <span className="pill">{t(`saved.about.${note.about.what}`)}</span>
          {isLost ? (
            <b className="mono muted">
              <VisibleText text={title} />
            </b>
          ) : (
            <button type="button" className="link mono" onClick={() => goTo(note)}>
              <VisibleText text={title} />
            </button>
          )}
          {note.tags.map((tag) => (
            <span key={tag} className="pill">
              #<VisibleText text={tag} />
            </span>
          ))}
        </p>
        {note.text === '' ? null : (
          <p className="saved-note-text">
            <VisibleText text={note.text} />
          </p>
        )}
        <p className="faint">
          {isLost ? t('saved.lost') : t('saved.changed', { time: reader.dateTime(note.changed, 'second') })}
        </p>
      </div>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('saved.deleteNote', { name: plainVisible(title) })}
        title={t('saved.delete')}
        onClick={() => void useNotesStore.getState().noteRemoved(note, title)}
      >
        <Trash2 size={14} aria-hidden />
      </button>
    </li>
  );
}

function titleOf({ about }: Note, reader: Reader): string {
  if (about.what === 'job') return about.jid;
  if (about.what === 'span') return `${reader.dateTime(about.from)} – ${reader.dateTime(about.to)} ${reader.zone}`;
  return about.stamp === null ? about.tag : `${reader.dateTime(about.stamp)} ${about.tag}`;
}

function goTo({ about }: Note): void {
  if (about.what === 'job') {
    useSelectionStore.getState().jobPicked(about.jid);
    useLayoutStore.getState().jobOpened(about.jid);
  } else if (about.what === 'span') {
    useSpanStore.getState().spanDragged(about);
    useLayoutStore.getState().screenWanted('events');
  } else if (about.event !== null) {
    useSelectionStore.getState().eventPicked(about.event);
    useLayoutStore.getState().inspectorTabChosen('notes');
    useLayoutStore.getState().screenWanted('events');
  }
}
