// What is known of the node that is looked at: its words, its causes and consequences with why, and the evidence to read.
import { useTranslation } from 'react-i18next';
import type { TraceAnswer, TraceLink, TraceNode } from '../../../shared/questions/trace.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useTraceStore } from '../../stores/trace-store.ts';
import { useTraceText } from '../../stores/trace-text.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = { readonly trace: TraceAnswer; readonly node: TraceNode; readonly onPick: (key: string) => void };

const shownMinions = 20;

/** The panel beside the picture. */
export function TraceDetail({ trace, node, onPick }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const text = useTraceText();
  const { traceOpened, nodeExpanded } = useTraceStore.getState();
  const causes = trace.links.filter(({ to }) => to === node.key);
  const consequences = trace.links.filter(({ from }) => from === node.key);
  const beginning = trace.beginnings.find(({ key }) => key === node.key);
  const words = node.state?.output ?? node.state?.comment ?? node.errorText;
  const canTrace = node.jid !== null && node.count === 1 && (node.kind === 'job' || node.kind === 'result');
  return (
    <section className="tr-detail" aria-label={text.node(node)}>
      <h2>
        <VisibleText text={text.node(node)} />
      </h2>
      <p className="muted">
        {node.outcome === null ? null : <OutcomeMark tone={node.outcome} word={t(`outcome.${node.outcome}`)} />}{' '}
        {node.from === null ? null : `${reader.dateTime(node.from, 'milli')} ${reader.zone}`}{' '}
        {trace.focus.includes(node.key) ? <span className="pill">{t('trace.here')}</span> : null}
      </p>
      {node.minions.length === 0 ? null : (
        <p className="mono tr-minions">
          <VisibleText text={reader.list(node.minions.slice(0, shownMinions))} />
          {node.minionCount > shownMinions
            ? ` … ${t('trace.node.minions', { number: reader.number(node.minionCount) })}`
            : ''}
        </p>
      )}
      {words == null ? null : (
        <pre className="tr-said mono">
          <VisibleText text={words} />
        </pre>
      )}
      {beginning === undefined ? null : (
        <>
          <h3>{t('trace.next')}</h3>
          <ul>
            {beginning.next.map((reason) => (
              <li key={reason.code}>
                <VisibleText text={text.reason(reason)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <LinkGroup
        title={t('trace.causes')}
        none={t('trace.noCauses')}
        links={causes}
        side="from"
        trace={trace}
        onPick={onPick}
      />
      <LinkGroup
        title={t('trace.consequences')}
        none={t('trace.noConsequences')}
        links={consequences}
        side="to"
        trace={trace}
        onPick={onPick}
      />
      <p className="tr-buttons">
        {node.events.length === 0 ? null : (
          <button
            type="button"
            className="btn"
            onClick={() => useSelectionStore.getState().eventsPicked([...node.events].reverse())}
          >
            {t('trace.select')}
          </button>
        )}
        <button type="button" className="btn" onClick={() => nodeExpanded(node.key)}>
          {t('trace.more')}
        </button>
        {canTrace && node.jid !== null ? (
          <button type="button" className="btn" onClick={() => traceOpened({ jid: node.jid ?? '' })}>
            {t('trace.open')}
          </button>
        ) : null}
      </p>
    </section>
  );
}

type GroupProps = {
  readonly title: string;
  readonly none: string;
  readonly links: readonly TraceLink[];
  readonly side: 'from' | 'to';
  readonly trace: TraceAnswer;
  readonly onPick: (key: string) => void;
};

function LinkGroup({ title, none, links, side, trace, onPick }: GroupProps) {
  const { t } = useTranslation();
  const text = useTraceText();
  return (
    <>
      <h3>{title}</h3>
      {links.length === 0 ? <p className="muted">{none}</p> : null}
      <ul className="tr-links">
        {links.map((link) => {
          const other = trace.nodes.find(({ key }) => key === link[side]);
          const score = text.score(link);
          return (
            <li key={`${link.kind} ${link.from} ${link.to}`}>
              <button type="button" className="link" onClick={() => onPick(link[side])}>
                <VisibleText text={other === undefined ? link[side] : text.node(other)} />
              </button>{' '}
              <CertaintyPill
                isCertain={link.certainty === 'certain'}
                word={text.sure(link)}
                because={score ?? undefined}
              />
              <p className="muted">
                <VisibleText text={text.reason(link.because)} />
              </p>
              {score === null ? null : <p className="muted tr-score">{score}</p>}
              {link.runnerUp === null ? null : (
                <p className="muted tr-score">
                  {t('trace.runnerUp', { event: link.runnerUp.event, score: link.runnerUp.score.toFixed(2) })}
                </p>
              )}
              <p className="tr-evidence">
                <span className="muted">{t('trace.evidence')}</span>{' '}
                {link.evidence.slice(0, 6).map((event) => (
                  <button
                    key={event}
                    type="button"
                    className="link mono"
                    onClick={() => useSelectionStore.getState().eventPicked(event)}
                  >
                    {t('trace.evidenceEvent', { id: event })}
                  </button>
                ))}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
