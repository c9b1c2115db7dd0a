// The note about a piece of time: written, read, and the way to the time itself.
import { ZoomIn } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteTarget } from '../../../shared/keep/note.ts';
import type { Span } from '../../../shared/questions/questions.ts';
import { useReader } from '../../stores/reader.ts';
import { useSpanNoteStore } from '../../stores/span-note-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { NoteEditor } from '../../views/inspector/note-editor.tsx';
import { Dialog } from '../dialog.tsx';

/** The dialog; shown while the note of a span is open. */
export function SpanNoteDialog() {
  const { t } = useTranslation();
  const { open, spanNoteClosed } = useSpanNoteStore();
  return (
    <Dialog isOpen={open !== null} onClose={spanNoteClosed} title={t('saved.spanNote')}>
      {open === null ? null : <SpanNote key={`${open.from} ${open.to}`} span={open} />}
    </Dialog>
  );
}

function SpanNote({ span }: { readonly span: Span }) {
  const { t } = useTranslation();
  const reader = useReader();
  const target = useMemo((): NoteTarget => ({ what: 'span', from: span.from, to: span.to }), [span]);
  const show = () => {
    useSpanStore.getState().spanDragged(span);
    useSpanNoteStore.getState().spanNoteClosed();
  };
  return (
    <div className="kept-form">
      <p className="muted number-line">
        {reader.dateTime(span.from, 'milli')} – {reader.dateTime(span.to, 'milli')} {reader.zone} ·{' '}
        {reader.duration(span.to - span.from)}
      </p>
      <NoteEditor target={target} />
      <p className="kept-buttons">
        <button type="button" className="btn" onClick={show}>
          <ZoomIn size={14} aria-hidden="true" />
          {t('saved.showSpan')}
        </button>
      </p>
    </div>
  );
}
