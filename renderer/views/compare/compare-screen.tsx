// The screen "Compare": two jobs or two pieces of time beside each other, what is worst first.
import './compare.css';
import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { useCompareStore } from '../../stores/compare-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { CompareLists } from './compare-lists.tsx';
import { SidePicker } from './side-picker.tsx';

/** The screen. */
export function CompareScreen() {
  const { t } = useTranslation();
  const a = useCompareStore((s) => s.a);
  const b = useCompareStore((s) => s.b);
  const { answer, failure, isSlow } = useAnswer('compare.sides', a === null || b === null ? null : { a, b });
  return (
    <article className="cp">
      <header className="cp-head">
        <h1 className="only-heard">{t('screen.compare')}</h1>
        <SidePicker name="a" side={a} facts={answer?.a} />
        <button
          type="button"
          className="btn icon"
          aria-label={t('compare.swap')}
          title={t('compare.swap')}
          onClick={() => useCompareStore.getState().sidesSwapped()}
        >
          <ArrowLeftRight size={15} aria-hidden="true" />
        </button>
        <SidePicker name="b" side={b} facts={answer?.b} />
      </header>
      {failure === null ? null : <FailureNote failure={failure} />}
      {a === null || b === null ? <Empty title={t('compare.choose')}>{t('compare.chooseText')}</Empty> : null}
      {answer === undefined && isSlow ? <Skeleton label={t('compare.waiting')} /> : null}
      {answer === undefined || a === null || b === null ? null : <CompareLists answer={answer} />}
    </article>
  );
}
