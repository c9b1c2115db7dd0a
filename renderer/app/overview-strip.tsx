// The overview strip of the open case: asks for the counts and makes the span follow the brush.
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Histogram } from '../../shared/questions/questions.ts';
import { useAnswer } from '../stores/answers-store.ts';
import { useCaseStore } from '../stores/case-store.ts';
import { useFilterStore } from '../stores/filter-store.ts';
import { useNotesStore } from '../stores/notes-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { openNote } from '../stores/span-note-store.ts';
import { useSpanStore } from '../stores/span-store.ts';
import { useZoneStore } from '../stores/zone-store.ts';
import { formatNumber } from '../widgets/format-number.ts';
import { formatClock, formatDateTime, formatDay, formatDuration, formatSpan } from '../widgets/format-time.ts';
import type { StripBins } from '../widgets/histogram-draw.ts';
import { HistogramStrip } from '../widgets/histogram-strip.tsx';
import { timeTicks } from '../widgets/time-ticks.ts';
import { plainVisible } from '../widgets/visible-text.tsx';

const bucketPx = 6;
const markPx = 120;

/** About what the caption covers at the right end, with room for the time of one mark before it. */
function captionPx(caption: string): number {
  return caption.length * 6.5 + 80;
}

/** The strip. */
export function OverviewStrip() {
  const { t, i18n } = useTranslation();
  const [width, setWidth] = useState(0);
  const whole = useSpanStore((s) => s.whole);
  const visible = useSpanStore((s) => s.visible);
  const dragged = useSpanStore((s) => s.spanDragged);
  const reset = useSpanStore((s) => s.spanReset);
  const filter = useFilterStore((s) => s.inForce);
  const gaps = useCaseStore((s) => s.info?.gaps);
  const zone = useZoneStore((s) => s.zone);
  const theme = useSettingsStore((s) => s.theme);
  // In steps of 40, so that sizing the window does not ask at every pixel.
  const buckets = Math.max(40, Math.round(width / bucketPx / 40) * 40);
  const isReady = whole !== null && width > 0;
  const all = useAnswer(
    'events.histogram',
    isReady ? { filter: '', span: whole, buckets, stack: 'outcome' } : null,
  ).answer;
  const some = useAnswer(
    'events.histogram',
    isReady && filter !== '' ? { filter, span: whole, buckets, stack: 'outcome' } : null,
  ).answer;
  const bins = useMemo(() => (all === undefined ? null : binsOf(filter === '' ? all : some, all)), [all, some, filter]);
  const label = useCallback((us: number) => formatDuration(us, i18n.language), [i18n.language]);
  const hatched = useMemo(
    () =>
      (gaps ?? []).map((gap) => ({
        from: gap.from,
        to: gap.to,
        label: t('strip.gap', { long: label(gap.to - gap.from) }),
      })),
    [gaps, label, t],
  );
  const notes = useNotesStore((s) => s.notes);
  const flags = useMemo(
    () =>
      notes.flatMap(({ key, about, text, tags }) => {
        if (about.what !== 'span') return [];
        const said = [text.split('\n', 1)[0] ?? '', ...tags.map((tag) => `#${tag}`)]
          .filter((one) => one !== '')
          .join(' ');
        const span = formatSpan(about.from, about.to, zone);
        return [
          {
            key,
            from: about.from,
            to: about.to,
            label: t('strip.note', { span, said: plainVisible(said.slice(0, 120)) }),
          },
        ];
      }),
    [notes, zone, t],
  );
  const caption =
    whole === null
      ? ''
      : `${visible === null ? formatDays(whole, zone, i18n.language) : `${formatSpan(visible.from, visible.to, zone)} (${label(visible.to - visible.from)})`}, ${zone}`;
  const marks = useMemo(() => {
    if (whole === null || width === 0) return [];
    const { stamps, precision, areDays } = timeTicks(whole.from, whole.to, Math.floor(width / markPx), zone);
    const room = ((width - captionPx(caption)) / width) * (whole.to - whole.from);
    return stamps
      .filter((at) => at - whole.from < room)
      .map((at) => ({ at, text: areDays ? formatDay(at, zone, i18n.language) : formatClock(at, zone, precision) }));
  }, [whole, width, zone, caption, i18n.language]);
  if (whole === null) return null;
  const shown = visible ?? whole;
  const count = bins?.counts.reduce((sum, n) => sum + n, 0) ?? 0;
  const failed = bins?.failed.reduce((sum, n) => sum + n, 0) ?? 0;
  return (
    <section className="strip-place" aria-label={t('strip.label')}>
      <HistogramStrip
        whole={whole}
        visible={visible}
        bins={bins}
        gaps={hatched}
        marks={marks}
        flags={flags}
        onFlag={(key) => {
          const note = useNotesStore.getState().notes.find((one) => one.key === key);
          if (note !== undefined) openNote(note);
        }}
        theme={theme}
        summary={t('strip.summary', {
          n: formatNumber(count, i18n.language),
          failed: formatNumber(failed, i18n.language),
          whole: formatSpan(whole.from, whole.to, zone),
          visible: formatSpan(shown.from, shown.to, zone),
          gaps: hatched.length,
          zone,
        })}
        fromLabel={t('strip.from')}
        toLabel={t('strip.to')}
        textOf={(at) => `${formatDateTime(at, zone, 'second')} ${zone}`}
        onSpan={dragged}
        onReset={reset}
        onWidth={setWidth}
      />
      <p className="strip-span" aria-hidden="true">
        {caption}
      </p>
    </section>
  );
}

/** The day of the capture, or its first and last. */
function formatDays(span: { readonly from: number; readonly to: number }, zone: string, language: string): string {
  const [first, last] = [span.from, span.to].map((at) => formatDay(at, zone, language));
  return first === last ? `${first}` : `${first} – ${last}`;
}

/** `shown` are the events of the filter, `all` those behind them. Failures are a stack of their own. */
function binsOf(shown: Histogram | undefined, all: Histogram): StripBins | null {
  const sums = (histogram: Histogram) => {
    const length = histogram.stacks[0]?.counts.length ?? 0;
    return Array.from({ length }, (_, n) => histogram.stacks.reduce((sum, stack) => sum + (stack.counts[n] ?? 0), 0));
  };
  const source = shown ?? all;
  const counts = sums(source);
  const failed = source.stacks.find((stack) => stack.name === 'failed')?.counts ?? counts.map(() => 0);
  return { from: source.from, width: source.widthUs, counts, failed, others: source === all ? null : sums(all) };
}
