// Says that the open case is a redacted share, and with which choices it was made.
import { Popover } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../../stores/case-store.ts';
import { useReader } from '../../stores/reader.ts';
import { formatNumber } from '../../widgets/format-number.ts';
import './share.css';

/** The pill with its words behind it; nothing for a case that is no share. */
export function SharePill() {
  const { t, i18n } = useTranslation();
  const share = useCaseStore((s) => s.info?.share ?? null);
  const reader = useReader();
  if (share === null) return null;
  const number = (value: number) => formatNumber(value, i18n.language);
  const { scope, choices, hidden, made } = share;
  const names = (rules: readonly string[]) =>
    rules.map((rule) => t(`share.rules.${rule}.name` as 'share.rules.key.name')).join(', ');
  return (
    <Popover position="bottom-start" shadow="md" width={380} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="pill share-pill">
          <ShieldCheck size={12} aria-hidden />
          {t('share.pill.name')}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('share.pill.name')}>
        <div className="share-label">
          <p>
            {t('share.pill.scope', {
              count: scope.of,
              n: number(scope.selected + scope.added),
              all: number(scope.of),
            })}
          </p>
          <p className="muted">{t('share.pill.tokens')}</p>
          <dl>
            {made === null ? null : (
              <>
                <dt>{t('share.pill.made')}</dt>
                <dd>
                  {reader.dateTime(made, 'minute')} {reader.zone}
                </dd>
              </>
            )}
            <dt>{t('share.pill.hidden')}</dt>
            <dd>{hidden.length === 0 ? t('share.pill.nothing') : names(hidden.map(({ rule }) => rule))}</dd>
            {choices.keep.length === 0 ? null : (
              <>
                <dt>{t('share.pill.kept')}</dt>
                <dd>{names(choices.keep)}</dd>
              </>
            )}
            {choices.hide.length === 0 ? null : (
              <>
                <dt>{t('share.pill.also')}</dt>
                <dd>{names(choices.hide)}</dd>
              </>
            )}
          </dl>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
