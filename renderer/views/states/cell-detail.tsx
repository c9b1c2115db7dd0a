// One cell: the state on its minion in this run, what it said, what it changed side by side, and its runs before and after.
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { type MatrixCell, useMatrixStore } from '../../stores/matrix-store.ts';
import { useReader } from '../../stores/reader.ts';
import { stateIn } from '../../stores/state-output.ts';
import { DiffSides } from '../../widgets/diff-sides.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { sidesOfDiff } from '../../widgets/unified-diff.ts';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { CellHistory } from './cell-history.tsx';

const longestText = 20_000;

/** The pane beside the matrix. */
export function CellDetail({ cell, nonce }: { readonly cell: MatrixCell; readonly nonce: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { answer, failure } = useAnswer('events.one', { id: cell.event });
  const state = useMemo(
    () => (answer === undefined || answer.row.id !== cell.event ? null : stateIn(answer.dataText, cell)),
    [answer, cell],
  );
  const jid = answer?.row.id === cell.event ? (answer.row.jid ?? null) : null;
  const duration = state?.['duration'];
  return (
    <section className="sm-detail" aria-label={t('states.cell')}>
      <header>
        <h2>
          <VisibleText text={cell.id} />
        </h2>
        <button
          type="button"
          className="btn quiet icon"
          aria-label={t('states.closeCell')}
          onClick={() => useMatrixStore.getState().cellPicked(null)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <p className="muted sm-facts">
        <VisibleText text={`${cell.sls ?? ''} ${cell.state}`.trim()} /> · <Value field="minion" value={cell.minion} />
        {typeof duration === 'number' ? ` · ${reader.duration(duration * 1000)}` : ''}
        {jid === null ? null : (
          <>
            {' · '}
            <button type="button" className="value mono" onClick={() => useLayoutStore.getState().jobOpened(jid)}>
              {jid}
            </button>
          </>
        )}
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
      {state === null ? (
        answer === undefined ? null : (
          <p className="muted">{t('states.notRead')}</p>
        )
      ) : (
        <>
          <p className="sm-comment">
            <VisibleText text={textOf(state['comment']).slice(0, longestText)} />
          </p>
          <Changes changes={state['changes']} nonce={nonce} />
        </>
      )}
      <CellHistory cell={cell} />
    </section>
  );
}

/** Salt's own words for what changed: a diff side by side, old and new of packages, output of commands, else the data. */
function Changes({ changes, nonce }: { readonly changes: Json | undefined; readonly nonce: string }) {
  const { t } = useTranslation();
  if (!isObject(changes) || Object.keys(changes).length === 0) return <p className="muted">{t('states.noChanges')}</p>;
  const { diff, ...rest } = changes;
  const sides = typeof diff === 'string' ? sidesOfDiff(diff) : null;
  return (
    <section className="sm-changes" aria-label={t('states.changes')}>
      <h3>{t('states.changes')}</h3>
      {sides === null ? null : (
        <DiffSides
          before={sides.before}
          after={sides.after}
          labels={[t('states.before'), t('states.after')]}
          nonce={nonce}
        />
      )}
      {typeof diff === 'string' && sides === null ? (
        <pre className="mono">
          <VisibleText text={diff.slice(0, longestText)} />
        </pre>
      ) : null}
      {Object.keys(rest).length === 0 ? null : <Pairs changes={rest} />}
    </section>
  );
}

function Pairs({ changes }: { readonly changes: JsonObject }) {
  const { t } = useTranslation();
  return (
    <table className="sm-pairs">
      <caption className="only-heard">{t('states.changes')}</caption>
      <tbody>
        {Object.entries(changes).map(([name, value]) => (
          <tr key={name}>
            <th scope="row" className="mono">
              <VisibleText text={name} />
            </th>
            {isObject(value) && 'new' in value ? (
              <>
                <td className="mono sm-old">
                  <VisibleText text={textOf(value['old']).slice(0, longestText)} />
                </td>
                <td className="mono sm-new">
                  <VisibleText text={textOf(value['new']).slice(0, longestText)} />
                </td>
              </>
            ) : (
              <td className="mono" colSpan={2}>
                <VisibleText text={textOf(value).slice(0, longestText)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
