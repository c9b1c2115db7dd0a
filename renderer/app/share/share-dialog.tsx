// The dialog that makes a redacted share: what goes along, what is hidden, the writing, and what came of it.
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SharePreview, ShareReport } from '../../../shared/questions/share.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useShareStore } from '../../stores/share-store.ts';
import { showFile } from '../../stores/shell-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useZoneStore } from '../../stores/zone-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { formatBytes, formatNumber } from '../../widgets/format-number.ts';
import { formatSpan } from '../../widgets/format-time.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { Dialog } from '../dialog.tsx';
import { ShareBeside } from './share-beside.tsx';
import { ShareRules } from './share-rules.tsx';
import './share.css';

/** The dialog. */
export function ShareDialog() {
  const { t } = useTranslation();
  const { isOpen, isWriting, report, shareClosed } = useShareStore();
  return (
    <Dialog isOpen={isOpen} onClose={shareClosed} title={t('share.title')} size="xl">
      {isWriting ? <Writing /> : report === null ? <Choosing /> : <Done report={report} />}
    </Dialog>
  );
}

function Choosing() {
  const { t } = useTranslation();
  const { preview, isLooking, failure, write, ruleToggled, thingToggled } = useShareStore();
  return (
    <div className="share">
      <p className="muted">{t('share.intro')}</p>
      <Scope />
      {failure === null ? null : <FailureNote failure={failure} />}
      {preview === null ? null : (
        <>
          <ShareBeside carried={preview.carried} onToggle={thingToggled} />
          <ShareRules rules={preview.rules} onToggle={ruleToggled} />
        </>
      )}
      <div className="share-foot">
        <p className="share-sum" role="status">
          {preview === null || isLooking ? t('share.looking') : <Sum preview={preview} />}
        </p>
        <button
          type="button"
          className="btn primary"
          disabled={preview === null || isLooking}
          onClick={() => void write()}
        >
          {t('share.write')}
        </button>
      </div>
    </div>
  );
}

/** All, or narrowed by the filter, the visible time, or both. */
function Scope() {
  const { t, i18n } = useTranslation();
  const { byFilter, bySpan, scopeChosen } = useShareStore();
  const filter = useFilterStore((s) => s.inForce);
  const visible = useSpanStore((s) => s.visible);
  const zone = useZoneStore((s) => s.zone);
  const events = useCaseStore((s) => s.info?.events ?? 0);
  const count = formatNumber(events, i18n.language);
  return (
    <fieldset className="share-scope">
      <legend>{t('share.scope.title')}</legend>
      <label>
        <input
          type="radio"
          name="share-scope"
          data-autofocus
          checked={!byFilter && !bySpan}
          onChange={() => scopeChosen({ byFilter: false, bySpan: false })}
        />
        <span>{t('share.scope.all', { count: events, n: count })}</span>
      </label>
      {filter === '' ? null : (
        <label>
          <input
            type="radio"
            name="share-scope"
            checked={byFilter && !bySpan}
            onChange={() => scopeChosen({ byFilter: true, bySpan: false })}
          />
          <span>
            {t('share.scope.filter')} <code className="mono">{<VisibleText text={filter} />}</code>
          </span>
        </label>
      )}
      {visible === null ? null : (
        <label>
          <input
            type="radio"
            name="share-scope"
            checked={bySpan && !byFilter}
            onChange={() => scopeChosen({ byFilter: false, bySpan: true })}
          />
          <span>{t('share.scope.span', { span: formatSpan(visible.from, visible.to, zone) })}</span>
        </label>
      )}
      {filter === '' || visible === null ? null : (
        <label>
          <input
            type="radio"
            name="share-scope"
            checked={bySpan && byFilter}
            onChange={() => scopeChosen({ byFilter: true, bySpan: true })}
          />
          <span>{t('share.scope.both')}</span>
        </label>
      )}
    </fieldset>
  );
}

function Sum({ preview }: { readonly preview: SharePreview }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const { scope, bytes, isComplete, looked, unfollowed } = preview;
  return (
    <>
      <strong>
        {t('share.sum.events', {
          count: scope.selected,
          n: number(scope.selected),
          all: number(scope.of),
          size: formatBytes(bytes, i18n.language),
        })}
      </strong>{' '}
      {scope.added === 0 ? null : `${t('share.sum.added', { count: scope.added, n: number(scope.added) })} `}
      {unfollowed === 0 ? null : `${t('share.sum.unfollowed', { count: unfollowed, n: number(unfollowed) })} `}
      {isComplete ? null : t('share.sum.partly', { n: number(looked) })}
    </>
  );
}

function Writing() {
  const { t } = useTranslation();
  const { progress, isCancelling, cancelWriting } = useShareStore();
  const stage = progress?.stage ?? 'looking';
  return (
    <div className="share">
      <p className="row share-stage" role="status">
        <LoaderCircle size={15} className="turning" aria-hidden />
        {isCancelling ? t('share.stopping') : t(`share.stage.${stage}`)}
      </p>
      <progress aria-label={t(`share.stage.${stage}`)} value={progress?.share ?? 0} max={1} />
      <div className="share-foot">
        <p className="muted share-sum">{t('share.whole')}</p>
        <button
          type="button"
          className="btn"
          data-autofocus
          disabled={isCancelling}
          onClick={() => void cancelWriting()}
        >
          {t('act.cancel')}
        </button>
      </div>
    </div>
  );
}

function Done({ report }: { readonly report: ShareReport }) {
  const { t, i18n } = useTranslation();
  const close = useShareStore((s) => s.shareClosed);
  const number = (value: number) => formatNumber(value, i18n.language);
  const { selected, added } = report.label.scope;
  return (
    <div className="share">
      <p className="share-done" role="status">
        <CircleCheck size={18} aria-hidden />
        <strong>
          {t('share.done.events', {
            count: selected + added,
            n: number(selected + added),
            size: formatBytes(report.bytes, i18n.language),
          })}
        </strong>
      </p>
      <p className="mono clip" title={report.path}>
        {report.path}
      </p>
      <p className="muted">
        {t('share.done.searched', {
          count: report.searched.values,
          n: number(report.searched.values),
          size: formatBytes(report.searched.bytes, i18n.language),
        })}
      </p>
      <ShareRules rules={report.rules.filter(({ values }) => values !== null && values > 0)} />
      <div className="share-foot">
        <p className="muted share-sum">{t('share.done.opens')}</p>
        <button type="button" className="btn" onClick={() => showFile(report.path)}>
          {t('share.done.show')}
        </button>
        <button type="button" className="btn primary" data-autofocus onClick={close}>
          {t('act.close')}
        </button>
      </div>
    </div>
  );
}
