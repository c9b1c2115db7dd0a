// The rules: which there are, on or off, those of the user's folder, and files that are none with their line.
import { useTranslation } from 'react-i18next';
import type { RuleEntry } from '../../../shared/keep/finding-rule.ts';
import { bareText } from '../../../shared/keep/finding-text.ts';
import { useFindingsStore } from '../../stores/findings-store.ts';
import { useReader } from '../../stores/reader.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { SeverityMark } from '../../widgets/severity-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** The part "Rules". */
export function RulesPart() {
  const { t } = useTranslation();
  const { rules, failure } = useFindingsStore();
  const broken = rules.entries.filter((one) => 'reason' in one);
  const whole = rules.entries.filter((one) => 'rule' in one && !one.isOverridden);
  return (
    <div className="fi-rules">
      {failure === null ? null : <FailureNote failure={failure} />}
      {broken.length === 0 ? null : (
        <section aria-label={t('findings.rules.broken')}>
          <h2>{t('findings.rules.broken')}</h2>
          <ul className="card fi-broken">
            {broken.map((one) => (
              <li key={one.file}>
                <span className="mono">
                  <VisibleText text={one.line === null ? one.file : `${one.file}:${one.line}`} />
                </span>{' '}
                <VisibleText text={one.reason} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul className="card fi-rule-list" aria-label={t('findings.part.rules')}>
        {whole.map((one) => ('rule' in one ? <RuleRow key={one.rule.id} entry={one} /> : null))}
      </ul>
      <p className="muted">
        {t('findings.rules.folder')}{' '}
        <span className="mono">
          <VisibleText text={rules.folder} />
        </span>
      </p>
    </div>
  );
}

function RuleRow({ entry }: { readonly entry: Extract<RuleEntry, { readonly isOverridden: boolean }> }) {
  const { t } = useTranslation();
  const { locale } = useReader();
  const { rule, place, file } = entry;
  const text = (words: { readonly en: string; readonly 'zh-Hans'?: string }) =>
    (locale === 'zh-Hans' ? words['zh-Hans'] : undefined) ?? words.en;
  return (
    <li>
      <label className="fi-switch">
        <input
          type="checkbox"
          checked={rule.isEnabled}
          onChange={(event) => void useFindingsStore.getState().ruleSwitched(rule.id, event.target.checked)}
        />
        <span className="mono">{rule.id}</span>
      </label>
      <SeverityMark severity={rule.severity} word={t(`findings.severity.${rule.severity}`)} />
      <span className="fi-rule-next">
        <VisibleText text={bareText(text(rule.words.next))} />
      </span>
      <span className="muted">{place === 'folder' ? <VisibleText text={file} /> : t('findings.rules.builtIn')}</span>
    </li>
  );
}
