// The list of findings: one sentence each, worst first; what only follows from another stands under it. Arrows walk, Enter opens.
import type { TFunction } from 'i18next';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureClocks, Finding } from '../../../shared/questions/finding.ts';
import { findingWords, openFinding, useFindingsStore } from '../../stores/findings-store.ts';
import { useReader } from '../../stores/reader.ts';
import { SeverityMark } from '../../widgets/severity-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = {
  readonly findings: readonly Finding[];
  readonly shown: Finding | undefined;
  /** True while newer ones are being derived. */
  readonly isWorking: boolean;
  readonly clocks: CaptureClocks;
};

/** The list; the shown one is the one the arrows are at. */
export function FindingList({ findings, shown, isWorking, clocks }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { findingPicked } = useFindingsStore.getState();
  const at = shown === undefined ? 0 : findings.indexOf(shown);
  const onKeyDown = (press: KeyboardEvent) => {
    const last = findings.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[press.key];
    if (to === undefined || press.altKey || press.ctrlKey || press.metaKey) return;
    press.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    const finding = findings[next];
    if (finding === undefined) return;
    findingPicked(finding);
    list.current?.querySelectorAll<HTMLElement>('.fi-row')[next]?.focus();
  };
  return (
    <section className="fi-list" aria-label={t('findings.list')}>
      <ul ref={list} onKeyDown={onKeyDown}>
        {findings.map((finding) => (
          <li key={finding.id} data-follows={finding.becauseOf === null ? undefined : true}>
            <FindingRow finding={finding} isShown={finding === shown} onShow={() => findingPicked(finding)} />
          </li>
        ))}
      </ul>
      <p className="muted fi-foot">
        {isWorking ? `${t('findings.working')} · ` : ''}
        {clocksText(clocks, t)}
      </p>
    </section>
  );
}

function clocksText({ jidOffsetS, minions }: CaptureClocks, t: TFunction): string {
  const zone =
    jidOffsetS === null
      ? t('findings.zoneUnknown')
      : jidOffsetS === 0
        ? t('findings.zoneUtc')
        : t('findings.zoneAhead', { hours: jidOffsetS / 3600 });
  return `${zone} · ${t('findings.clocks', { count: minions })}`;
}

type RowProps = { readonly finding: Finding; readonly isShown: boolean; readonly onShow: () => void };

function FindingRow({ finding, isShown, onShow }: RowProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const { title } = findingWords(finding, reader.locale);
  const first = finding.minions.slice(0, 3);
  const more = finding.minions.length - first.length;
  const who =
    more > 0
      ? t('overview.start.some', { first: reader.list(first), number: reader.number(more) })
      : reader.list(first);
  return (
    <button
      type="button"
      className="fi-row"
      data-severity={finding.severity}
      aria-current={isShown || undefined}
      tabIndex={isShown ? 0 : -1}
      onClick={onShow}
      onDoubleClick={() => openFinding(finding)}
      onKeyDown={(press) => {
        if (press.key !== 'Enter') return;
        press.preventDefault();
        openFinding(finding);
      }}
    >
      <SeverityMark severity={finding.severity} word={t(`findings.severity.${finding.severity}`)} />
      <span className="fi-words">
        {finding.becauseOf === null ? null : <span className="fi-because">{t('findings.because')} </span>}
        <span className="fi-title">
          <VisibleText text={title} />
        </span>
        <span className="fi-note">
          {[
            who,
            finding.first === null ? '' : reader.clock(finding.first, 'second'),
            finding.certainty === 'inferred' ? t('findings.inferred') : '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </span>
    </button>
  );
}
