// The findings: what went wrong, most important first, with what it means beside it; and the rules that say so.
import './findings.css';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { type FindingsPart, findingKey, useFindingsStore } from '../../stores/findings-store.ts';
import { useReader } from '../../stores/reader.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { FindingList } from './finding-list.tsx';
import { RulesPart } from './rules-part.tsx';

const parts: readonly FindingsPart[] = ['found', 'rules'];

/** The screen "Findings". */
export function FindingsScreen() {
  const { t } = useTranslation();
  const reader = useReader();
  const { part, partShown, rules } = useFindingsStore();
  const found = useAnswer('findings.list', {}).answer?.findings.length ?? 0;
  useEffect(() => {
    void useFindingsStore.getState().rulesWanted();
  }, []);
  const counts: Record<FindingsPart, number> = { found, rules: rules.entries.length };
  const step = (by: number) => {
    const next = parts[(parts.indexOf(part) + by + parts.length) % parts.length];
    if (next === undefined) return;
    partShown(next);
    document.getElementById(`findings-tab-${next}`)?.focus();
  };
  return (
    <div className="screen fi">
      <h1 className="only-heard">{t('screen.findings')}</h1>
      <div className="tabs fi-tabs" role="tablist" aria-label={t('screen.findings')}>
        {parts.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`findings-tab-${one}`}
            aria-selected={one === part}
            aria-controls={one === part ? 'findings-panel' : undefined}
            tabIndex={one === part ? 0 : -1}
            onClick={() => partShown(one)}
            onKeyDown={(press) => {
              if (press.altKey || press.ctrlKey || press.metaKey) return;
              if (press.key === 'ArrowRight') step(1);
              else if (press.key === 'ArrowLeft') step(-1);
            }}
          >
            {t(`findings.part.${one}`)} <span className="muted">{reader.number(counts[one])}</span>
          </button>
        ))}
      </div>
      <div className="fi-panel" role="tabpanel" id="findings-panel" aria-labelledby={`findings-tab-${part}`}>
        {part === 'found' ? <Found /> : <RulesPart />}
      </div>
    </div>
  );
}

function Found() {
  const { t } = useTranslation();
  const { answer, failure } = useAnswer('findings.list', {});
  const picked = useFindingsStore((s) => s.picked);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return null;
  const { findings, state, clocks } = answer;
  if (findings.length === 0) {
    return state === 'pending' ? (
      <Empty title={t('findings.working')}>{t('findings.workingText')}</Empty>
    ) : (
      <Empty title={t('findings.calm')}>{t('findings.calmText')}</Empty>
    );
  }
  const shown = findings.find((one) => findingKey(one) === picked) ?? findings[0];
  return (
    <div className="fi-found">
      <FindingList findings={findings} shown={shown} isWorking={state === 'pending'} clocks={clocks} />
      {shown === undefined ? null : <FindingDetail finding={shown} findings={findings} />}
    </div>
  );
}
