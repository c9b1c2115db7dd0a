// One event in words: what it is, what became of it and by which rule, what failed, what changed, where it belongs.
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../../../shared/questions/event-row.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { Facts } from './facts.tsx';
import { NewStory } from './new-story.tsx';
import { ReturnStory } from './return-story.tsx';

/** The story tab of an event. */
export function EventStory({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const { row } = detail;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
    <section className="story" tabIndex={0} aria-label={t('inspector.tab.story')}>
      <Head detail={detail} />
      {row.claimedBy === null ? null : (
        <p className="story-box" data-tone="missing">
          {t('inspector.claimed', { minion: row.claimedBy })}
        </p>
      )}
      {detail.contradictions.map((text) => (
        <p key={text} className="story-box" data-tone="missing">
          {text}
        </p>
      ))}
      {row.kind === 'ret' && row.jid !== null && row.minion !== null ? (
        <ReturnStory event={row.id} jid={row.jid} minion={row.minion} />
      ) : null}
      {row.kind === 'new' && row.jid !== null ? <NewStory jid={row.jid} /> : null}
      <EventFacts detail={detail} />
      {detail.problems.length === 0 ? null : (
        <div>
          <p className="caption">{t('inspector.problems')}</p>
          <ul className="story-list">
            {detail.problems.map((problem) => (
              <li key={`${problem.code} ${problem.detail}`}>
                <span className="pill">{t(`severity.${problem.severity}`)}</span>
                <span>
                  {t(`problem.${problem.code}`)}
                  {problem.detail === null ? null : (
                    <span className="mono">
                      {' '}
                      <VisibleText text={problem.detail} />
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Buttons detail={detail} />
    </section>
  );
}

function Head({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { row } = detail;
  const own = row.kind === 'ret' ? row.outcomes[0] : undefined;
  const fun = row.fun.join(', ');
  const title =
    row.kind === 'ret' && fun !== '' && row.minion !== null
      ? t('inspector.onMinion', { fun, minion: row.minion })
      : fun !== ''
        ? `${row.kind} ${fun}`
        : row.kind;
  return (
    <header>
      {own === undefined ? (
        <span className="pill">{row.kind}</span>
      ) : (
        <OutcomeMark tone={own} word={t(`outcome.${own}`)} note={row.isTest ? t('inspector.test') : undefined} />
      )}
      <h2>
        <VisibleText text={title} />
      </h2>
      <p className="muted">
        {row.durationUs === null
          ? t(`kind.${row.kind}`)
          : row.retcode.length === 0
            ? t('inspector.after', { time: reader.duration(row.durationUs) })
            : t('inspector.afterRetcode', { time: reader.duration(row.durationUs), retcode: row.retcode.join(', ') })}
      </p>
      {detail.outcomeBy === null ? null : (
        <p className="muted">{t('inspector.decidedBy', { rule: t(`jobs.rule.${detail.outcomeBy}`) })}</p>
      )}
    </header>
  );
}

function EventFacts({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { row } = detail;
  const value = (field: string, text: string) => (
    <Value field={field} value={text} className="mono">
      <VisibleText text={text} />
    </Value>
  );
  return (
    <Facts
      facts={[
        {
          name: t('inspector.fact.time'),
          value: row.stamp === null ? t('inspector.noStamp') : `${reader.dateTime(row.stamp)} ${reader.zone}`,
        },
        { name: t('inspector.fact.kind'), value: value('kind', row.kind) },
        { name: t('inspector.fact.minion'), value: row.minion === null ? null : value('minion', row.minion) },
        { name: t('inspector.fact.jid'), value: row.jid === null ? null : value('jid', row.jid) },
        {
          name: t('inspector.fact.fun'),
          value: row.fun.length === 0 ? null : row.fun.map((fun) => <div key={fun}>{value('fun', fun)}</div>),
        },
        { name: t('inspector.fact.user'), value: row.user === null ? null : value('user', row.user) },
        { name: t('inspector.fact.success'), value: row.success.length === 0 ? null : row.success.join(', ') },
        { name: t('inspector.fact.tag'), value: value('tag', row.tag) },
        { name: t('inspector.fact.source'), value: value('source', row.source) },
        { name: t('inspector.fact.size'), value: reader.bytes(row.size) },
      ]}
    />
  );
}

function Buttons({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const jobOpened = useLayoutStore((s) => s.jobOpened);
  const minionOpened = useLayoutStore((s) => s.minionOpened);
  const screenWanted = useLayoutStore((s) => s.screenWanted);
  const screen = useLayoutStore((s) => s.screen);
  const { jid, minion, id } = detail.row;
  return (
    <p className="story-buttons">
      {jid === null ? null : (
        <button type="button" className="btn primary" onClick={() => jobOpened(jid)}>
          {t('inspector.openJob')}
        </button>
      )}
      {minion === null ? null : (
        <button type="button" className="btn" onClick={() => minionOpened(minion)}>
          {t('inspector.openMinion')}
        </button>
      )}
      {screen === 'events' ? null : (
        <button
          type="button"
          className="btn quiet"
          onClick={() => {
            useSelectionStore.getState().eventPicked(id);
            screenWanted('events');
          }}
        >
          {t('inspector.inEvents')}
        </button>
      )}
    </p>
  );
}
