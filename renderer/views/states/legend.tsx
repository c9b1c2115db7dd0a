// What the signs of the matrix mean.
import { useTranslation } from 'react-i18next';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';

const shown: readonly { readonly tone: MarkTone; readonly word: 'failed' | 'blocked' | 'changed' | 'succeeded' }[] = [
  { tone: 'failed', word: 'failed' },
  { tone: 'blocked', word: 'blocked' },
  { tone: 'changed', word: 'changed' },
  { tone: 'succeeded', word: 'succeeded' },
];

/** The legend. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="sm-legend" aria-label={t('states.legend')}>
      {shown.map(({ tone, word }) => (
        <li key={word}>
          <OutcomeMark tone={tone} word={t(`stateOutcome.${word}`)} />
        </li>
      ))}
      <li>
        <i className="sm-flap" aria-hidden="true" /> {t('states.flapping')}
      </li>
    </ul>
  );
}
