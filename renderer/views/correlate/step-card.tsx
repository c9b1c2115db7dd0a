// One step of a sequence as a card: the filter editor inside, its own `by`, and its place among the others.
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useContext, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { noFaultDetails } from '../../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import type { StepDraft } from '../../../shared/filter/sequence-tree.ts';
import { useSequenceStore } from '../../stores/sequence-store.ts';
import { CodeLanguagesContext } from '../../widgets/code-languages.ts';
import { CodeLine } from '../../widgets/code-line.tsx';

type Props = {
  readonly step: StepDraft;
  /** What the card is: a step with its number, the one that must not come, the one that ends. */
  readonly name: string;
  readonly mark: string;
  readonly part: 'step' | 'absent' | 'until';
  onChange(step: StepDraft): void;
  /** `undefined` where the step can go no further. */
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
};

/** The card. */
export function StepCard({ step, name, mark, part, onChange, onUp, onDown, onRemove }: Props) {
  const { t } = useTranslation();
  const { filter, nonce } = useContext(CodeLanguagesContext);
  const id = useId();
  const parsed = parseFilter(step.filter);
  return (
    <fieldset className="cr-card" data-role={part}>
      <legend className="only-heard">{name}</legend>
      <span className="cr-mark" aria-hidden="true">
        {mark}
      </span>
      <div className="cr-card-body">
        <div className={`cr-field ${parsed.ok ? '' : 'wrong'}`}>
          <CodeLine
            value={step.filter}
            label={t('correlate.stepFilter', { step: name })}
            placeholder={t('correlate.anyEvent')}
            errorId={parsed.ok ? null : id}
            extensions={filter}
            nonce={nonce}
            onChange={(text) => {
              if (text !== step.filter) onChange({ ...step, filter: text });
            }}
            onSubmit={() => useSequenceStore.getState().applied()}
          />
        </div>
        <div className="cr-card-foot">
          <label className="cr-own">
            <span>{t('correlate.ownBy')}</span>
            <input
              className="cr-input mono"
              value={step.by}
              placeholder={t('correlate.asAll')}
              spellCheck={false}
              aria-label={t('correlate.stepBy', { step: name })}
              onChange={(change) => onChange({ ...step, by: change.currentTarget.value })}
            />
          </label>
          <div className="cr-card-acts">
            {part === 'step' ? (
              <>
                <CardButton label={t('correlate.up', { step: name })} onClick={onUp}>
                  <ArrowUp size={13} aria-hidden />
                </CardButton>
                <CardButton label={t('correlate.down', { step: name })} onClick={onDown}>
                  <ArrowDown size={13} aria-hidden />
                </CardButton>
              </>
            ) : null}
            <CardButton label={t('correlate.remove', { step: name })} onClick={onRemove}>
              <Trash2 size={13} aria-hidden />
            </CardButton>
          </div>
        </div>
        <p className="cr-fault" id={id} role="status">
          {parsed.ok
            ? ''
            : t('filter.faultAt', {
                position: parsed.position,
                words: t(`filter.fault.${parsed.fault.code}`, { ...noFaultDetails, ...parsed.fault.details }),
              })}
        </p>
      </div>
    </fieldset>
  );
}

function CardButton(props: {
  readonly label: string;
  readonly onClick: (() => void) | undefined;
  readonly children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className="btn quiet icon"
      aria-label={props.label}
      title={props.label}
      disabled={props.onClick === undefined}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
