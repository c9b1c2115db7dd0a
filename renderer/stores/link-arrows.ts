// The links of the selected event as arrows on the lanes: causes come in, consequences go out; certain solid, inferred dashed.
import { useEffect, useMemo } from 'react';
import type { TraceAnswer, TraceNode } from '../../shared/questions/trace.ts';
import { useAnswer } from './answers-store.ts';
import { type Arrow, type ArrowEnd, useArrowStore } from './arrow-store.ts';
import { useSelectionStore } from './selection-store.ts';
import { aboutSelected } from './trace-store.ts';
import { type TraceText, useTraceText } from './trace-text.ts';

/** Shows the arrows of what is selected, as long as the place that calls it is there. */
export function useLinkArrows(): void {
  const selected = useSelectionStore((s) => s.selected);
  const about = useMemo(() => aboutSelected(selected), [selected]);
  const text = useTraceText();
  const { answer } = useAnswer('trace', about);
  useEffect(() => {
    const { arrowsShown } = useArrowStore.getState();
    arrowsShown('links', answer === undefined || about === null ? [] : linkArrows(answer, text));
    return () => arrowsShown('links', []);
  }, [answer, about, text]);
}

/** The arrows of a trace. An end without an event, and one that is where the other is, gives none. */
export function linkArrows({ nodes, links, focus }: TraceAnswer, text: Pick<TraceText, 'reason'>): Arrow[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const before = reached(links, focus, 'to', 'from');
  return links.flatMap((link) => {
    const from = endOf(byKey.get(link.from));
    const to = endOf(byKey.get(link.to));
    if (from === undefined || to === undefined || from.id === to.id) return [];
    const role = before.has(link.to) ? 'cause' : 'consequence';
    const arrow: Arrow = {
      from,
      to,
      role,
      isInferred: link.certainty !== 'certain',
      step: null,
      reason: text.reason(link.because),
    };
    return [arrow];
  });
}

/** All keys from which links lead to `start`, `start` itself among them. */
function reached(
  links: TraceAnswer['links'],
  start: readonly string[],
  here: 'from' | 'to',
  there: 'from' | 'to',
): ReadonlySet<string> {
  const found = new Set(start);
  const waiting = [...start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    for (const link of links) {
      if (link[here] !== key || found.has(link[there])) continue;
      found.add(link[there]);
      waiting.push(link[there]);
    }
  }
  return found;
}

function endOf(node: TraceNode | undefined): ArrowEnd | undefined {
  const id = node?.events[0];
  if (node === undefined || id === undefined) return undefined;
  return {
    id,
    stamp: node.from,
    kind: node.eventKind ?? (node.kind === 'job' ? 'new' : 'ret'),
    tag: node.tag ?? '',
    minion: node.kind === 'job' || node.kind === 'result' ? null : (node.minions[0] ?? null),
    jid: node.jid,
    user: node.user,
    fun: node.fun === null ? [] : [node.fun],
    source: '',
  };
}
