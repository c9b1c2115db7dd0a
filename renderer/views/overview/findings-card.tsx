// The list "Start here": what was found, worst first; what only follows from another is counted with it. Enter opens what it is about.
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/questions/finding.ts';
import { coverSecrets } from '../../../shared/salt/secret.ts';
import { findingWords, openFinding, useFindingsStore } from '../../stores/findings-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { reasonLine } from '../../stores/state-output.ts';
import { Card } from '../../widgets/card.tsx';
import { SeverityMark } from '../../widgets/severity-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { type StartPlace, StartRow, StartRows } from './start-rows.tsx';

const few = 10;

/** The card; not for a case without findings. */
export function FindingsCard({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const causes = findings.filter(({ becauseOf }) => becauseOf === null);
  const shown = causes.slice(0, few);
  const showAll = () => {
    useFindingsStore.getState().partShown('found');
    useLayoutStore.getState().screenWanted('findings');
  };
  return (
    <Card
      title={t('overview.start.title')}
      aside={
        <button type="button" className="link" onClick={showAll}>
          {t('findings.all', { number: findings.length })}
        </button>
      }
      isFlush
      className="st"
    >
      <StartRows
        items={shown}
        keyOf={({ id }) => id}
        row={(finding, place) => <Row finding={finding} place={place} />}
      />
      {causes.length > shown.length ? (
        <button type="button" className="link st-more" onClick={showAll}>
          {t('overview.start.more', { count: causes.length - shown.length })}
        </button>
      ) : null}
    </Card>
  );
}

function Row({ finding, place }: { readonly finding: Finding; readonly place: StartPlace }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { severity, quote, followers, minions, first } = finding;
  const words = findingWords(finding, reader.locale);
  return (
    <StartRow
      place={place}
      tone={severity === 'error' ? 'failed' : severity === 'warning' ? 'missing' : undefined}
      onOpen={() => openFinding(finding)}
      words={
        <>
          <span className="st-title">
            <VisibleText text={words.title} />
          </span>
          <span className="st-note">
            {quote === null ? (
              <VisibleText text={words.explain} />
            ) : (
              <span className="mono">
                <VisibleText text={reasonLine(coverSecrets(quote))} />
              </span>
            )}
            {followers === 0 ? null : ` · ${t('findings.followers', { count: followers })}`}
          </span>
        </>
      }
      side={
        <>
          <SeverityMark severity={severity} word={t(`findings.severity.${severity}`)} />
          <span className="st-at">
            {minions.length === 0
              ? null
              : t('overview.start.minions', { count: minions.length, number: reader.number(minions.length) })}
            {minions.length === 0 || first === null ? null : ' · '}
            {first === null ? null : <span className="mono">{reader.clock(first, 'second')}</span>}
          </span>
        </>
      }
    />
  );
}
