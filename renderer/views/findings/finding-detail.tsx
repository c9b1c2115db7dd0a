// One finding: why we think so, the words as they came, whom it is about, the events that show it, what follows, what to do next.
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/questions/finding.ts';
import { coverSecrets } from '../../../shared/salt/secret.ts';
import { findingWords, openFinding, useFindingsStore } from '../../stores/findings-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { SeverityMark } from '../../widgets/severity-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = { readonly finding: Finding; readonly findings: readonly Finding[] };

/** Names and numbers shown of long lists. */
const mostMinions = 60;
const mostJobs = 12;
const mostEvents = 24;

/** The detail beside the list. */
export function FindingDetail({ finding, findings }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const words = findingWords(finding, reader.locale);
  const cause = findings.find((one) => one.id === finding.becauseOf);
  const effects = findings.filter((one) => one.becauseOf === finding.id);
  const { findingPicked } = useFindingsStore.getState();
  const { jobOpened, minionOpened } = useLayoutStore.getState();
  return (
    <article className="fi-detail" aria-label={words.title}>
      <header>
        <SeverityMark severity={finding.severity} word={t(`findings.severity.${finding.severity}`)} />
        <span className="muted">
          {t(`findings.certainty.${finding.certainty}`)}
          {finding.first === null ? '' : ` · ${reader.dateTime(finding.first, 'second')} ${reader.zone}`}
        </span>
      </header>
      <h2>
        <VisibleText text={words.title} />
      </h2>
      {cause === undefined ? null : (
        <p>
          {t('findings.becauseOf')}{' '}
          <button type="button" className="link" onClick={() => findingPicked(cause)}>
            <VisibleText text={findingWords(cause, reader.locale).title} />
          </button>{' '}
          {finding.tie === null ? null : <span className="muted">({t(`findings.tie.${finding.tie}`)})</span>}
        </p>
      )}
      {finding.quote === null ? null : (
        <section aria-label={t('findings.quote')}>
          <pre className="fi-quote">
            <VisibleText text={coverSecrets(finding.quote)} />
          </pre>
        </section>
      )}
      <h3>{t('findings.why')}</h3>
      <p>
        <VisibleText text={words.explain} />
      </p>
      <h3>{t('findings.next')}</h3>
      <p>
        <VisibleText text={words.next} />
      </p>
      <p>
        <button type="button" className="btn primary" onClick={() => openFinding(finding)}>
          {finding.jids.length > 0
            ? t('findings.openJob')
            : finding.events.length > 0
              ? t('findings.openEvent')
              : t('findings.openMinion')}
        </button>
      </p>
      {effects.length === 0 ? null : (
        <>
          <h3>{t('findings.follows')}</h3>
          <ul className="fi-effects">
            {effects.map((effect) => (
              <li key={effect.id}>
                <button type="button" className="link" onClick={() => findingPicked(effect)}>
                  <VisibleText text={findingWords(effect, reader.locale).title} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Names
        title={t('findings.minions', { count: finding.minions.length, number: reader.number(finding.minions.length) })}
        names={finding.minions}
        most={mostMinions}
        onOpen={minionOpened}
      />
      <Names
        title={t('findings.jobs', { count: finding.jids.length, number: reader.number(finding.jids.length) })}
        names={finding.jids}
        most={mostJobs}
        onOpen={jobOpened}
      />
      <Names
        title={t('findings.events', { count: finding.eventTotal, number: reader.number(finding.eventTotal) })}
        names={finding.events.map(String)}
        most={mostEvents}
        onOpen={(id) => useSelectionStore.getState().eventPicked(Number(id))}
        total={finding.eventTotal}
      />
      <p className="muted fi-rule">
        {t('findings.byRule')} <span className="mono">{finding.rule}</span>
      </p>
    </article>
  );
}

type NamesProps = {
  readonly title: string;
  readonly names: readonly string[];
  readonly most: number;
  readonly onOpen: (name: string) => void;
  readonly total?: number;
};

function Names({ title, names, most, onOpen, total = names.length }: NamesProps) {
  const { t } = useTranslation();
  const reader = useReader();
  if (names.length === 0) return null;
  const shown = names.slice(0, most);
  return (
    <>
      <h3>{title}</h3>
      <ul className="fi-names">
        {shown.map((name) => (
          <li key={name}>
            <button type="button" className="value mono" onClick={() => onOpen(name)}>
              <VisibleText text={name} />
            </button>
          </li>
        ))}
        {total > shown.length ? (
          <li className="muted">{t('findings.more', { number: reader.number(total - shown.length) })}</li>
        ) : null}
      </ul>
    </>
  );
}
