// The screen "States": states × minions of jobs or of the newest runs, one cell looked into; or every state over all its runs.
import './states.css';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { useMatrixStore } from '../../stores/matrix-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Split } from '../../widgets/split.tsx';
import { CellDetail } from './cell-detail.tsx';
import { Legend } from './legend.tsx';
import { MatrixGrid } from './matrix-grid.tsx';
import { type MatrixOrder, orderMatrix } from './order-matrix.ts';
import { TotalsTable } from './totals-table.tsx';

const orders: readonly MatrixOrder[] = ['failures', 'name', 'flapping'];

/** The screen. `nonce` lets the diff add its styles. */
export function StatesScreen({ nonce }: { readonly nonce: string }) {
  const { t } = useTranslation();
  const [isTotals, setTotals] = useState(false);
  const jids = useMatrixStore((s) => s.jids);
  return (
    <article className="sm">
      <header className="sm-head">
        <h1 className="only-heard">{t('screen.states')}</h1>
        <fieldset className="sm-choice">
          <legend className="only-heard">{t('states.scope')}</legend>
          {jids === null ? null : (
            <button type="button" className="btn" aria-pressed={!isTotals} onClick={() => setTotals(false)}>
              {t('states.ofJobs', { count: jids.length, jid: jids[0] })}
            </button>
          )}
          <button
            type="button"
            className="btn"
            aria-pressed={!isTotals && jids === null}
            onClick={() => {
              setTotals(false);
              useMatrixStore.getState().matrixWanted(null);
            }}
          >
            {t('states.newest')}
          </button>
          <button type="button" className="btn" aria-pressed={isTotals} onClick={() => setTotals(true)}>
            {t('states.totals')}
          </button>
        </fieldset>
        {isTotals ? null : <Legend />}
      </header>
      {isTotals ? <TotalsTable /> : <Matrix nonce={nonce} />}
    </article>
  );
}

function Matrix({ nonce }: { readonly nonce: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [order, setOrder] = useState<MatrixOrder>('failures');
  const [detailWidth, setDetailWidth] = useState(440);
  const jids = useMatrixStore((s) => s.jids);
  const cell = useMatrixStore((s) => s.cell);
  const inSight = useSelectionBody();
  const { answer, failure, isSlow } = useAnswer('states.matrix', jids === null ? { selection: inSight } : { jids });
  const ordered = useMemo(() => (answer === undefined ? undefined : orderMatrix(answer, order)), [answer, order]);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined || ordered === undefined) return isSlow ? <Skeleton label={t('states.waiting')} /> : null;
  if (answer.rows.length === 0) return <Empty title={t('states.none')}>{t('states.noneText')}</Empty>;
  return (
    <>
      <p className="sm-line muted">
        <span>
          {t('states.size', {
            states: reader.number(answer.rows.length),
            minions: reader.number(answer.minions.length),
          })}
        </span>
        {answer.left > 0 ? <span>{t('states.left', { number: reader.number(answer.left) })}</span> : null}
        {answer.isFlappingKnown ? null : <span>{t('states.flappingUnknown')}</span>}
        <label className="sm-order">
          {t('states.order')}
          <select
            value={order}
            onChange={(change) => setOrder(orders.find((one) => one === change.target.value) ?? order)}
          >
            {orders.map((one) => (
              <option key={one} value={one}>
                {t(`states.by.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <div className="sm-body">
        <MatrixGrid key={`${order} ${jids?.join() ?? ''} ${answer.returns}`} matrix={ordered} />
        {cell === null ? null : (
          <>
            <Split label={t('states.resize')} size={detailWidth} smallest={260} largest={900} onSize={setDetailWidth} />
            <div className="sm-detail-place" style={{ width: detailWidth }}>
              <CellDetail cell={cell} nonce={nonce} />
            </div>
          </>
        )}
      </div>
    </>
  );
}
