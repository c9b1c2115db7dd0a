// The inspector: what is selected, as a story, as data and as it was read.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { inspectorTabs as tabs, useLayoutStore } from '../../stores/layout-store.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { DataTab } from './data-tab.tsx';
import { EventStory } from './event-story.tsx';
import { JobSelected } from './job-selected.tsx';
import { LinksTab } from './links-tab.tsx';
import { MinionSelected } from './minion-selected.tsx';
import { NoteEditor } from './note-editor.tsx';
import { RawTab } from './raw-tab.tsx';
import './inspector.css';

/** The inspector's content for the selection. */
export function Inspector() {
  const { t } = useTranslation();
  const selected = useSelectionStore((s) => s.selected);
  if (selected === null)
    return (
      <Empty title={t('inspector.empty')}>
        <p>{t('inspector.emptyText')}</p>
      </Empty>
    );
  if (selected.what === 'job') return <JobSelected jid={selected.jid} />;
  if (selected.what === 'minion') return <MinionSelected minion={selected.minion} />;
  const id = shownEvent(selected);
  return id === null ? null : <EventInspector id={id} />;
}

function EventInspector({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const tab = useLayoutStore((s) => s.inspectorTab);
  const { answer, failure, isSlow } = useAnswer('events.one', { id });
  return (
    <>
      <Tabs />
      <div
        className="inspector-panel"
        role="tabpanel"
        id="inspector-panel"
        aria-labelledby={`inspector-tab-${tab}`}
        tabIndex={-1}
      >
        {failure === null ? null : <FailureNote failure={failure} />}
        {answer === undefined ? (
          isSlow ? (
            <Skeleton label={t('inspector.waiting')} />
          ) : null
        ) : tab === 'story' ? (
          <EventStory detail={answer} />
        ) : tab === 'data' ? (
          <DataTab key={answer.row.id} detail={answer} />
        ) : tab === 'links' ? (
          <LinksTab event={id} />
        ) : tab === 'notes' ? (
          <EventNote key={answer.row.id} id={answer.row.id} />
        ) : (
          <RawTab key={answer.row.id} detail={answer} />
        )}
      </div>
    </>
  );
}

function EventNote({ id }: { readonly id: number }) {
  const target = useMemo(() => ({ what: 'event', event: id }) as const, [id]);
  return <NoteEditor target={target} />;
}

function Tabs() {
  const { t } = useTranslation();
  const tab = useLayoutStore((s) => s.inspectorTab);
  const chosen = useLayoutStore((s) => s.inspectorTabChosen);
  const step = (by: number) => {
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    chosen(next);
    document.getElementById(`inspector-tab-${next}`)?.focus();
  };
  return (
    <div className="tabs inspector-tabs" role="tablist" aria-label={t('inspector.label')}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`inspector-tab-${one}`}
          aria-selected={one === tab}
          aria-controls={one === tab ? 'inspector-panel' : undefined}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => chosen(one)}
          onKeyDown={(press) => {
            if (press.altKey || press.ctrlKey || press.metaKey) return;
            if (press.key === 'ArrowRight') step(1);
            else if (press.key === 'ArrowLeft') step(-1);
          }}
        >
          {t(`inspector.tab.${one}`)}
        </button>
      ))}
    </div>
  );
}
