// What a person keeps: saved queries, notes and bookmarks, named views; one part at a time.
import { useTranslation } from 'react-i18next';
import { type SavedPart, useLayoutStore } from '../../stores/layout-store.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { useQueriesStore } from '../../stores/queries-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useViewsStore } from '../../stores/views-store.ts';
import { NotesPart } from './notes-part.tsx';
import { QueriesPart } from './queries-part.tsx';
import { ViewsPart } from './views-part.tsx';
import './saved.css';

const parts: readonly SavedPart[] = ['queries', 'notes', 'views'];

/** The screen "Saved". */
export function SavedScreen() {
  const { t } = useTranslation();
  const reader = useReader();
  const part = useLayoutStore((s) => s.savedPart);
  const counts: Record<SavedPart, number> = {
    queries: useQueriesStore((s) => s.list.entries.length),
    notes: useNotesStore((s) => s.notes.length),
    views: useViewsStore((s) => s.views.length),
  };
  const show = (next: SavedPart) => useLayoutStore.setState({ savedPart: next });
  const step = (by: number) => {
    const next = parts[(parts.indexOf(part) + by + parts.length) % parts.length];
    if (next === undefined) return;
    show(next);
    document.getElementById(`saved-tab-${next}`)?.focus();
  };
  return (
    <div className="screen saved">
      <h1 className="only-heard">{t('screen.saved')}</h1>
      <div className="tabs saved-tabs" role="tablist" aria-label={t('screen.saved')}>
        {parts.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`saved-tab-${one}`}
            aria-selected={one === part}
            aria-controls={one === part ? 'saved-panel' : undefined}
            tabIndex={one === part ? 0 : -1}
            onClick={() => show(one)}
            onKeyDown={(press) => {
              if (press.altKey || press.ctrlKey || press.metaKey) return;
              if (press.key === 'ArrowRight') step(1);
              else if (press.key === 'ArrowLeft') step(-1);
            }}
          >
            {t(`saved.part.${one}`)} <span className="muted">{reader.number(counts[one])}</span>
          </button>
        ))}
      </div>
      <div className="saved-panel" role="tabpanel" id="saved-panel" aria-labelledby={`saved-tab-${part}`}>
        {part === 'queries' ? <QueriesPart /> : part === 'notes' ? <NotesPart /> : <ViewsPart />}
      </div>
    </div>
  );
}
