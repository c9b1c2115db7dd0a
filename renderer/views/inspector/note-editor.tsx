// What a person says about the thing selected: a bookmark, a note, tags. Plain text, written into the case a moment after it was typed.
import { Textarea, TextInput } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NoteContent, type NoteTarget, noteBounds, readTags } from '../../../shared/keep/note.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { noteAbout, useNotesStore } from '../../stores/notes-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';

const saveAfterMs = 600;

/** The editor; give it a `key` of its target, so that each thing has its own. */
export function NoteEditor({ target }: { readonly target: NoteTarget }) {
  const { t } = useTranslation();
  const notes = useNotesStore((s) => s.notes);
  const failure = useNotesStore((s) => s.failure);
  const writeWish = useNotesStore((s) => s.writeWish);
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  const note = useMemo(() => noteAbout(notes, target), [notes, target]);
  const [draft, setDraft] = useState<{ readonly text: string; readonly tags: string } | null>(null);
  const text = draft?.text ?? note?.text ?? '';
  const tags = draft?.tags ?? note?.tags.join(', ') ?? '';
  const isBookmarked = note?.isBookmarked ?? false;
  const unsaved = useRef<NoteContent | null>(null);
  unsaved.current = draft === null ? null : { text, tags: readTags(tags), isBookmarked };

  const save = useCallback(async () => {
    const content = unsaved.current;
    if (content === null) return;
    unsaved.current = null;
    if (await useNotesStore.getState().noteSaved(target, content))
      setDraft((now) => (now === null || isSame(now, content) ? null : now));
  }, [target]);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => void save(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [draft, save]);
  // What was typed last is not lost when another thing is selected.
  useEffect(() => () => void save(), [save]);

  const field = useRef<HTMLTextAreaElement>(null);
  const seenWish = useRef(writeWish);
  useEffect(() => {
    if (writeWish === seenWish.current) return;
    seenWish.current = writeWish;
    field.current?.focus();
  }, [writeWish]);

  return (
    <section className="note-editor" aria-label={t('inspector.tab.notes')}>
      <button
        type="button"
        className="btn"
        aria-pressed={isBookmarked}
        disabled={isReadOnly}
        onClick={() => void useNotesStore.getState().bookmarksToggled([target])}
      >
        <Bookmark size={14} aria-hidden className="bookmark-mark" data-on={isBookmarked || undefined} />
        {t(isBookmarked ? 'saved.bookmarked' : 'saved.bookmark')}
      </button>
      <Textarea
        ref={field}
        label={t('saved.note')}
        value={text}
        maxLength={noteBounds.text}
        disabled={isReadOnly}
        rows={6}
        resize="vertical"
        onChange={(event) => setDraft({ text: event.currentTarget.value, tags })}
        onBlur={() => void save()}
      />
      <TextInput
        label={t('saved.tags')}
        description={t('saved.tagsHint')}
        value={tags}
        disabled={isReadOnly}
        onChange={(event) => setDraft({ text, tags: event.currentTarget.value })}
        onBlur={() => void save()}
      />
      <p className="muted" role="status">
        {isReadOnly
          ? t('saved.readOnly')
          : draft !== null
            ? t('saved.unsaved')
            : note === undefined
              ? ''
              : t('saved.kept')}
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
    </section>
  );
}

function isSame(draft: { readonly text: string; readonly tags: string }, content: NoteContent): boolean {
  return draft.text === content.text && readTags(draft.tags).join() === content.tags.join();
}
