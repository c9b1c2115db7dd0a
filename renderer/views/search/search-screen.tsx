// The text search: a field, the hits as they come in with what stands around them, and how far the search is.
import './search.css';
import { ListFilter, Search, Square } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addTextTerm } from '../../../shared/filter/edit-filter.ts';
import type { TextHit } from '../../../shared/questions/text-search.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSearchStore } from '../../stores/search-store.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { useHitColumns } from './hit-columns.tsx';

/** The screen "Search". */
export function SearchScreen() {
  const { t } = useTranslation();
  const failure = useSearchStore((s) => s.failure);
  return (
    <div className="se">
      <h1 className="only-heard">{t('screen.search')}</h1>
      <SearchBar />
      <SearchState />
      {failure === null ? <Hits /> : <FailureNote failure={failure} />}
    </div>
  );
}

function SearchBar() {
  const { t } = useTranslation();
  const typed = useSearchStore((s) => s.typed);
  const isRunning = useSearchStore((s) => s.isRunning);
  const wish = useSearchStore((s) => s.wish);
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wish` is the wish itself: the field gets the cursor when it rises.
  useEffect(() => field.current?.select(), [wish]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    useSearchStore.getState().searchStarted();
  };
  const toFilter = () => {
    const { inForce, filterApplied } = useFilterStore.getState();
    filterApplied(addTextTerm(inForce, typed));
    useLayoutStore.getState().screenWanted('events');
  };
  return (
    <search>
      <form className="se-bar" onSubmit={search}>
        <Search size={15} aria-hidden="true" />
        <input
          ref={field}
          className="se-input mono"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={typed}
          maxLength={1000}
          spellCheck={false}
          onChange={(event) => useSearchStore.getState().textTyped(event.target.value)}
        />
        {isRunning ? (
          <button type="button" className="btn" onClick={() => useSearchStore.getState().searchStopped()}>
            <Square size={12} aria-hidden="true" />
            {t('search.stop')}
          </button>
        ) : (
          <button type="submit" className="btn primary" disabled={typed === ''}>
            {t('search.start')}
          </button>
        )}
        <button type="button" className="btn quiet" disabled={typed === ''} onClick={toFilter}>
          <ListFilter size={14} aria-hidden="true" />
          {t('search.toFilter')}
        </button>
      </form>
    </search>
  );
}

function SearchState() {
  const { t } = useTranslation();
  const reader = useReader();
  const { text, hits, scanned, total, isRunning, next } = useSearchStore();
  const isLimited = useFilterStore((s) => s.inForce !== '');
  const isSpan = useSpanStore((s) => s.visible !== null);
  if (text === null) return null;
  const share = total === 0 ? (isRunning ? 0 : 1) : scanned / total;
  const percent = `${reader.fixed(Math.floor(share * 1000) / 10, share === 1 ? 0 : 1)} %`;
  const found = t('search.hits', { count: hits.length, number: reader.number(hits.length) });
  return (
    <div className="se-state">
      <span aria-live="polite">
        {next === null && !isRunning
          ? t('search.done', { found, events: reader.number(total) })
          : t('search.soFar', { found, percent })}
        {isLimited || isSpan ? <span className="muted"> · {t('search.limited')}</span> : null}
      </span>
      {!isRunning && next !== null ? (
        <button type="button" className="link" onClick={() => useSearchStore.getState().searchContinued()}>
          {t('search.goOn')}
        </button>
      ) : null}
      <i aria-hidden="true" className="se-progress" data-running={isRunning} style={{ width: `${share * 100}%` }} />
    </div>
  );
}

function Hits() {
  const { t } = useTranslation();
  const { text, hits, isRunning } = useSearchStore();
  const columns = useHitColumns();
  const shown = useSelectionStore((s) => shownEvent(s.selected));
  const [active, setActive] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: hits of another text have no row that was gone to.
  useEffect(() => setActive(null), [text]);
  if (text === null) return <Empty title={t('search.empty.title')}>{t('search.empty.text')}</Empty>;
  const onMove = (index: number) => {
    const hit = hits[index];
    setActive(index);
    if (hit === undefined) return;
    useSelectionStore.getState().eventPicked(hit.row.id);
    useLayoutStore.getState().inspectorTabChosen('raw');
  };
  return (
    <div className="se-hits">
      <DataTable<TextHit>
        label={t('search.tableLabel')}
        columns={columns}
        rowCount={hits.length}
        rowAt={(index) => hits[index]}
        listKey={text}
        active={active}
        onMove={onMove}
        onOpen={() => useLayoutStore.getState().screenWanted('events')}
        isSelected={({ row }) => row.id === shown}
        empty={
          hits.length === 0 && !isRunning ? (
            <Empty title={t('search.none.title')}>{t('search.none.text')}</Empty>
          ) : undefined
        }
      />
    </div>
  );
}
