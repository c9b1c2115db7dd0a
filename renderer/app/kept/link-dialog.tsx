// A link came from outside: what it asks for, in words, and nothing done before a person says so.
import { useTranslation } from 'react-i18next';
import type { CaseLink } from '../../../shared/keep/case-link.ts';
import { useLinkStore } from '../../stores/link-store.ts';
import { useReader } from '../../stores/reader.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { Dialog } from '../dialog.tsx';

/** The dialog; shown while a link waits. */
export function LinkDialog() {
  const { t } = useTranslation();
  const { offer, offerConfirmed, offerDeclined } = useLinkStore();
  const canShow = offer?.read.ok === true && offer.known?.isThere === true;
  return (
    <Dialog isOpen={offer !== null} onClose={() => void offerDeclined()} title={t('link.title')}>
      <div className="kept-form">
        {offer === null ? null : offer.read.ok ? (
          <>
            <p>{t(canShow ? 'link.asks' : offer.known === null ? 'link.unknown' : 'link.gone')}</p>
            <LinkFacts link={offer.read.link} name={offer.known?.name ?? null} path={offer.known?.path ?? null} />
          </>
        ) : (
          <p role="alert">{t('link.malformed', { reason: offer.read.reason })}</p>
        )}
        <p className="kept-buttons">
          {canShow ? (
            <button type="button" className="btn primary" data-autofocus onClick={() => void offerConfirmed()}>
              {t('link.show')}
            </button>
          ) : null}
          <button type="button" className="btn" onClick={() => void offerDeclined()}>
            {t(canShow ? 'act.cancel' : 'act.close')}
          </button>
        </p>
      </div>
    </Dialog>
  );
}

type FactsProps = { readonly link: CaseLink; readonly name: string | null; readonly path: string | null };

function LinkFacts({ link, name, path }: FactsProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const { span, selected } = link;
  const facts: [string, string | null][] = [
    [t('link.case'), name],
    [t('link.path'), path],
    [t('link.filter'), link.filter === '' ? null : link.filter],
    [
      t('link.span'),
      span === null ? null : `${reader.dateTime(span.from)} – ${reader.dateTime(span.to)} ${reader.zone}`,
    ],
    [t('link.events'), selected?.what === 'events' ? selected.ids.map((id) => reader.number(id)).join(', ') : null],
    [t('link.job'), selected?.what === 'job' ? selected.jid : null],
    [t('link.minion'), selected?.what === 'minion' ? selected.minion : null],
    [t('link.sequence'), link.sequence],
    [t('link.view'), link.view],
  ];
  return (
    <dl className="kept-facts">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt className="muted">{label}</dt>
            <dd className="mono">
              <VisibleText text={value} />
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
