// The report: what was pinned, in order, with words between; by itself what the program says; and how it leaves the program.
import { FileDown, Heading, Pilcrow } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswersStore } from '../../stores/answers-store.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useReportStore } from '../../stores/report-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { BlockList } from './block-list.tsx';
import { SectionParts } from './section-parts.tsx';
import './report.css';

const forms = ['markdown', 'html', 'pdf'] as const;

/** The screen "Report". */
export function ReportScreen() {
  const { t } = useTranslation();
  const { document, failure, isBusy, documentWanted, thingsPinned, exported } = useReportStore();
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  useEffect(() => {
    void documentWanted();
    return useAnswersStore.subscribe((now, before) => {
      if (now.revision !== before.revision) void documentWanted();
    });
  }, [documentWanted]);
  const add = (is: 'text' | 'heading') => void thingsPinned([{ is, text: t(`report.new.${is}`) }]);
  return (
    <div className="screen report">
      <h1 className="only-heard">{t('screen.report')}</h1>
      <div className="report-bar" role="toolbar" aria-label={t('screen.report')}>
        <button type="button" className="btn" disabled={isReadOnly} onClick={() => add('text')}>
          <Pilcrow size={14} aria-hidden />
          {t('report.addText')}
        </button>
        <button type="button" className="btn" disabled={isReadOnly} onClick={() => add('heading')}>
          <Heading size={14} aria-hidden />
          {t('report.addHeading')}
        </button>
        <span className="report-space" />
        {forms.map((form) => (
          <button key={form} type="button" className="btn" disabled={isBusy} onClick={() => void exported(form)}>
            <FileDown size={14} aria-hidden />
            {t(`report.export.${form}`)}
          </button>
        ))}
      </div>
      <div className="report-body">
        {failure === null ? null : <FailureNote failure={failure} />}
        <Done />
        {document === null ? <Skeleton label={t('report.loading')} /> : <Sections isReadOnly={isReadOnly} />}
      </div>
    </div>
  );
}

/** What was done last. */
function Done() {
  const { t } = useTranslation();
  const { done, doneSeen } = useReportStore();
  const said: ReactNode =
    done === null ? null : 'path' in done ? (
      <>
        {t('report.written')}{' '}
        <span className="mono">
          <VisibleText text={done.path} />
        </span>
      </>
    ) : (
      t('report.pinned', { count: done.pinned })
    );
  return (
    <div role="status" className={said === null ? 'only-heard' : 'report-done'}>
      {said}
      {said === null ? null : (
        <button type="button" className="link" onClick={doneSeen}>
          {t('act.dismiss')}
        </button>
      )}
    </div>
  );
}

function Sections({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const { t } = useTranslation();
  const { document, standingKept } = useReportStore();
  if (document === null) return null;
  const isKept = document.sections.some(({ key }) => key !== null);
  return (
    <>
      <header className="report-head">
        <h2>
          <VisibleText text={document.title} />
        </h2>
        <p className="muted">
          <VisibleText text={document.about} />
        </p>
      </header>
      {isKept ? (
        <BlockList sections={document.sections} isReadOnly={isReadOnly} />
      ) : (
        <>
          <div className="report-standing" role="note">
            <p>{t('report.standing')}</p>
            <button type="button" className="btn primary" disabled={isReadOnly} onClick={() => void standingKept()}>
              {t('report.keepStanding')}
            </button>
          </div>
          {document.sections.map((section) => (
            <section key={section.title} className="card report-block" aria-label={section.title ?? undefined}>
              <h3 className="report-block-title">
                <VisibleText text={section.title ?? ''} />
              </h3>
              <SectionParts parts={section.parts} />
            </section>
          ))}
        </>
      )}
    </>
  );
}
