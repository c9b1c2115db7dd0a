// What a job's page says of its links: who started it, what blocked it, where its failure began, what followed.
import { useTranslation } from 'react-i18next';
import type { TraceAnswer, TraceLink } from '../../../shared/questions/trace.ts';
import { jobKey, resultKey } from '../../../shared/questions/trace.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useTraceStore } from '../../stores/trace-store.ts';
import { useTraceText } from '../../stores/trace-text.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

const fewLinks = 4;

/** The part; only what there is. */
export function JobLinks({ jid }: { readonly jid: string }) {
  const { t } = useTranslation();
  const { answer } = useAnswer('trace', { jid });
  if (answer === undefined) return null;
  const started = answer.links.filter(({ to }) => to === jobKey(jid));
  const blocked = answer.links.filter(({ kind, to }) => kind === 'blocked-by' && isOwn(answer, to, jid));
  const followed = answer.links.filter(
    ({ kind, from }) => (from === jobKey(jid) && kind !== 'return-of') || (from === resultKey(jid) && kind === 'retry'),
  );
  return (
    <section className="jp-links" aria-label={t('trace.links')}>
      <LinkLine name={t('trace.startedBy')} links={started} side="from" trace={answer} />
      <LinkLine name={t('trace.blockedBy')} links={blocked} side="from" trace={answer} />
      <LinkLine name={t('trace.followed')} links={followed} side="to" trace={answer} />
      <Began trace={answer} />
      <button type="button" className="btn" onClick={() => useTraceStore.getState().traceOpened({ jid })}>
        {t('trace.button')}
      </button>
    </section>
  );
}

function isOwn(trace: TraceAnswer, key: string, jid: string): boolean {
  return trace.nodes.some((node) => node.key === key && node.jid === jid);
}

function Began({ trace }: { readonly trace: TraceAnswer }) {
  const { t } = useTranslation();
  const text = useTraceText();
  const [first] = trace.beginnings;
  if (first === undefined) return null;
  return (
    <p>
      <span className="muted">{t('trace.beganWith')}</span> <VisibleText text={text.reason(first.because)} />{' '}
      <CertaintyPill isCertain={first.certainty === 'certain'} word={t(`certainty.${first.certainty}`)} />
    </p>
  );
}

type LineProps = {
  readonly name: string;
  readonly links: readonly TraceLink[];
  readonly side: 'from' | 'to';
  readonly trace: TraceAnswer;
};

function LinkLine({ name, links, side, trace }: LineProps) {
  const text = useTraceText();
  if (links.length === 0) return null;
  return (
    <ul>
      {links.slice(0, fewLinks).map((link) => {
        const node = trace.nodes.find(({ key }) => key === link[side]);
        return (
          <li key={`${link.kind} ${link.from} ${link.to}`}>
            <span className="muted">{name}</span>{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                const event = node?.events[0];
                if (node?.kind === 'job' && node.count === 1 && node.jid !== null) {
                  useLayoutStore.getState().jobOpened(node.jid);
                } else if (event !== undefined) useSelectionStore.getState().eventPicked(event);
              }}
            >
              <VisibleText text={node === undefined ? link[side] : text.node(node)} />
            </button>{' '}
            <CertaintyPill
              isCertain={link.certainty === 'certain'}
              word={text.sure(link)}
              because={text.score(link) ?? undefined}
            />{' '}
            <span className="muted">
              <VisibleText text={text.reason(link.because)} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
