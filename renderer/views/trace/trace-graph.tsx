// The picture of a trace: nodes as buttons on lanes, links as curves, certain ones solid, inferred ones dashed. Arrow keys walk the links.
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceAnswer, TraceNode } from '../../../shared/questions/trace.ts';
import { useReader } from '../../stores/reader.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { useTraceText } from '../../stores/trace-text.ts';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { type LaidNode, layGraph } from './lay-graph.ts';

type Props = {
  readonly trace: TraceAnswer;
  readonly picked: string | null;
  readonly onPick: (key: string) => void;
};

/** In px at normal text size. */
const box = { width: 190, height: 44, gapX: 56, gapY: 14, left: 112, top: 8 } as const;

/** The picture; its nodes are in the order of the keys Tab walks, from causes to consequences. */
export function TraceGraph({ trace, picked, onPick }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const text = useTraceText();
  const scale = useSettingsStore((s) => s.settings.textScale);
  const frame = useRef<HTMLDivElement>(null);
  const laid = useMemo(() => layGraph(trace.nodes, trace.links), [trace]);
  const places = useMemo(() => new Map(laid.nodes.map((one) => [one.node.key, one])), [laid]);
  const x = (column: number) => (box.left + column * (box.width + box.gapX)) * scale;
  const y = (row: number) => (box.top + row * (box.height + box.gapY)) * scale;
  const width = x(laid.columns);
  const height = y(laid.rows) + box.top * scale;
  const focused = new Set(trace.focus);
  const beginnings = new Map(trace.beginnings.map((one, at) => [one.key, at + 1]));

  const walk = (press: KeyboardEvent, key: string) => {
    const next = nextKey(trace, laid.nodes, key, press.key);
    if (next === undefined) return;
    press.preventDefault();
    onPick(next);
    frame.current
      ?.querySelector<HTMLElement>(`[data-at="${laid.nodes.findIndex(({ node }) => node.key === next)}"]`)
      ?.focus();
  };

  return (
    <div className="tr-graph" ref={frame}>
      <section style={{ width, height }} aria-label={t('trace.graph')}>
        {laid.lanes.map((lane) => (
          <div
            key={lane.row}
            className="tr-lane"
            style={{
              top: y(lane.row) - (box.gapY * scale) / 2,
              height: lane.rows * (box.height + box.gapY) * scale,
              width,
            }}
          >
            <span className="tr-lane-name" title={lane.minions === null ? undefined : reader.list(lane.minions)}>
              {lane.minions === null
                ? 'master'
                : lane.count > 2
                  ? t('trace.node.minions', { number: reader.number(lane.count) })
                  : reader.list(lane.minions)}
            </span>
          </div>
        ))}
        <svg width={width} height={height} aria-hidden="true">
          {trace.links.map((link) => {
            const from = places.get(link.from);
            const to = places.get(link.to);
            if (from === undefined || to === undefined) return null;
            return (
              <path
                key={`${link.kind} ${link.from} ${link.to}`}
                className="tr-link"
                data-sure={link.certainty}
                data-picked={link.from === picked || link.to === picked}
                d={curve(
                  x(from.column) + box.width * scale,
                  y(from.row) + (box.height * scale) / 2,
                  x(to.column),
                  y(to.row) + (box.height * scale) / 2,
                )}
              />
            );
          })}
        </svg>
        {laid.nodes.map(({ node, column, row }, at) => (
          <button
            key={node.key}
            type="button"
            className="tr-node"
            data-at={at}
            data-kind={node.kind}
            data-tone={node.outcome ?? undefined}
            data-focus={focused.has(node.key)}
            aria-pressed={node.key === picked}
            title={text.node(node)}
            style={{ left: x(column), top: y(row), width: box.width * scale, height: box.height * scale }}
            onClick={() => onPick(node.key)}
            onKeyDown={(press) => walk(press, node.key)}
          >
            <span className="tr-node-time mono">
              {reader.clock(node.from, 'milli')}
              {beginnings.has(node.key) ? <b className="tr-began">{beginnings.get(node.key)}</b> : null}
            </span>
            <span className="tr-node-name clip">
              {node.outcome === null ? null : <OutcomeSign tone={node.outcome} />}{' '}
              <VisibleText text={shortName(node, text.node(node))} />
              {node.count > 1 ? <span className="tr-count"> ×{reader.number(node.count)}</span> : null}
            </span>
          </button>
        ))}
      </section>
    </div>
  );
}

/** In the picture the kind is told by the place: a name alone is enough. */
function shortName(node: TraceNode, whole: string): string {
  if (node.kind === 'state') return node.state?.id ?? whole;
  if (node.kind === 'job') return node.fun ?? whole;
  return whole;
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const bend = Math.max(16, Math.abs(toX - fromX) / 2);
  return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX - 5} ${toY}`;
}

/** The node an arrow key leads to: a cause, a consequence, or the next one above or below in the same column. */
function nextKey(trace: TraceAnswer, laid: readonly LaidNode[], key: string, pressed: string): string | undefined {
  if (pressed === 'ArrowLeft') return trace.links.find(({ to }) => to === key)?.from;
  if (pressed === 'ArrowRight') return trace.links.find(({ from }) => from === key)?.to;
  if (pressed !== 'ArrowUp' && pressed !== 'ArrowDown') return undefined;
  const here = laid.find(({ node }) => node.key === key);
  const column = laid.filter((one) => one.column === here?.column);
  return column[column.findIndex(({ node }) => node.key === key) + (pressed === 'ArrowUp' ? -1 : 1)]?.node.key;
}
