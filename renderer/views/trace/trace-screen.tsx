// The screen "Trace": where a failure began, the picture of what led there and what followed, and the evidence beside it.
import './trace.css';
import { useTranslation } from 'react-i18next';
import type { TraceAbout, TraceAnswer } from '../../../shared/questions/trace.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useTraceStore } from '../../stores/trace-store.ts';
import { useTraceText } from '../../stores/trace-text.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { TraceDetail } from './trace-detail.tsx';
import { TraceGraph } from './trace-graph.tsx';

/** The trace that was opened last. */
export function TraceScreen() {
  const { t } = useTranslation();
  const about = useTraceStore((s) => s.about);
  const expanded = useTraceStore((s) => s.expanded);
  const body = about === null ? null : { ...about, ...(expanded.length === 0 ? {} : { expand: expanded }) };
  const { answer, failure, isSlow } = useAnswer('trace', body);
  if (about === null) {
    return (
      <Empty
        title={t('trace.none')}
        action={
          <button type="button" className="btn" onClick={() => useLayoutStore.getState().screenWanted('jobs')}>
            {t('trace.toJobs')}
          </button>
        }
      >
        {t('trace.noneText')}
      </Empty>
    );
  }
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('trace.waiting')} /> : null;
  return <Trace about={about} trace={answer} />;
}

function Trace({ about, trace }: { readonly about: TraceAbout; readonly trace: TraceAnswer }) {
  const { t } = useTranslation();
  const text = useTraceText();
  const chosen = useTraceStore((s) => s.picked);
  const { nodePicked } = useTraceStore.getState();
  const picked = chosen ?? trace.beginnings[0]?.key ?? trace.focus[0] ?? null;
  const node = trace.nodes.find(({ key }) => key === picked);
  return (
    <article className="tr">
      <header className="tr-head">
        <h1>
          {t('trace.title')}{' '}
          <span className="mono muted">
            <AboutText about={about} />
          </span>
        </h1>
      </header>
      <Beginnings trace={trace} picked={picked} onPick={nodePicked} />
      <div className="tr-split">
        <TraceGraph trace={trace} picked={picked} onPick={nodePicked} />
        {node === undefined ? null : <TraceDetail key={node.key} trace={trace} node={node} onPick={nodePicked} />}
      </div>
      {trace.possible.length === 0 ? null : (
        <details className="tr-possible">
          <summary>{t('trace.possible')}</summary>
          <ul>
            {trace.possible.map((link) => {
              const all = [...trace.nodes, ...trace.possibleNodes];
              const name = (key: string) => {
                const found = all.find((one) => one.key === key);
                return found === undefined ? key : text.node(found);
              };
              return (
                <li key={`${link.kind} ${link.from} ${link.to}`}>
                  <VisibleText
                    text={t('trace.sayAs', {
                      cause: name(link.from),
                      link: t(`trace.kind.${link.kind}`),
                      effect: name(link.to),
                    })}
                  />
                  <p className="muted">
                    <VisibleText text={`${text.reason(link.because)}. ${text.score(link) ?? ''}`} />
                  </p>
                </li>
              );
            })}
          </ul>
        </details>
      )}
      {trace.lacking.length === 0 ? null : (
        <section className="tr-lacking">
          <h2>{t('trace.lacking')}</h2>
          <ul>
            {trace.lacking.map((reason) => (
              <li key={reason.code}>
                <VisibleText text={text.reason(reason)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {trace.isCut ? <p className="muted tr-cut">{t('trace.cut')}</p> : null}
    </article>
  );
}

/** What is traced, in words. */
function AboutText({ about }: { readonly about: TraceAbout }) {
  const { t } = useTranslation();
  if ('event' in about) return t('trace.about.event', { id: about.event });
  const { jid, minion } = about;
  return (
    <VisibleText
      text={minion === undefined ? t('trace.about.job', { jid }) : t('trace.about.member', { jid, minion })}
    />
  );
}

type BeginningsProps = {
  readonly trace: TraceAnswer;
  readonly picked: string | null;
  readonly onPick: (key: string) => void;
};

/** Where it began: the first line is where to start. */
function Beginnings({ trace, picked, onPick }: BeginningsProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const text = useTraceText();
  if (trace.beginnings.length === 0) return <p className="muted tr-nothing">{t('trace.nothing')}</p>;
  return (
    <section className="tr-beginnings" aria-label={t('trace.began')}>
      <h2 className="caption">{t('trace.began')}</h2>
      <ol>
        {trace.beginnings.map((one) => (
          <li key={one.key}>
            <button
              type="button"
              className="tr-beginning"
              aria-pressed={one.key === picked}
              onClick={() => onPick(one.key)}
            >
              <span className="pill">{t(`trace.role.${one.role}`)}</span>{' '}
              <VisibleText text={text.reason(one.because)} />
            </button>{' '}
            <CertaintyPill
              isCertain={one.certainty === 'certain'}
              word={t(`certainty.${one.certainty}`)}
              because={t('trace.explains', { number: reader.number(one.explains) })}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
