// The painter of a picture: started with it, and told whatever it draws by as soon as that changes.
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineBand } from '../../../shared/questions/timeline.ts';
import { useAnswersStore } from '../../stores/answers-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { useZoneStore } from '../../stores/zone-store.ts';
import type { PaintArea, PaintArrow, PaintNote, PaintRow, PaintSelection } from './messages.ts';
import { type Painter, type PainterEars, startPainter } from './painter.ts';
import { readPalette } from './palette.ts';
import type { LaidRows, Row } from './rows.ts';
import { usePixelRatio } from './use-pixel-ratio.ts';

/** What is drawn, but for the view, which moves too often to be rendered. Lengths are px. */
type Painted = {
  readonly laid: LaidRows;
  readonly revision: number;
  readonly width: number;
  readonly height: number;
  readonly axis: number;
  readonly lane: number;
  readonly bands: readonly TimelineBand[] | undefined;
  readonly marks: PaintSelection;
  readonly arrows: readonly PaintArrow[];
  readonly notes: readonly PaintNote[];
  readonly area: PaintArea | null;
};

/** Starts a painter in `place`, puts it into `painter` and keeps it informed. */
export function usePainter(
  painter: RefObject<Painter | null>,
  place: RefObject<HTMLElement | null>,
  painted: Painted,
  ears: PainterEars,
): void {
  const { laid, revision, width, height, axis, lane, bands, marks, arrows, notes, area } = painted;
  const { t } = useTranslation();
  const reader = useReader();
  const theme = useSettingsStore((s) => s.theme);
  const scale = useSettingsStore((s) => s.settings.textScale);
  const zone = useZoneStore((s) => s.zone);
  const filter = useFilterStore((s) => s.inForce);
  const by = useTimelineStore((s) => s.by);
  const epoch = useAnswersStore((s) => s.epoch);
  const ratio = usePixelRatio();
  const latest = useRef(ears);
  latest.current = ears;

  useEffect(() => {
    if (place.current === null) return undefined;
    const made = startPainter(place.current, {
      hit: (id, hit) => latest.current.hit(id, hit),
      waiting: (now) => latest.current.waiting(now),
      failed: (failure) => latest.current.failed(failure),
    });
    painter.current = made;
    return () => {
      painter.current = null;
      made.stop();
    };
  }, [painter, place]);
  useEffect(() => {
    if (height > 0) painter.current?.send({ what: 'sizes', sizes: { width, height, ratio, scale, axis, lane } });
  }, [painter, width, height, ratio, scale, axis, lane]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` says when the colours have to be read again.
  useEffect(() => {
    if (place.current !== null) painter.current?.send({ what: 'palette', palette: readPalette(place.current) });
  }, [painter, place, theme]);
  useEffect(() => {
    const words = {
      blocked: t('timeline.blocked', { n: '{n}' }),
      gap: t('timeline.gap', { long: '{long}' }),
      silence: t('timeline.silence', { long: '{long}' }),
    };
    painter.current?.send({ what: 'reader', zone, locale: reader.locale, words });
  }, [painter, zone, reader.locale, t]);
  useEffect(() => {
    painter.current?.send({
      what: 'rows',
      pinned: laid.pinned.map(paintRow),
      pinnedHeight: laid.pinnedHeight,
      rows: laid.rows.map(paintRow),
    });
  }, [painter, laid]);
  const lastSubject = useRef('');
  useEffect(() => {
    latest.current.failed(null);
    const kind = `${epoch} ${by}`;
    const isOther = lastSubject.current !== '' && lastSubject.current !== kind;
    lastSubject.current = kind;
    painter.current?.send({ what: 'subject', filter, by, epoch: `${epoch} ${by} ${revision} ${filter}`, isOther });
  }, [painter, filter, by, epoch, revision]);
  useEffect(() => painter.current?.send({ what: 'bands', bands: bands ?? [] }), [painter, bands]);
  useEffect(() => painter.current?.send({ what: 'selection', selection: marks }), [painter, marks]);
  useEffect(() => painter.current?.send({ what: 'arrows', arrows }), [painter, arrows]);
  useEffect(() => painter.current?.send({ what: 'notes', notes }), [painter, notes]);
  useEffect(() => painter.current?.send({ what: 'area', area }), [painter, area]);
}

function paintRow({ key, ref, kind, lanes, isOpen, y, height }: Row): PaintRow {
  return { key, ref, kind, lanes, isOpen, y, height };
}
