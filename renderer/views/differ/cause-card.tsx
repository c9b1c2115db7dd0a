// One cause: what failed, on which minions, and the table of what these have that the healthy ones have not.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DifferCause, Difference, Share } from '../../../shared/questions/differ.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { reasonLine } from '../../stores/state-output.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { Value } from '../../widgets/value.tsx';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

type Props = { readonly cause: DifferCause; readonly healthy: readonly string[] };

const fewMinions = 10;

/** The card. */
export function CauseCard({ cause, healthy }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [isLong, setLong] = useState(false);
  const { kind, root, text, failing, differences, verdict } = cause;
  const shown = isLong ? failing : failing.slice(0, fewMinions);
  const said = root === null ? text : (root.output ?? root.comment);
  return (
    <section className="df-card" aria-labelledby={id}>
      <header className="df-card-head">
        <span className="df-sign" data-tone={kind === 'missing' ? 'missing' : 'failed'}>
          <OutcomeSign tone={kind === 'missing' ? 'missing' : 'failed'} size={13} />
        </span>
        <h2 id={id}>
          {root === null ? (
            t(`differ.kind.${kind}`, { count: failing.length })
          ) : (
            <>
              <VisibleText text={root.id} /> <span className="muted df-fun">{root.state}</span>
            </>
          )}
        </h2>
        <span className="df-count">{t('differ.failing', { count: failing.length })}</span>
      </header>
      {said === null || said === '' ? null : (
        <p className="mono df-said" title={plainVisible(said.slice(0, 2000))}>
          <VisibleText text={reasonLine(said)} />
        </p>
      )}
      <p className="df-minions">
        {shown.map((minion) => (
          <Value key={minion} field="minion" value={minion} />
        ))}
        {failing.length > shown.length ? (
          <button type="button" className="link" onClick={() => setLong(true)}>
            {t('differ.moreMinions', { count: failing.length - shown.length })}
          </button>
        ) : null}
      </p>
      <p className="df-verdict" data-verdict={verdict}>
        {healthy.length === 0 ? t('differ.noHealthy') : t(`differ.verdict.${verdict}`)}
        {verdict === 'nothing-stands-out' ? null : (
          <CertaintyPill isCertain={false} word={t('certainty.inferred')} because={t('differ.certainty')} />
        )}
      </p>
      {differences.length === 0 ? null : <Differences differences={differences} label={t('differ.table')} />}
    </section>
  );
}

function Differences({ differences, label }: { readonly differences: readonly Difference[]; readonly label: string }) {
  const { t } = useTranslation();
  return (
    <table className="df-table">
      <caption className="only-heard">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('differ.column.what')}</th>
          <th scope="col">{t('differ.column.failing')}</th>
          <th scope="col">{t('differ.column.healthy')}</th>
          <th scope="col" className="number">
            {t('differ.column.score')}
          </th>
          <th scope="col">
            <span className="only-heard">{t('differ.column.evidence')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <DifferenceRow
            key={difference.fields.map(({ field, value }) => `${field} ${value}`).join()}
            difference={difference}
          />
        ))}
      </tbody>
    </table>
  );
}

function DifferenceRow({ difference }: { readonly difference: Difference }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { fields, failing, healthy, score, chance, mayFollow, also, support } = difference;
  const chanceText =
    chance >= 1 ? t('differ.chance.likely') : t('differ.chance.is', { p: chanceNumber(chance, reader) });
  return (
    <tr data-follows={mayFollow || undefined}>
      <th scope="row">
        {fields.map(({ field, value }, n) => (
          <span key={field} className="df-field">
            {n === 0 ? null : <span className="muted">{t('differ.and')} </span>}
            <span className="muted">
              <VisibleText text={field} />
            </span>{' '}
            <b className="mono">
              <VisibleText text={value} />
            </b>
          </span>
        ))}
        {mayFollow ? <span className="pill">{t('differ.mayFollow')}</span> : null}
        {also.length === 0 ? null : (
          <span className="df-also muted" title={also.map(({ field, value }) => `${field} ${value}`).join('\n')}>
            {t('differ.also', { count: also.length, name: plainVisible(`${also[0]?.field} ${also[0]?.value}`) })}
          </span>
        )}
      </th>
      <td>
        <ShareBar share={failing} tone="failed" />
      </td>
      <td>
        <ShareBar share={healthy} tone="healthy" />
      </td>
      <td className="number" title={chanceText}>
        {reader.fixed(score, 2)}
        <span className="only-heard">, {chanceText}</span>
      </td>
      <td>
        {support.length === 0 ? null : (
          <button
            type="button"
            className="link"
            onClick={() => useSelectionStore.getState().eventsPicked([...support].reverse())}
          >
            {t('differ.evidence', { count: support.length })}
          </button>
        )}
      </td>
    </tr>
  );
}

function chanceNumber(chance: number, reader: { readonly fixed: (value: number, digits: number) => string }): string {
  return chance < 0.001 ? `< ${reader.fixed(0.001, 3)}` : reader.fixed(chance, 3);
}

/** "7 of 7" with a bar as long as the share. */
function ShareBar({ share, tone }: { readonly share: Share; readonly tone: 'failed' | 'healthy' }) {
  const { t } = useTranslation();
  const reader = useReader();
  const part = share.of === 0 ? 0 : share.count / share.of;
  return (
    <span className="df-share">
      <span className="df-bar" aria-hidden="true">
        <i data-tone={tone} style={{ width: `${part * 100}%` }} />
      </span>
      {t('differ.share', { part: reader.number(share.count), whole: reader.number(share.of) })}
    </span>
  );
}
