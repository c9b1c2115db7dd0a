// The tab "Links": what brought an event about and what followed, each one a step to walk to.
import { useTranslation } from 'react-i18next';
import type { TraceAnswer, TraceLink } from '../../../shared/questions/trace.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useTraceStore } from '../../stores/trace-store.ts';
import { useTraceText } from '../../stores/trace-text.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** Causes and consequences of an event. */
export function LinksTab({ event }: { readonly event: number }) {
  const { t } = useTranslation();
  const { answer, failure, isSlow } = useAnswer('trace', { event });
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('trace.waiting')} /> : null;
  const focus = new Set(answer.focus);
  return (
    <div className="story">
      <Side
        title={t('trace.causes')}
        none={t('trace.noCauses')}
        links={answer.links.filter(({ to }) => focus.has(to))}
        side="from"
        trace={answer}
      />
      <Side
        title={t('trace.consequences')}
        none={t('trace.noConsequences')}
        links={answer.links.filter(({ from }) => focus.has(from))}
        side="to"
        trace={answer}
      />
      <p className="story-buttons">
        <button type="button" className="btn" onClick={() => useTraceStore.getState().traceOpened({ event })}>
          {t('trace.button')}
        </button>
      </p>
    </div>
  );
}

type SideProps = {
  readonly title: string;
  readonly none: string;
  readonly links: readonly TraceLink[];
  readonly side: 'from' | 'to';
  readonly trace: TraceAnswer;
};

function Side({ title, none, links, side, trace }: SideProps) {
  const text = useTraceText();
  return (
    <section aria-label={title}>
      <h3 className="caption">{title}</h3>
      {links.length === 0 ? <p className="muted">{none}</p> : null}
      <ul className="link-list">
        {links.map((link) => {
          const node = trace.nodes.find(({ key }) => key === link[side]);
          const first = node?.events[0];
          const name = node === undefined ? link[side] : text.node(node);
          return (
            <li key={`${link.kind} ${link.from} ${link.to}`}>
              {first === undefined ? (
                <VisibleText text={name} />
              ) : (
                <button type="button" className="link" onClick={() => useSelectionStore.getState().eventPicked(first)}>
                  <VisibleText text={name} />
                </button>
              )}{' '}
              <CertaintyPill
                isCertain={link.certainty === 'certain'}
                word={text.sure(link)}
                because={text.score(link) ?? undefined}
              />
              <p className="muted">
                <VisibleText text={text.reason(link.because)} />
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
