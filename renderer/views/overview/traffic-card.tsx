// Events over time, stacked by kind or by outcome, failures always on top. Dragging over it sets the span for every view.

import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Histogram } from '../../../shared/questions/questions.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { type Reader, useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { Card } from '../../widgets/card.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { type ChartLayer, SpanChart } from '../../widgets/span-chart.tsx';

const buckets = 96;
const kindTints = ['tint-1', 'tint-2', 'tint-3', 'tint-4'] as const;
const outcomeLayers = ['succeeded', 'changed', 'running', 'unknown', 'missing', 'failed'] as const;

/** The card. */
export function TrafficCard() {
  const { t } = useTranslation();
  const reader = useReader();
  const [stack, setStack] = useState<'kind' | 'outcome'>('outcome');
  const selection = useSelectionBody();
  const isNarrowed = useSpanStore((s) => s.visible !== null);
  const { answer, failure } = useAnswer('events.histogram', { ...selection, buckets, stack });
  const layers = useMemo(
    () =>
      answer === undefined
        ? []
        : stack === 'kind'
          ? kindLayers(answer, t('overview.traffic.other'))
          : byOutcome(answer, t),
    [answer, stack, t],
  );
  return (
    <Card
      title={t('overview.traffic.title')}
      aside={
        <>
          {isNarrowed ? (
            <button type="button" className="link" onClick={() => useSpanStore.getState().spanReset()}>
              {t('overview.traffic.whole')}
            </button>
          ) : null}
          <fieldset className="ov-switch">
            <legend className="only-heard">{t('overview.traffic.by')}</legend>
            {(['outcome', 'kind'] as const).map((choice) => (
              <button key={choice} type="button" aria-pressed={stack === choice} onClick={() => setStack(choice)}>
                {t(`overview.traffic.${choice}`)}
              </button>
            ))}
          </fieldset>
        </>
      }
      className="ov-traffic"
    >
      {failure === null ? null : <FailureNote failure={failure} />}
      {answer === undefined ? null : (
        <>
          <div className="ov-chart">
            <SpanChart
              label={t('overview.traffic.label')}
              from={answer.from}
              width={answer.widthUs}
              slices={buckets}
              layers={layers}
              gaps={answer.gaps.map((gap) => ({
                from: gap.from,
                to: gap.to,
                label: t('overview.traffic.gap', { duration: reader.duration(gap.to - gap.from) }),
              }))}
              markText={(at) => reader.clock(at, answer.widthUs * buckets < 600_000_000 ? 'second' : 'minute')}
              sliceText={(slice) => sliceWords(slice, answer, layers, reader)}
              onSpan={(from, to) => useSpanStore.getState().spanDragged({ from, to })}
            />
          </div>
          <Legend layers={layers} reader={reader} />
        </>
      )}
    </Card>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function kindLayers(answer: Histogram, other: string): ChartLayer[] {
  const ranked = [...answer.stacks]
    .filter((stack) => sum(stack.counts) > 0)
    .sort((a, b) => sum(b.counts) - sum(a.counts));
  const named = ranked.slice(0, kindTints.length);
  const rest = ranked.slice(kindTints.length);
  const layers = named.map(
    (stack, at): ChartLayer => ({ name: kindTints[at] ?? 'tint-5', label: stack.name, counts: stack.counts }),
  );
  if (rest.length === 0) return layers;
  const counts = Array.from({ length: buckets }, (_, i) =>
    rest.reduce((total, stack) => total + (stack.counts[i] ?? 0), 0),
  );
  return [...layers, { name: 'tint-5', label: rest.length === 1 ? (rest[0]?.name ?? other) : other, counts }];
}

function byOutcome(answer: Histogram, t: TFunction): ChartLayer[] {
  const known = new Set<string>(outcomeLayers);
  const others = answer.stacks.filter((stack) => !known.has(stack.name) && sum(stack.counts) > 0);
  const counts = Array.from({ length: buckets }, (_, i) =>
    others.reduce((total, stack) => total + (stack.counts[i] ?? 0), 0),
  );
  const layers = outcomeLayers.flatMap((outcome): ChartLayer[] => {
    const stack = answer.stacks.find((one) => one.name === outcome);
    if (stack === undefined || sum(stack.counts) === 0) return [];
    return [{ name: outcome, label: t(`outcome.${outcome}`), counts: stack.counts }];
  });
  return others.length === 0 ? layers : [{ name: 'rest', label: t('overview.traffic.noOutcome'), counts }, ...layers];
}

function sliceWords(slice: number, answer: Histogram, layers: readonly ChartLayer[], reader: Reader): string {
  const from = answer.from + slice * answer.widthUs;
  const lines = layers.flatMap((layer) => {
    const count = layer.counts[slice] ?? 0;
    return count === 0 ? [] : [`${reader.number(count)} ${layer.label}`];
  });
  return [`${reader.clock(from, 'milli')} + ${reader.duration(answer.widthUs)}`, ...lines.reverse()].join('\n');
}

function Legend({ layers, reader }: { readonly layers: readonly ChartLayer[]; readonly reader: Reader }) {
  return (
    <ul className="ov-legend">
      {[...layers].reverse().map((layer) => (
        <li key={layer.name}>
          <i className="sc-swatch" data-layer={layer.name} aria-hidden="true" />
          {layer.label} <span className="faint">{reader.number(sum(layer.counts))}</span>
        </li>
      ))}
    </ul>
  );
}
