// The row of small cards: the account of what was read, minions that fell silent, states that fail most.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseInfo } from '../../../shared/questions/case-info.ts';
import type { MinionRow, RootGroup } from '../../../shared/questions/job-row.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { Card } from '../../widgets/card.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type SmallProps = { readonly title: string; readonly main: ReactNode; readonly note: ReactNode };

function Small({ title, main, note }: SmallProps) {
  return (
    <Card title={title} className="ov-small">
      <p className="ov-main">{main}</p>
      <p className="muted ov-note">{note}</p>
    </Card>
  );
}

/** What was read and what became of every record: read = accepted + duplicates + rejected. */
export function AccountCard({ info }: { readonly info: CaseInfo }) {
  const { t } = useTranslation();
  const reader = useReader();
  const total = (pick: 'read' | 'accepted' | 'duplicates' | 'rejected') =>
    info.sources.reduce((sum, source) => sum + source[pick], 0);
  const read = total('read');
  return (
    <Small
      title={t('overview.account.title', { count: info.sources.length })}
      main={
        <button type="button" className="value" onClick={() => useLayoutStore.getState().screenWanted('imports')}>
          {t('overview.account.read', { count: read, number: reader.number(read) })}
        </button>
      }
      note={t('overview.account.fates', {
        accepted: reader.number(total('accepted')),
        duplicates: reader.number(total('duplicates')),
        rejected: reader.number(total('rejected')),
      })}
    />
  );
}

const fewNames = 4;

/** Minions that some job expected and that never came back. */
export function SilentCard({ silent }: { readonly silent: readonly MinionRow[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const last = silent.reduce<number | null>(
    (at, { lastSeen }) => (lastSeen === null ? at : Math.max(at ?? 0, lastSeen)),
    null,
  );
  return (
    <Small
      title={t('overview.silent.title')}
      main={
        silent.length === 0 ? (
          t('overview.silent.none')
        ) : (
          <span className="ov-names">
            {silent.slice(0, fewNames).map(({ minion }) => (
              <button
                key={minion}
                type="button"
                className="value"
                onClick={() => useLayoutStore.getState().minionOpened(minion)}
              >
                <VisibleText text={minion} />
              </button>
            ))}
            {silent.length > fewNames ? (
              <button type="button" className="link" onClick={() => useLayoutStore.getState().screenWanted('minions')}>
                +{reader.number(silent.length - fewNames)}
              </button>
            ) : null}
          </span>
        )
      }
      note={
        silent.length === 0
          ? t('overview.silent.noneNote')
          : last === null
            ? t('overview.silent.never')
            : t('overview.silent.since', { count: silent.length, time: reader.clock(last, 'second') })
      }
    />
  );
}

/** The state that failed most often by itself. */
export function FailingCard({ roots }: { readonly roots: readonly RootGroup[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [most] = [...roots].sort((a, b) => b.events.length - a.events.length);
  return (
    <Small
      title={t('overview.failing.title')}
      main={most === undefined ? t('overview.failing.none') : <VisibleText text={most.id} />}
      note={
        most === undefined
          ? t('overview.failing.noneNote')
          : `${t('overview.failing.note', { count: most.events.length, times: reader.number(most.events.length) })} · ${t(
              'overview.start.minions',
              { count: most.minions.length, number: reader.number(most.minions.length) },
            )}`
      }
    />
  );
}

/** Which Salt spoke, and what kinds of event it sent most. */
export function SaltCard({ info }: { readonly info: CaseInfo }) {
  const { t } = useTranslation();
  const reader = useReader();
  const kinds = [...info.kinds].sort((a, b) => b.count - a.count).slice(0, 3);
  return (
    <Small
      title={t('overview.salt.title')}
      main={info.salt.length === 0 ? t('overview.salt.unknown') : reader.list(info.salt)}
      note={kinds.map(({ kind, count }) => `${kind} ${reader.number(count)}`).join(' · ')}
    />
  );
}
