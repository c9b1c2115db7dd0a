// An import under way (what, how much, how fast, how long still, Cancel), and its account afterwards.
import { CircleCheck, CircleStop, LoaderCircle } from 'lucide-react';

import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import { useImportsStore } from '../stores/imports-store.ts';
import { useLayoutStore } from '../stores/layout-store.ts';
import { FailureNote } from '../widgets/failure-note.tsx';
import { formatBytes, formatNumber } from '../widgets/format-number.ts';
import { formatDuration } from '../widgets/format-time.ts';
import './import-bar.css';

/** The bar; nothing when nothing is read and nothing has to be said. */
export function ImportBar() {
  const isRunning = useImportsStore((s) => s.isRunning);
  const account = useImportsStore((s) => s.account);
  const failure = useImportsStore((s) => s.failure);
  if (isRunning) return <Running />;
  if (failure !== null) return <Refused />;
  return account === null ? null : <Account />;
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function Running() {
  const { t, i18n } = useTranslation();
  const { paths, progress, isCancelling, cancelImport } = useImportsStore();
  const number = (value: number) => formatNumber(value, i18n.language);
  const name =
    progress?.name ?? (paths.length === 1 ? nameOf(paths[0] ?? '') : t('import.several', { count: paths.length }));
  const share = shareOf(progress);
  return (
    <section className="import-bar" aria-label={t('import.label')}>
      <LoaderCircle size={15} className="turning" aria-hidden />
      <span className="import-name clip" title={name}>
        {t(isCancelling ? 'import.cancelling' : progress?.stage === 'deriving' ? 'import.deriving' : 'import.reading', {
          name,
        })}
      </span>
      <progress aria-label={t('import.progress', { name })} {...(share === null ? {} : { value: share, max: 1 })} />
      {progress === null ? null : (
        <>
          <span>{t('import.events', { count: progress.events, n: number(progress.events) })}</span>
          <span className="muted">
            {progress.bytesTotal === null
              ? formatBytes(progress.bytesRead, i18n.language)
              : t('import.bytes', {
                  read: formatBytes(progress.bytesRead, i18n.language),
                  all: formatBytes(progress.bytesTotal, i18n.language),
                })}
          </span>
          <span className="muted">{t('import.rate', { n: number(Math.round(progress.eventsPerSecond)) })}</span>
          {progress.rejected === 0 ? null : (
            <span className="import-warn">{t('import.rejected', { n: number(progress.rejected) })}</span>
          )}
          {progress.leftS === null ? null : (
            <span className="muted">
              {t('import.left', { time: formatDuration(progress.leftS * 1e6, i18n.language) })}
            </span>
          )}
        </>
      )}
      <span className="spring" />
      <button type="button" className="btn" disabled={isCancelling} onClick={() => void cancelImport()}>
        {t('act.cancel')}
      </button>
    </section>
  );
}

function shareOf(progress: ImportProgress | null): number | null {
  if (progress === null || progress.bytesTotal === null || progress.bytesTotal === 0) return null;
  return Math.min(1, progress.bytesRead / progress.bytesTotal);
}

function Refused() {
  const { t } = useTranslation();
  const failure = useImportsStore((s) => s.failure);
  const seen = useImportsStore((s) => s.accountSeen);
  if (failure === null) return null;
  return (
    <FailureNote
      failure={failure}
      action={
        <button type="button" className="btn quiet" onClick={seen}>
          {t('act.dismiss')}
        </button>
      }
    />
  );
}

function Account() {
  const { t, i18n } = useTranslation();
  const account = useImportsStore((s) => s.account);
  const seen = useImportsStore((s) => s.accountSeen);
  const wanted = useLayoutStore((s) => s.screenWanted);
  if (account === null) return null;
  const isWhole = !account.wasCancelled && account.failures.length === 0;
  const sum = (pick: 'read' | 'accepted' | 'duplicates' | 'rejected') =>
    formatNumber(
      account.sources.reduce((total, source) => total + source[pick], 0),
      i18n.language,
    );
  const problems = account.sources.reduce(
    (total, source) => total + source.problems.reduce((n, one) => n + one.count, 0),
    0,
  );
  return (
    <>
      <section className="import-bar done" role="status" aria-label={t('import.account')}>
        {isWhole ? <CircleCheck size={15} aria-hidden /> : <CircleStop size={15} className="import-warn" aria-hidden />}
        <span className="import-name">
          {t(account.wasCancelled ? 'import.cancelled' : isWhole ? 'import.done' : 'import.partly', {
            count: account.sources.length,
            name: account.sources[0]?.name ?? '',
          })}
        </span>
        <span>
          {t('import.sums', {
            read: sum('read'),
            accepted: sum('accepted'),
            duplicates: sum('duplicates'),
            rejected: sum('rejected'),
          })}
        </span>
        {problems === 0 ? null : (
          <button
            type="button"
            className="link"
            onClick={() => {
              wanted('imports');
              seen();
            }}
          >
            {t('import.problems', { count: problems, n: formatNumber(problems, i18n.language) })}
          </button>
        )}
        <span className="spring" />
        <button type="button" className="btn quiet" onClick={seen}>
          {t('act.dismiss')}
        </button>
      </section>
      {account.failures.map((failure) => (
        <FailureNote key={failure.message} failure={failure} />
      ))}
    </>
  );
}
