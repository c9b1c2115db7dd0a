// Says that the engine stopped, while it is brought back or when it stays away.
import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import './engine-banner.css';

/** The banner above the frame; nothing while all is well. */
export function EngineBanner() {
  const { t } = useTranslation();
  const engine = useCaseStore((s) => s.engine);
  const failure = useCaseStore((s) => s.engineFailure);
  if (engine === 'ready') return null;
  return (
    <div className={`engine-banner ${engine}`} role={engine === 'lost' ? 'alert' : 'status'}>
      {engine === 'lost' ? (
        <TriangleAlert size={15} aria-hidden />
      ) : (
        <LoaderCircle size={15} className="turning" aria-hidden />
      )}
      <span>{t(engine === 'lost' ? 'engine.lost' : 'engine.restarting')}</span>
      {failure === null ? null : (
        <span className="muted" lang="en">
          {failure.message}
        </span>
      )}
    </div>
  );
}
