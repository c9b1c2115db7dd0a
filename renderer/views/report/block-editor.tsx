// The words of a text or heading of the report, being written.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReportThing, reportBounds } from '../../../shared/keep/report.ts';
import { useReportStore } from '../../stores/report-store.ts';

type Words = Extract<ReportThing, { is: 'text' | 'heading' }>;
type Props = { readonly blockKey: string; readonly thing: Words; ended(): void };

/** The editor; Escape leaves it, Mod+Enter keeps what was written. */
export function BlockEditor({ blockKey, thing, ended }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(thing.text);
  const save = () => {
    ended();
    void useReportStore.getState().thingChanged(blockKey, { ...thing, text });
  };
  const field = {
    id,
    value: text,
    maxLength: thing.is === 'heading' ? reportBounds.heading : reportBounds.text,
    className: 'field report-field',
    autoFocus: true,
  };
  return (
    <form
      className="report-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(press) => {
        if (press.key === 'Escape') ended();
        else if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) save();
        else return;
        press.stopPropagation();
      }}
    >
      <label htmlFor={id} className="only-heard">
        {t('report.words')}
      </label>
      {thing.is === 'heading' ? (
        <input {...field} onChange={(event) => setText(event.target.value)} />
      ) : (
        <textarea {...field} rows={6} onChange={(event) => setText(event.target.value)} />
      )}
      <p className="report-editor-foot">
        <button type="submit" className="btn primary">
          {t('report.save')}
        </button>
        <button type="button" className="btn" onClick={ended}>
          {t('act.cancel')}
        </button>
      </p>
    </form>
  );
}
