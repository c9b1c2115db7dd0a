// The lanes as a picture: heads at the left, the painter's canvas beside them, what is pointed at and what an area holds above it.
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/base/failure.ts';
import type { Span } from '../../../shared/questions/questions.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { openNote } from '../../stores/span-note-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { useZoneStore } from '../../stores/zone-store.ts';
import { AreaPanel } from './area-panel.tsx';
import { HoverCard } from './hover-card.tsx';
import { headsAhead, LaneHeads } from './lane-heads.tsx';
import { lanesBetween } from './lanes-between.ts';
import type { Hit } from './messages.ts';
import type { Painter } from './painter.ts';
import type { LaidRows, Row, RowSizes } from './rows.ts';
import { panView, type TimeView, timeAtX, viewAround, zoomView } from './time-view.ts';
import { followArrow, useShownArrows } from './use-arrows.ts';
import { type HandArea, useHand } from './use-hand.ts';
import { useMarks } from './use-marks.ts';
import { usePainter } from './use-painter.ts';
import { useShownNotes } from './use-shown-notes.ts';
import { useTimeView } from './use-time-view.ts';

type Props = {
  readonly laid: LaidRows;
  readonly whole: Span;
  readonly sizes: RowSizes;
  readonly revision: number;
  readonly onFailure: (failure: Failure | null) => void;
};

const mostBands = 500;

/** The picture. */
export function LanePicture({ laid, whole, sizes, revision, onFailure }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const scale = useSettingsStore((s) => s.settings.textScale);
  const zone = useZoneStore((s) => s.zone);
  const by = useTimelineStore((s) => s.by);
  const sought = useTimelineStore((s) => s.sought);
  const bands = useAnswer('timeline.bands', { limit: mostBands }).answer?.bands;
  const marks = useMarks(laid);
  const shown = useShownArrows(laid);
  const noted = useShownNotes(laid);
  const axis = Math.round(26 * scale);
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter | null>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const [scroll, setScroll] = useState(0);
  const [hover, setHover] = useState<{ readonly hit: Hit; readonly x: number; readonly y: number } | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const [area, setArea] = useState<(HandArea & { readonly isDone: boolean }) | null>(null);
  const headWidth = Math.round(Math.max(120, Math.min(220 * scale, box.width * 0.24)));
  const width = Math.max(1, box.width - headWidth);
  const room = Math.max(0, box.height - axis - laid.pinnedHeight);

  const scrollNow = useRef(0);
  const sendView = useCallback((origin: number, view: TimeView) => {
    painter.current?.send({ what: 'view', origin, view, scroll: scrollNow.current });
    setHover(null);
  }, []);
  const hand = useTimeView(whole, sendView);
  const heads = useRef<HTMLDivElement>(null);
  const moveHeads = () => {
    if (heads.current !== null) heads.current.style.transform = `translateY(${-scrollNow.current}px)`;
  };
  useLayoutEffect(moveHeads);
  const scrolled = () => {
    scrollNow.current = scroller.current?.scrollTop ?? 0;
    // Nothing is rendered while the lanes scroll, but where heads run out, and for the area, whose lanes are told.
    const step = area === null ? headsAhead : 1;
    setScroll(Math.floor(scrollNow.current / step) * step);
    moveHeads();
    sendView(hand.origin, hand.now());
  };

  // What is under the pointer comes back from the painter a moment later; only the newest place counts.
  const asked = useRef({ id: 0, x: 0, y: 0, click: null as 'click' | 'double' | null });
  const pointAt = (at: { readonly x: number; readonly y: number } | null, click: 'click' | 'double' | null) => {
    if (at === null) {
      asked.current = { ...asked.current, id: asked.current.id + 1, click: null };
      painter.current?.send({ what: 'pointer-gone' });
      useTimelineStore.getState().pointerMoved(null);
      setHover(null);
      return;
    }
    asked.current = { id: asked.current.id + 1, x: at.x, y: at.y, click };
    painter.current?.send({ what: 'pointer', id: asked.current.id, x: at.x, y: at.y });
    useTimelineStore.getState().pointerMoved(hand.origin + timeAtX(hand.now(), width, at.x));
  };
  const took = (click: 'click' | 'double', hit: Hit | null, x: number) => {
    setArea(null);
    if (hit === null) return;
    const { thing } = hit;
    const showWhole = (from: number, to: number) =>
      hand.show(
        viewAround({ from: 0, to: Math.max(1, (to - from) * 1.25) }, hand.whole, {
          from: from - hand.origin,
          to: to - hand.origin,
        }),
      );
    if (thing.what === 'item') {
      useSelectionStore.getState().eventPicked(thing.event);
      if (click === 'double' && thing.to > thing.from) showWhole(thing.from, thing.to);
    } else if (thing.what === 'arrows') {
      const arrow = shown.arrows[thing.arrows[0] ?? -1];
      if (arrow !== undefined) followArrow(arrow);
    } else if (thing.what === 'note') {
      const note = noted.notes[thing.note];
      if (note !== undefined) openNote(note);
    } else if (thing.what === 'state') useSelectionStore.getState().eventPicked(thing.event);
    else if ((thing.what === 'cell') === (click === 'click')) {
      const at = timeAtX(hand.now(), width, x);
      hand.show(zoomView(hand.now(), hand.whole, at, thing.what === 'cell' ? 0.2 : 0.4));
    }
  };
  const ears = {
    hit: (id: number, hit: Hit | null) => {
      if (id !== asked.current.id) return;
      const { x, y, click } = asked.current;
      asked.current = { ...asked.current, click: null };
      setHover(hit === null ? null : { hit, x, y });
      if (click !== null) took(click, hit, x);
    },
    waiting: setWaiting,
    failed: onFailure,
  };
  const { origin } = hand;
  const paintArea = useMemo(
    () =>
      area === null ? null : { from: origin + area.from, to: origin + area.to, top: area.top, bottom: area.bottom },
    [area, origin],
  );
  const painted = { laid, revision, width, height: box.height, axis, lane: sizes.lane, bands, marks };
  usePainter(painter, place, { ...painted, arrows: shown.paint, notes: noted.paint, area: paintArea }, ears);
  useEffect(
    () => painter.current?.send({ what: 'view', origin: hand.origin, view: hand.now(), scroll: scrollNow.current }),
    [hand],
  );

  const { dragging, handlers } = useHand(place, scroller, hand, {
    pointed: (at) => pointAt(at, null),
    clicked: (at, isDouble) => pointAt(at, isDouble ? 'double' : 'click'),
    areaDrawn: (drawn, isDone) => setArea({ ...drawn, isDone }),
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      // A tab that is not in front has no size: the picture stays as it was.
      if (size.width > 0) setBox((last) => (last.width === size.width && last.height === size.height ? last : size));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const reveal = useCallback(
    (row: Row) => {
      const element = scroller.current;
      if (element === null || row.isPinned) return;
      const lowest = row.y + row.height - room;
      if (element.scrollTop > row.y) element.scrollTop = row.y;
      else if (element.scrollTop < lowest) element.scrollTop = lowest;
    },
    [room],
  );
  // The lane of what was selected, here or elsewhere, comes into sight.
  const marked = marks.rowKeys[0];
  const laidNow = useRef(laid);
  laidNow.current = laid;
  useEffect(() => {
    const all = [...laidNow.current.pinned, ...laidNow.current.rows];
    const row = all.find((one) => one.key === marked);
    if (row !== undefined) reveal(row);
  }, [marked, reveal]);
  useEffect(() => {
    const row = laidNow.current.rows.find((one) => one.ref === sought?.lane);
    if (row !== undefined) reveal(row);
  }, [sought, reveal]);

  const onKeyDown = (key: KeyboardEvent) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    const view = hand.now();
    const step = (view.to - view.from) * (key.shiftKey ? 0.5 : 0.1);
    if (key.key === 'ArrowLeft') hand.show(panView(view, hand.whole, -step));
    else if (key.key === 'ArrowRight') hand.show(panView(view, hand.whole, step));
    else if (key.key === 'ArrowDown') scroller.current?.scrollBy(0, sizes.lane);
    else if (key.key === 'ArrowUp') scroller.current?.scrollBy(0, -sizes.lane);
    else if (key.key === 'Escape' && area !== null) setArea(null);
    else return;
    key.preventDefault();
    key.stopPropagation();
  };
  const lanesOfArea = area === null ? [] : lanesBetween(laid, area, axis, scrollNow.current);
  return (
    <div className="tl-main">
      <div ref={scroller} className="tl-scroll" onScroll={scrolled}>
        <div className="tl-still" style={{ height: box.height }}>
          <div className="tl-axis-corner" style={{ width: headWidth, height: axis }} aria-hidden="true">
            {t(`timeline.by.${by}`)}
          </div>
          <LaneHeads
            laid={laid}
            width={headWidth}
            axis={axis}
            laneHeight={sizes.lane}
            scrolled={heads}
            scroll={scroll}
            room={room}
            selectedKeys={marks.rowKeys}
            hoverKey={hover?.hit.rowKey ?? null}
            onReveal={reveal}
          />
          <div
            ref={place}
            className="tl-picture"
            role="img"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: moved by keys; what it shows is in the tree beside it and in the table
            tabIndex={0}
            aria-label={t('timeline.picture', {
              count: laid.rows.length,
              from: reader.dateTime(whole.from, 'second'),
              to: reader.dateTime(whole.to, 'second'),
              zone,
            })}
            style={{ left: headWidth, width }}
            data-drag={dragging === 'pan' || undefined}
            data-area={dragging === 'area' || undefined}
            data-over={
              hover !== null && hover.hit.thing.what !== 'nothing' && hover.hit.thing.what !== 'band'
                ? 'thing'
                : undefined
            }
            onKeyDown={onKeyDown}
            {...handlers}
          />
          {isWaiting ? <span className="tl-waiting" aria-hidden="true" /> : null}
          {hover !== null && dragging === null ? (
            <HoverCard
              hit={hover.hit}
              arrows={shown.arrows}
              notes={noted.notes}
              x={headWidth + hover.x}
              y={hover.y}
              width={box.width}
              height={box.height}
            />
          ) : null}
          {area?.isDone ? (
            <AreaPanel
              span={{
                from: Math.floor(origin + area.from),
                to: Math.max(Math.ceil(origin + area.to), Math.floor(origin + area.from) + 1),
              }}
              lanes={lanesOfArea}
              onClose={() => setArea(null)}
            />
          ) : null}
        </div>
        <div style={{ height: Math.max(0, laid.height + axis + laid.pinnedHeight - box.height) }} />
      </div>
    </div>
  );
}
