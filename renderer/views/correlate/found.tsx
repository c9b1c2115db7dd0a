// What a sequence found: counts of all starts, the join values they have, the starts themselves, and the events of the chosen one.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SequenceMatch } from '../../../shared/questions/sequence.ts';
import { stepArrows, useArrowStore } from '../../stores/arrow-store.ts';
import { pageSize, usePageRows } from '../../stores/page-rows.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { type ShownRun, useSequenceRun } from '../../stores/sequence-run.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import type { OpenValue } from '../../widgets/value-spot.tsx';
import { GroupList } from './group-list.tsx';
import { stateTones, useMatchColumns } from './match-columns.tsx';
import { MatchEvents } from './match-events.tsx';

const states = ['matched', 'unknown', 'unmatched'] as const;
type State = (typeof states)[number];

type Props = { readonly sequence: string; readonly openValue: OpenValue };

/** The result of one sequence. */
export function Found({ sequence, openValue }: Props) {
  const { t } = useTranslation();
  const selection = useSelectionBody();
  const run = useSequenceRun(sequence, selection);
  const [shown, setShown] = useState<readonly State[]>(['matched', 'unknown']);
  const [group, setGroup] = useState<readonly string[] | null>(null);
  const [active, setActive] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sequence or selection has other groups and rows.
  useEffect(() => {
    setGroup(null);
    setActive(null);
  }, [sequence, selection]);
  // The arrows of a match stay while one looks at another piece of time; another sequence or filter has other matches.
  const subject = `${selection.filter} ${sequence}`;
  const lastSubject = useRef(subject);
  useEffect(() => {
    if (lastSubject.current === subject) return;
    lastSubject.current = subject;
    useArrowStore.getState().arrowsShown('match', []);
  }, [subject]);
  const { waitMs } = run;
  const page = usePageRows(
    'sequence.matches',
    useCallback(
      (offset: number, limit: number) => ({
        ...selection,
        sequence,
        waitMs,
        states: shown,
        ...(group === null ? {} : { by: group }),
        offset,
        limit,
      }),
      [selection, sequence, waitMs, shown, group],
    ),
  );
  const by = run.answer?.by;
  const columns = useMatchColumns(by ?? none, openValue);
  const chosen = active === null ? undefined : page.rowAt(active);
  const onMove = (index: number) => {
    setActive(index);
    const match = page.rowAt(index);
    if (match === undefined) return;
    useArrowStore.getState().arrowsShown('match', stepArrows(match.events));
    useSelectionStore.getState().eventsPicked(match.events.map(({ id }) => id));
  };
  if (run.failure !== null) return <FailureNote failure={run.failure} />;
  const rowCount = page.rowCount ?? 0;
  const isEmpty = page.rowCount === 0 && run.answer?.isDone === true;
  return (
    <>
      <Counts run={run} shown={shown} onShown={setShown} />
      <div className="cr-found">
        {by === undefined || by.length === 0 ? null : (
          <GroupList
            by={by}
            groups={run.answer?.groups ?? []}
            total={run.answer?.groupTotal ?? 0}
            chosen={group}
            onChoose={setGroup}
          />
        )}
        <div className="cr-table">
          <DataTable<SequenceMatch>
            label={t('correlate.matches')}
            columns={columns}
            rowCount={page.rowCount ?? (page.isSlow ? pageSize : 0)}
            rowAt={page.rowAt}
            listKey={page.key}
            onSight={page.onSight}
            active={active !== null && active < rowCount ? active : null}
            onMove={onMove}
            isSelected={(match) => match === chosen}
            toneOf={(match) => (match.state === 'matched' ? undefined : 'quiet')}
            empty={isEmpty ? <Empty title={t('correlate.none')}>{t('correlate.noneText')}</Empty> : undefined}
          />
        </div>
      </div>
      {chosen === undefined ? null : <MatchEvents match={chosen} />}
    </>
  );
}

const none: readonly string[] = [];

type CountsProps = {
  readonly run: ShownRun;
  readonly shown: readonly State[];
  onShown(states: readonly State[]): void;
};

/** The counts, each a switch that lists its starts or not; how far the run is; what is left out. */
function Counts({ run, shown, onShown }: CountsProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const { answer } = run;
  const isCut = answer?.isDone === true && answer.kept < answer.matched + answer.unmatched + answer.unknown;
  return (
    <div className="cr-bar" role="toolbar" aria-label={t('correlate.counts')}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className="cr-count"
          data-state={state}
          aria-pressed={shown.includes(state)}
          title={t(`correlate.stateHint.${state}`)}
          onClick={() => onShown(shown.includes(state) ? shown.filter((one) => one !== state) : [...shown, state])}
        >
          <OutcomeSign tone={stateTones[state]} />
          <span className="cr-number">{answer === undefined ? '…' : reader.number(answer[state])}</span>
          {t(`correlate.state.${state}`)}
        </button>
      ))}
      <span className="spring" />
      <span className="muted" role="status">
        {answer === undefined || answer.isDone
          ? ''
          : t('correlate.progress', {
              percent: reader.number(Math.floor((100 * answer.scanned) / Math.max(1, answer.events))),
            })}
        {isCut ? t('correlate.cut', { n: reader.number(answer.kept) }) : ''}
        {answer !== undefined && answer.unfollowed > 0
          ? ` ${t('correlate.unfollowed', { n: reader.number(answer.unfollowed) })}`
          : ''}
      </span>
    </div>
  );
}
