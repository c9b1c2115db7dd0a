// The start screen: drop a capture, open a case seen before, or look at the example.
import { FileDown, FileSearch, FolderOpen, Play, ShieldCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../../stores/case-store.ts';
import { useImportsStore } from '../../stores/imports-store.ts';
import { useReader } from '../../stores/reader.ts';
import { type RecentCase, useShellStore } from '../../stores/shell-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import './start.css';

/** The start screen. */
export function Start() {
  const { t } = useTranslation();
  const app = useShellStore((s) => s.app);
  const { pickCaptures, pickCase, openExample, recentWanted } = useShellStore();
  const isRunning = useImportsStore((s) => s.isRunning);
  const failure = useCaseStore((s) => s.failure);
  const seen = useCaseStore((s) => s.failureSeen);
  useEffect(() => {
    void recentWanted();
  }, [recentWanted]);
  return (
    <div className="start">
      <header className="start-head">
        <h1>Saltrace</h1>
        <p className="muted">{t('start.what')}</p>
      </header>
      {failure === null ? null : (
        <FailureNote
          failure={failure}
          action={
            <button type="button" className="btn quiet" onClick={seen}>
              {t('act.dismiss')}
            </button>
          }
        />
      )}
      <section className="start-drop" aria-label={t('start.open')}>
        <FileDown size={30} strokeWidth={1.5} aria-hidden />
        <p className="start-drop-title">{t('start.drop')}</p>
        <p className="muted">{t('start.formats')}</p>
        <p className="start-buttons">
          <button type="button" className="btn primary" disabled={isRunning} onClick={() => void pickCaptures()}>
            <FileSearch size={14} aria-hidden />
            {t('start.files')}
          </button>
          <button type="button" className="btn" disabled={isRunning} onClick={() => void pickCaptures('folder')}>
            <FolderOpen size={14} aria-hidden />
            {t('start.folder')}
          </button>
          <button type="button" className="btn" disabled={isRunning} onClick={() => void pickCase()}>
            {t('start.case')}
          </button>
        </p>
      </section>
      <div className="start-columns">
        <Recent />
        <section className="start-aside">
          {app === null || app.examplePath === null ? null : (
            <div className="card start-example">
              <h2>{t('start.exampleTitle')}</h2>
              <p className="muted">{t('start.exampleText')}</p>
              <button type="button" className="btn" disabled={isRunning} onClick={() => void openExample()}>
                <Play size={13} aria-hidden />
                {t('start.example')}
              </button>
            </div>
          )}
          <div className="card start-example">
            <h2>{t('start.recordTitle')}</h2>
            <p className="muted">{t('start.recordText')}</p>
            <pre className="mono start-command">salt-run state.event &gt; capture.txt</pre>
          </div>
        </section>
      </div>
      {app === null ? null : <p className="faint">{t('start.version', { version: app.version })}</p>}
    </div>
  );
}

function Recent() {
  const { t } = useTranslation();
  const recent = useShellStore((s) => s.recent);
  return (
    <section className="card start-recent" aria-labelledby="start-recent">
      <h2 id="start-recent">{t('start.recent')}</h2>
      {recent.length === 0 ? (
        <p className="muted start-none">{t('start.noRecent')}</p>
      ) : (
        <ul>
          {recent.map((one) => (
            <RecentItem key={one.path} recent={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** When a share was made, and what is hidden or shown in it by choice. */
function Shared({ share }: { readonly share: NonNullable<RecentCase['share']> }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { made, choices } = share;
  const names = (rules: readonly string[]) =>
    rules.map((rule) => t(`share.rules.${rule}.name` as 'share.rules.key.name')).join(', ');
  const parts = [
    made === null ? t('start.shareUndated') : t('start.share', { when: reader.dateTime(made, 'minute') }),
    ...(choices.keep.length === 0 ? [] : [t('start.shareKept', { rules: names(choices.keep) })]),
    ...(choices.hide.length === 0 ? [] : [t('start.shareHidden', { rules: names(choices.hide) })]),
  ];
  return (
    <span className="start-share">
      <ShieldCheck size={12} aria-hidden />
      <span className="clip">{parts.join(' · ')}</span>
    </span>
  );
}

function RecentItem({ recent }: { readonly recent: RecentCase }) {
  const { t } = useTranslation();
  const reader = useReader();
  const openCase = useCaseStore((s) => s.openCase);
  const isOpening = useCaseStore((s) => s.isOpening);
  const forget = useShellStore((s) => s.caseForgotten);
  const events =
    recent.events === null ? '' : `${t('start.events', { count: recent.events, n: reader.number(recent.events) })} · `;
  return (
    <li className="start-item">
      <button
        type="button"
        className="start-open"
        disabled={!recent.isThere || isOpening}
        title={recent.path}
        onClick={() => void openCase(recent.path)}
      >
        <span className="start-name clip">{recent.name}</span>
        <span className="muted clip">
          {recent.isThere
            ? `${events}${reader.dateTime(recent.openedAt * 1000, 'minute')} ${reader.zone}`
            : t('start.gone')}
        </span>
        {recent.share === undefined ? null : <Shared share={recent.share} />}
        <span className="faint mono clip">{recent.path}</span>
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('start.forget', { name: recent.name })}
        title={t('start.forget', { name: recent.name })}
        onClick={() => void forget(recent.path)}
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}
