// The SQL console: the schema to choose from, the statement, its answer. What cannot be run changes nothing that is shown.
import './sql.css';
import { Play, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/base/failure.ts';
import { beginDraft } from '../../stores/queries-store.ts';
import { useReader } from '../../stores/reader.ts';
import { rowLimits, useSqlStore } from '../../stores/sql-store.ts';
import { CodeArea, type CodeAreaHandle } from '../../widgets/code-area.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { SchemaBrowser } from './schema-browser.tsx';
import { sqlLanguage } from './sql-language.ts';
import { SqlResult } from './sql-result.tsx';

const errorId = 'sql-error';

/** The screen. `nonce` lets the editor add its styles. */
export function SqlScreen({ nonce }: { readonly nonce: string }) {
  const { t } = useTranslation();
  const { text, failure, failedText, answer, answerCount } = useSqlStore();
  const editor = useRef<CodeAreaHandle>(null);
  const fault = useMemo(() => faultOf(failure, failedText, text), [failure, failedText, text]);
  return (
    <div className="sql">
      <h1 className="only-heard">{t('screen.sql')}</h1>
      <SchemaBrowser onName={(name) => editor.current?.insert(name)} />
      <div className="sql-main">
        <div className="sql-editor">
          <CodeArea
            value={text}
            label={t('sql.statement')}
            errorId={failure === null ? null : errorId}
            fault={fault}
            extensions={sqlLanguage}
            nonce={nonce}
            handle={editor}
            onChange={useSqlStore.getState().textTyped}
            onSubmit={() => void useSqlStore.getState().run()}
          />
        </div>
        <RunBar />
        {failure === null ? null : <SqlFault failure={failure} text={failedText} />}
        {answer === null ? (
          <div className="sql-result">
            <Empty title={t('sql.empty.title')}>{t('sql.empty.text')}</Empty>
          </div>
        ) : (
          <SqlResult key={answerCount} answer={answer} />
        )}
      </div>
    </div>
  );
}

function RunBar() {
  const { t } = useTranslation();
  const reader = useReader();
  const { text, isRunning, rowLimit, run, stop, rowLimitChosen, openFilter } = useSqlStore();
  return (
    <div className="sql-bar" role="toolbar" aria-label={t('sql.toolbar')}>
      {isRunning ? (
        <button type="button" className="btn" onClick={stop}>
          <Square size={13} aria-hidden /> {t('sql.stop')}
        </button>
      ) : (
        <button type="button" className="btn primary" onClick={() => void run()}>
          <Play size={13} aria-hidden /> {t('sql.run')} <kbd>Ctrl Enter</kbd>
        </button>
      )}
      <button
        type="button"
        className="btn"
        disabled={text.trim() === ''}
        onClick={() => beginDraft('sql', text.trim())}
      >
        {t('saved.saveText')}
      </button>
      <label className="sql-pick">
        {t('sql.limit')}
        <select value={rowLimit} onChange={(change) => rowLimitChosen(Number(change.target.value))}>
          {rowLimits.map((limit) => (
            <option key={limit} value={limit}>
              {reader.number(limit)}
            </option>
          ))}
        </select>
      </label>
      {isRunning ? <Elapsed /> : null}
      <span className="spring" />
      <button type="button" className="btn quiet" onClick={() => void openFilter()}>
        {t('command.filterAsSql')}
      </button>
    </div>
  );
}

/** How long it has been running. */
function Elapsed() {
  const { t } = useTranslation();
  const reader = useReader();
  const begun = useSqlStore((s) => s.begun);
  const [now, setNow] = useState(begun);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <span className="muted">{t('sql.running', { s: reader.fixed(Math.max(0, now - begun) / 1000, 1) })}</span>;
}

/** What is underlined: the word at the place of the failure, while the text is the one that failed. */
export function faultOf(
  failure: Failure | null,
  failedText: string,
  text: string,
): { from: number; to: number } | null {
  if (failure?.position === undefined || text !== failedText) return null;
  const from = Math.min(failure.position, Math.max(0, text.length - 1));
  const word = /^[\w.]+/.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + word) };
}

function SqlFault({ failure, text }: { readonly failure: Failure; readonly text: string }) {
  const { t } = useTranslation();
  const before = text.slice(0, failure.position ?? 0).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const isStopped = failure.code === 'question-cancelled';
  return (
    <div className="sql-fault" id={errorId} role="alert" data-quiet={isStopped || undefined}>
      <span>{isStopped ? t('sql.stopped') : failure.message}</span>
      {failure.position === undefined ? null : <span className="muted">{t('sql.place', place)}</span>}
      {failure.suggestions?.length ? (
        <span className="muted">
          {t('filter.meant')} <code className="mono">{failure.suggestions.join(', ')}</code>
        </span>
      ) : null}
      {failure.tip === undefined || isStopped ? null : <span className="muted">{failure.tip}</span>}
    </div>
  );
}
