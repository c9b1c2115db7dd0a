// What differs between two sides, as tables: states, minions, durations, tags. Each says how many there are; long ones unfold.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompareAnswer, StateOutcome } from '../../../shared/questions/compare.ts';
import { useReader } from '../../stores/reader.ts';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

const few = 40;
const fewNames = 6;

/** The lists that are not empty. */
export function CompareLists({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { minions, states, durations, tags } = answer;
  const all = [states, minions.changed, minions.onlyA, minions.onlyB, durations, tags.onlyA, tags.onlyB];
  if (all.every((list) => list.length === 0)) return <p className="cp-same">{t('compare.same')}</p>;
  return (
    <>
      <Lines
        title={t('compare.states')}
        heads={[t('compare.column.state'), t('compare.column.a'), t('compare.column.b'), t('compare.column.minions')]}
        rows={states}
        row={(one) => (
          <tr key={`${one.sls}.${one.id}.${one.state}.${one.a}.${one.b}`}>
            <th scope="row">
              <span className="mono">
                <VisibleText text={one.id} />
              </span>{' '}
              <span className="muted">
                <VisibleText text={one.state} />
              </span>
            </th>
            <td>
              <StateMark outcome={one.a} />
            </td>
            <td>
              <StateMark outcome={one.b} />
            </td>
            <td>
              <Names names={one.minions} />
            </td>
          </tr>
        )}
      />
      <Lines
        title={t('compare.minionsChanged')}
        heads={[t('compare.column.minion'), t('compare.column.a'), t('compare.column.b')]}
        rows={minions.changed}
        row={(one) => (
          <tr key={one.minion}>
            <th scope="row">
              <Value field="minion" value={one.minion} className="mono" />
            </th>
            <td>
              <OutcomeMark tone={one.a} word={t(`outcome.${one.a}`)} />
            </td>
            <td>
              <OutcomeMark tone={one.b} word={t(`outcome.${one.b}`)} />
            </td>
          </tr>
        )}
      />
      <Lines
        title={t('compare.durations')}
        heads={[t('compare.column.state'), t('compare.column.a'), t('compare.column.b'), t('compare.column.minions')]}
        rows={durations}
        row={(one) => (
          <tr key={`${one.sls}.${one.id}.${one.state}`}>
            <th scope="row">
              {one.id === null ? (
                t('compare.wholeRun')
              ) : (
                <>
                  <span className="mono">
                    <VisibleText text={one.id} />
                  </span>{' '}
                  <span className="muted">
                    <VisibleText text={one.state ?? ''} />
                  </span>
                </>
              )}
            </th>
            <td className="number">{reader.duration(one.aMs * 1000)}</td>
            <td className="number">{reader.duration(one.bMs * 1000)}</td>
            <td className="number">{reader.number(one.minions)}</td>
          </tr>
        )}
      />
      {(['onlyA', 'onlyB'] as const).map((side) => (
        <Lines
          key={side}
          title={t(`compare.minionsOnly.${side}`)}
          heads={[t('compare.column.minion')]}
          rows={minions[side]}
          row={(minion) => (
            <tr key={minion}>
              <th scope="row">
                <Value field="minion" value={minion} className="mono" />
              </th>
            </tr>
          )}
        />
      ))}
      {(['onlyA', 'onlyB'] as const).map((side) => (
        <Lines
          key={side}
          title={t(`compare.tagsOnly.${side}`)}
          heads={[t('compare.column.tag')]}
          rows={tags[side]}
          row={(tag) => (
            <tr key={tag}>
              <th scope="row" className="mono">
                <VisibleText text={tag} />
              </th>
            </tr>
          )}
        />
      ))}
    </>
  );
}

type LinesProps<Row> = {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly row: (row: Row) => ReactNode;
};

function Lines<Row>({ title, heads, rows, row }: LinesProps<Row>) {
  const { t } = useTranslation();
  const reader = useReader();
  const [isLong, setLong] = useState(false);
  if (rows.length === 0) return null;
  const shown = isLong ? rows : rows.slice(0, few);
  return (
    <section className="cp-list">
      <table>
        <caption>
          {title} <span className="muted number">{reader.number(rows.length)}</span>
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{shown.map(row)}</tbody>
      </table>
      {rows.length > shown.length ? (
        <button type="button" className="link" onClick={() => setLong(true)}>
          {t('compare.more', { count: rows.length - shown.length, number: reader.number(rows.length - shown.length) })}
        </button>
      ) : null}
    </section>
  );
}

const tones: { readonly [O in StateOutcome]: MarkTone } = {
  succeeded: 'succeeded',
  changed: 'changed',
  'would-change': 'changed',
  failed: 'failed',
  blocked: 'blocked',
  unknown: 'unknown',
  absent: 'missing',
};

function StateMark({ outcome }: { readonly outcome: StateOutcome }) {
  const { t } = useTranslation();
  return <OutcomeMark tone={tones[outcome]} word={t(`stateOutcome.${outcome}`)} />;
}

function Names({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  const shown = isLong ? names : names.slice(0, fewNames);
  return (
    <span className="cp-names">
      {shown.map((name) => (
        <Value key={name} field="minion" value={name} />
      ))}
      {names.length > shown.length ? (
        <button type="button" className="link" onClick={() => setLong(true)}>
          {t('differ.moreMinions', { count: names.length - shown.length })}
        </button>
      ) : null}
    </span>
  );
}
