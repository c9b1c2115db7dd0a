// The timeline: lanes over time, as a picture or as a table. Follows the one filter, span and selection.
import './timeline.css';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/base/failure.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLinkArrows } from '../../stores/link-arrows.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { LanePicture } from './lane-picture.tsx';
import { LaneTable } from './lane-table.tsx';
import { laneHeight, layRows } from './rows.ts';
import { TimelineBar } from './timeline-bar.tsx';
import { useMasters } from './use-masters.ts';

/** Most lanes of one answer; by job there may be more, and the bar says so. */
const mostLanes = 10_000;
const findAfterMs = 200;
/** Bar and axis, in px. */
const barsHeight = 36 + 26;

/** The screen "Timeline". */
export function TimelineScreen() {
  const { t } = useTranslation();
  useLinkArrows();
  const filter = useFilterStore((s) => s.inForce);
  const whole = useSpanStore((s) => s.whole);
  const scale = useSettingsStore((s) => s.settings.textScale);
  const look = useTimelineStore();
  const find = useSettled(look.find.trim(), findAfterMs);
  const [tileFailure, setTileFailure] = useState<Failure | null>(null);
  const { by, sort, grouping } = look;
  const masters = useMasters(by === 'master');
  const isReadable = whole !== null && (by !== 'master' || masters.isRead);
  const body = {
    filter,
    by,
    sort,
    limit: mostLanes,
    ...(grouping === null ? {} : { group: grouping }),
    ...(find === '' ? {} : { find }),
  };
  const lanes = useAnswer('timeline.lanes', isReadable ? body : null);
  // Until the lanes are in their order their names are shown, where these alone tell the order.
  const isByName = (sort === 'name' || sort === 'events') && (grouping === null || grouping.by === 'part');
  const isEarly = isReadable && lanes.answer === undefined && lanes.failure === null;
  const draft = useAnswer('timeline.lanes', isEarly && isByName ? { ...body, isDraft: true } : null);
  const answer = lanes.answer ?? draft.answer;
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame) - barsHeight * scale;
  const inside = Math.round(66 * scale);
  const lane = laneHeight(
    room,
    (answer?.total ?? 0) + (answer?.groups.length ?? 0),
    look.opened.length * inside,
    scale,
  );
  const sizes = useMemo(() => ({ lane, inside, group: Math.round(24 * scale) }), [lane, inside, scale]);
  const { pins, moves, folded, opened } = look;
  const laid = useMemo(
    () =>
      answer === undefined
        ? null
        : layRows(answer, { by, sort, grouping, pins, moves, folded, opened, isTable: false }, sizes),
    [answer, by, sort, grouping, pins, moves, folded, opened, sizes],
  );
  const groups = answer === undefined || grouping === null ? [] : answer.groups;
  return (
    <div className="tl" ref={frame}>
      <h1 className="only-heard">{t('screen.timeline')}</h1>
      <TimelineBar
        total={answer?.total ?? null}
        shown={answer?.ids.length ?? 0}
        groups={groups}
        isDraft={lanes.answer === undefined && answer !== undefined}
      />
      {lanes.failure === null ? null : <FailureNote failure={lanes.failure} />}
      {tileFailure === null ? null : <FailureNote failure={tileFailure} />}
      {whole === null || answer?.total === 0 ? <NoLanes find={find} /> : null}
      {whole === null || isReadable ? null : (
        <p className="tl-note muted" role="status">
          {masters.text}
        </p>
      )}
      {laid === null && lanes.isSlow ? <Skeleton label={t('timeline.waiting')} /> : null}
      {laid === null || whole === null || answer === undefined || answer.total === 0 ? null : look.isTable ? (
        <LaneTable laid={laid} />
      ) : (
        <LanePicture laid={laid} whole={whole} sizes={sizes} revision={answer.revision} onFailure={setTileFailure} />
      )}
    </div>
  );
}

function NoLanes({ find }: { readonly find: string }) {
  const { t } = useTranslation();
  const filter = useFilterStore((s) => s.inForce);
  return (
    <Empty
      title={t('timeline.empty.title')}
      action={
        find !== '' ? (
          <button type="button" className="btn" onClick={() => useTimelineStore.getState().findTyped('')}>
            {t('timeline.empty.clearFind')}
          </button>
        ) : filter !== '' ? (
          <button type="button" className="btn" onClick={() => useFilterStore.getState().filterApplied('')}>
            {t('events.empty.clearFilter')}
          </button>
        ) : undefined
      }
    >
      {t('timeline.empty.text')}
    </Empty>
  );
}

/** Height of an element in px; of one that is not shown the last one it had. */
function useRoom(frame: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () => {
      if (element.clientHeight > 0) setHeight(element.clientHeight);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return height;
}

/** The value once it has not changed for a while. */
function useSettled(value: string, afterMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
