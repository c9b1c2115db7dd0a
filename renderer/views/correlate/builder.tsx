// The builder: the steps of a sequence as cards, what joins and bounds them, and below it the same as text. Editing one edits the other.
import { Plus } from 'lucide-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { joinFields, maxSteps, type StepDraft } from '../../../shared/filter/sequence-tree.ts';
import { beginDraft } from '../../stores/queries-store.ts';
import { useSequenceStore } from '../../stores/sequence-store.ts';
import { CodeLanguagesContext } from '../../widgets/code-languages.ts';
import { CodeLine } from '../../widgets/code-line.tsx';
import { StepCard } from './step-card.tsx';

const blank: StepDraft = { filter: '', by: '' };
const errorId = 'sequence-error';

/** The builder. */
export function Builder() {
  const { t } = useTranslation();
  const { draft, draftChanged } = useSequenceStore();
  const { steps, absent, until } = draft;
  const least = absent === undefined ? 2 : 1;
  const stepsChanged = (next: readonly StepDraft[]) => draftChanged({ steps: next });
  const swapped = (at: number, with_: number) =>
    steps.map((step, n) => (n === at ? (steps[with_] ?? step) : n === with_ ? (steps[at] ?? step) : step));
  const isFull = steps.length + (absent === undefined ? 0 : 1) >= maxSteps;
  return (
    <div className="cr-builder">
      <Head />
      <div className="cr-cards">
        {steps.map((step, n) => (
          <StepCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; its words may stand twice.
            key={n}
            step={step}
            part="step"
            name={t('correlate.step', { n: n + 1 })}
            mark={String(n + 1)}
            onChange={(changed) => stepsChanged(steps.map((old, at) => (at === n ? changed : old)))}
            onUp={n === 0 ? undefined : () => stepsChanged(swapped(n, n - 1))}
            onDown={n === steps.length - 1 ? undefined : () => stepsChanged(swapped(n, n + 1))}
            onRemove={steps.length <= least ? undefined : () => stepsChanged(steps.filter((_, at) => at !== n))}
          />
        ))}
        {absent === undefined ? null : (
          <StepCard
            step={absent}
            part="absent"
            name={t('correlate.absent')}
            mark="!"
            onChange={(changed) => draftChanged({ absent: changed })}
            onRemove={() => draftChanged({ absent: undefined, steps: steps.length < 2 ? [...steps, absent] : steps })}
          />
        )}
        {until === undefined ? null : (
          <StepCard
            step={until}
            part="until"
            name={t('correlate.until')}
            mark="■"
            onChange={(changed) => draftChanged({ until: changed })}
            onRemove={() => draftChanged({ until: undefined })}
          />
        )}
        <div className="cr-add">
          <AddButton label={t('correlate.addStep')} isOff={isFull} onClick={() => stepsChanged([...steps, blank])} />
          <AddButton
            label={t('correlate.addAbsent')}
            isOff={isFull || absent !== undefined}
            onClick={() => draftChanged({ absent: blank, maxspan: draft.maxspan === '' ? '5m' : draft.maxspan })}
          />
          <AddButton
            label={t('correlate.addUntil')}
            isOff={until !== undefined}
            onClick={() => draftChanged({ until: blank })}
          />
        </div>
      </div>
      <TextForm />
    </div>
  );
}

/** What joins the steps, and how long they may take. */
function Head() {
  const { t } = useTranslation();
  const { draft, draftChanged } = useSequenceStore();
  return (
    <div className="cr-head">
      <label>
        <span>{t('correlate.by')}</span>
        <input
          className="cr-input mono"
          value={draft.by}
          placeholder={t('correlate.byNothing')}
          spellCheck={false}
          title={t('correlate.byHint', { fields: joinFields.join(', ') })}
          onChange={(change) => draftChanged({ by: change.currentTarget.value })}
        />
      </label>
      <label>
        <span>{t('correlate.maxspan')}</span>
        <input
          className="cr-input mono"
          value={draft.maxspan}
          placeholder={t('correlate.noEnd')}
          spellCheck={false}
          onChange={(change) => draftChanged({ maxspan: change.currentTarget.value })}
        />
      </label>
    </div>
  );
}

function AddButton(props: { readonly label: string; readonly isOff: boolean; onClick(): void }) {
  return (
    <button type="button" className="btn quiet" disabled={props.isOff} onClick={props.onClick}>
      <Plus size={13} aria-hidden />
      {props.label}
    </button>
  );
}

function TextForm() {
  const { t } = useTranslation();
  const { sequence, nonce } = useContext(CodeLanguagesContext);
  const { text, error, inForce, textTyped, applied, suggestionTaken } = useSequenceStore();
  const canRun = error === null && text.trim() !== '';
  return (
    <div className="cr-text">
      <h2 className="cr-heading">{t('correlate.asText')}</h2>
      <div className={`cr-field many ${error === null ? '' : 'wrong'}`}>
        <CodeLine
          isMultiline
          value={text}
          label={t('correlate.asText')}
          placeholder={t('correlate.textPlaceholder')}
          errorId={error === null ? null : errorId}
          extensions={sequence}
          nonce={nonce}
          onChange={textTyped}
          onSubmit={applied}
        />
      </div>
      <div className="cr-fault" id={errorId} role="status">
        {error === null ? null : (
          <>
            {error.message}{' '}
            {error.suggestions.map((suggestion) => (
              <button key={suggestion} type="button" className="link mono" onClick={() => suggestionTaken(suggestion)}>
                {suggestion}
              </button>
            ))}
          </>
        )}
      </div>
      <div className="cr-run">
        <button type="button" className="btn primary" disabled={!canRun} onClick={applied}>
          {t('correlate.run')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={text.trim() === ''}
          onClick={() => beginDraft('sequence', text.trim())}
        >
          {t('saved.saveText')}
        </button>
        {inForce !== null && text.trim() !== inForce ? (
          <span className="muted">{t('correlate.stillShown')}</span>
        ) : (
          <span className="muted">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        )}
      </div>
    </div>
  );
}
