// The screen "Correlate": a sequence of events to the left, what it found to the right.
import { useTranslation } from 'react-i18next';
import { useSequenceStore } from '../../stores/sequence-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { ValueSpotHost } from '../../widgets/value-spot.tsx';
import { Builder } from './builder.tsx';
import { examples } from './examples.ts';
import { Found } from './found.tsx';
import './correlate.css';

/** The screen. */
export function CorrelateScreen() {
  const { t } = useTranslation();
  const sequence = useSequenceStore((s) => s.inForce);
  return (
    <div className="cr">
      <h1 className="only-heard">{t('screen.correlate')}</h1>
      <section className="cr-left" aria-label={t('correlate.builder')}>
        <Builder />
      </section>
      <section className="cr-right" aria-label={t('correlate.result')}>
        {sequence === null ? (
          <Teach />
        ) : (
          <ValueSpotHost>{(openValue) => <Found sequence={sequence} openValue={openValue} />}</ValueSpotHost>
        )}
      </section>
    </div>
  );
}

function Teach() {
  const { t } = useTranslation();
  const taken = useSequenceStore((s) => s.taken);
  return (
    <Empty
      title={t('correlate.teach.title')}
      action={
        <ul className="cr-examples">
          {examples.map(({ name, text }) => (
            <li key={name}>
              <button type="button" className="btn" onClick={() => taken(text)}>
                {t(`correlate.example.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      }
    >
      {t('correlate.teach.text')}
    </Empty>
  );
}
