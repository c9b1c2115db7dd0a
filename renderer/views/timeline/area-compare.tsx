// How an area differs from the rest of the capture: the share of failed returns by function and by minion, inside and outside.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '../../../shared/questions/questions.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { formatShare } from '../../widgets/format-number.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { type AreaShares, compareShares, type SharePair } from './compare-shares.ts';

const mostValues = 1000;
const shown = 5;

/** The comparison; a value that is not among the first thousand is left out rather than guessed. */
export function AreaCompare({ span, lanes }: { readonly span: Span; readonly lanes: readonly number[] }) {
  const { t } = useTranslation();
  const by = useTimelineStore((s) => s.by);
  const filter = useFilterStore((s) => s.inForce);
  const whole = useSpanStore((s) => s.whole);
  const returns = filter === '' ? 'kind:ret' : `(${filter}) kind:ret`;
  const inside = { by, span, lanes, limit: mostValues };
  const all = whole === null ? null : { by, span: whole, limit: mostValues };
  const insideAll = useAnswer('timeline.area', { ...inside, filter: returns }).answer;
  const insideBad = useAnswer('timeline.area', { ...inside, filter: `${returns} outcome:failed` }).answer;
  const wholeAll = useAnswer('timeline.area', all === null ? null : { ...all, filter: returns }).answer;
  const wholeBad = useAnswer(
    'timeline.area',
    all === null ? null : { ...all, filter: `${returns} outcome:failed` },
  ).answer;
  const found = useMemo(() => {
    if (insideAll === undefined || insideBad === undefined || wholeAll === undefined || wholeBad === undefined)
      return null;
    const of = (name: 'funs' | 'minions'): AreaShares => ({
      inside: insideAll[name],
      insideFailed: insideBad[name],
      whole: wholeAll[name],
      wholeFailed: wholeBad[name],
    });
    return { funs: compareShares(of('funs'), shown), minions: compareShares(of('minions'), shown) };
  }, [insideAll, insideBad, wholeAll, wholeBad]);
  if (found === null) return <p className="muted">{t('timeline.waiting')}</p>;
  if (found.funs.length + found.minions.length === 0) return <p className="muted">{t('timeline.compare.same')}</p>;
  return (
    <table className="tl-compare">
      <caption className="only-heard">{t('timeline.compare.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('timeline.compare.value')}</th>
          <th scope="col" className="number">
            {t('timeline.compare.inside')}
          </th>
          <th scope="col" className="number">
            {t('timeline.compare.outside')}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...found.funs, ...found.minions].map((pair) => (
          <ShareRow key={pair.value} pair={pair} />
        ))}
      </tbody>
    </table>
  );
}

function ShareRow({ pair }: { readonly pair: SharePair }) {
  const { t } = useTranslation();
  const reader = useReader();
  const cell = (failed: number, all: number) =>
    all === 0
      ? t('timeline.compare.none')
      : `${formatShare(failed, all, reader.locale)} (${reader.number(failed)}/${reader.number(all)})`;
  return (
    <tr>
      <td className="mono">
        <VisibleText text={pair.value} />
      </td>
      <td className="number">{cell(pair.insideFailed, pair.inside)}</td>
      <td className="number">{cell(pair.outsideFailed, pair.outside)}</td>
    </tr>
  );
}
