// Traces in the reader's language: what a node is, why a link is there, what a score is made of.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceLink, TraceNode, TraceReason } from '../../shared/questions/trace.ts';
import { isTraceCode } from '../../shared/questions/trace-words.ts';
import { useReader } from './reader.ts';

/** What says the parts of a trace. */
export type TraceText = {
  readonly reason: (reason: TraceReason) => string;
  readonly node: (node: TraceNode) => string;
  readonly minions: (node: TraceNode) => string;
  /** Certain, inferred or possible. */
  readonly sure: (link: Pick<TraceLink, 'certainty'>) => string;
  /** What an inferred link's score is made of; `null` for a certain one. */
  readonly score: (link: TraceLink) => string | null;
};

const namedMinions = 3;

/** Follows the language and the zone. */
export function useTraceText(): TraceText {
  const { t } = useTranslation();
  const reader = useReader();
  return useMemo(() => {
    const reason = ({ code, values }: TraceReason) => (isTraceCode(code) ? t(`trace.reason.${code}`, values) : code);
    const minions = (node: TraceNode) =>
      node.minionCount > namedMinions
        ? t('trace.node.minions', { number: reader.number(node.minionCount) })
        : reader.list(node.minions);
    const node = (one: TraceNode): string => {
      const outcome = one.outcome === null ? '' : t(`outcome.${one.outcome}`);
      const number = reader.number(one.count);
      switch (one.kind) {
        case 'event':
          return one.count > 1
            ? t('trace.node.events', { number, tag: one.tag ?? '' })
            : t('trace.node.event', { tag: one.tag ?? '' });
        case 'job':
          return one.count > 1
            ? t('trace.node.jobs', { number, fun: one.fun ?? '?' })
            : t('trace.node.job', { fun: one.fun ?? '?', jid: one.jid ?? '' });
        case 'result':
          return t('trace.node.result', { outcome, jid: one.jid ?? '' });
        case 'return':
          return one.reason === null
            ? t('trace.node.return', { minions: minions(one), outcome })
            : t('trace.node.returnOf', {
                minions: minions(one),
                outcome,
                reason: reason({ code: `missing-${one.reason}`, values: {} }),
              });
        case 'state': {
          const state = one.state?.sls == null ? (one.state?.id ?? '') : `${one.state.sls}.${one.state.id}`;
          return t('trace.node.state', { state, outcome });
        }
        case 'schedule':
          return t('trace.node.schedule', { name: one.name ?? '' });
      }
    };
    return {
      reason,
      node,
      minions,
      sure: ({ certainty }) => (certainty === 'possible' ? t('trace.possibleWord') : t(`certainty.${certainty}`)),
      score: ({ score, parts }) =>
        score === null
          ? null
          : t('trace.score', {
              score: score.toFixed(2),
              parts: parts
                .map(({ name, value }) => `${reason({ code: `part-${name}`, values: {} })} ${value.toFixed(2)}`)
                .join(', '),
            }),
    };
  }, [t, reader]);
}
