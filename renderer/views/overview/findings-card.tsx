// The list "Start here": what was found, worst first; what only follows from another is counted with it. Enter opens what it is about.
import { type KeyboardEvent, useRef, useState } from 'react';
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

const few = 10;

/** The card; not for a case without findings. */
export function FindingsCard({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const causes = findings.filter(({ becauseOf }) => becauseOf === null);
  const shown = causes.slice(0, few);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    setActive(next);
    list.current?.querySelectorAll<HTMLElement>('.st-row')[next]?.focus();
  };
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
      <ul ref={list} onKeyDown={onKeyDown}>
        {shown.map((finding, at) => (
          <li key={finding.id}>
            <Row
              finding={finding}
              isFirst={at === 0}
              tabIndex={at === Math.min(active, shown.length - 1) ? 0 : -1}
              onFocus={() => setActive(at)}
            />
          </li>
        ))}
      </ul>
      {causes.length > shown.length ? (
        <button type="button" className="link st-more" onClick={showAll}>
          {t('overview.start.more', { count: causes.length - shown.length })}
        </button>
      ) : null}
    </Card>
  );
}

type RowProps = {
  readonly finding: Finding;
  readonly isFirst: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
};

function Row({ finding, isFirst, tabIndex, onFocus }: RowProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const { severity, quote, followers, minions, first } = finding;
  const words = findingWords(finding, reader.locale);
  return (
    <button
      type="button"
      className="st-row"
      data-first={isFirst || undefined}
      data-tone={severity === 'error' ? 'failed' : severity === 'warning' ? 'missing' : undefined}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={() => openFinding(finding)}
    >
      <span className="st-words">
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
      </span>
      <span className="st-side">
        <SeverityMark severity={severity} word={t(`findings.severity.${severity}`)} />
        <span className="st-at">
          {minions.length === 0
            ? null
            : t('overview.start.minions', { count: minions.length, number: reader.number(minions.length) })}
          {minions.length === 0 || first === null ? null : ' · '}
          {first === null ? null : <span className="mono">{reader.clock(first, 'second')}</span>}
        </span>
      </span>
    </button>
  );
}
