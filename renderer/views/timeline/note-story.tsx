// What a note says, under the pointer.
import { useTranslation } from 'react-i18next';
import type { Note } from '../../../shared/keep/note.ts';
import { useReader } from '../../stores/reader.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';

const mostText = 300;

/** The lines of a card. */
export function NoteStory({ note }: { readonly note: Note | undefined }) {
  const { t } = useTranslation();
  const reader = useReader();
  if (note === undefined) return null;
  const { about, text, tags, isBookmarked } = note;
  return (
    <>
      <span className="tl-card-title">{t(isBookmarked && text === '' ? 'saved.bookmarked' : 'saved.note')}</span>
      <span className="tl-card-line">
        {about.what === 'span'
          ? `${reader.clock(about.from, 'milli')} – ${reader.clock(about.to, 'milli')} (${reader.duration(about.to - about.from)})`
          : `${t(`saved.about.${about.what}`)} · ${about.what === 'job' ? about.jid : about.tag}`}
      </span>
      {text === '' ? null : (
        <span>
          <VisibleText text={text.length > mostText ? `${text.slice(0, mostText)}…` : text} />
        </span>
      )}
      {tags.length === 0 ? null : (
        <span className="tl-card-line">
          <VisibleText text={tags.map((tag) => `#${tag}`).join(' ')} />
        </span>
      )}
      <span className="tl-card-line faint">{t('timeline.card.openNote')}</span>
    </>
  );
}
