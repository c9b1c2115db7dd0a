// What a share hides, rule by rule: what it is, how often it was found and where; those that may be chosen with a box.
import { Lock } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharedRule } from '../../../shared/questions/share.ts';
import type { RedactionRule } from '../../../shared/salt/redaction.ts';
import { formatNumber } from '../../widgets/format-number.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';

const groups = ['always', 'unless-kept', 'when-chosen'] as const;

type Props = {
  readonly rules: readonly SharedRule[];
  /** Absent where nothing can be chosen any more. */
  readonly onToggle?: (rule: RedactionRule) => void;
};

/** The table of rules, in their groups. */
export function ShareRules({ rules, onToggle }: Props) {
  const { t } = useTranslation();
  return (
    <table className="share-rules">
      <thead>
        <tr>
          <th scope="col">{t('share.column.hidden')}</th>
          <th scope="col" className="number">
            {t('share.column.values')}
          </th>
          <th scope="col">{t('share.column.where')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const members = rules.filter((rule) => rule.group === group);
          if (members.length === 0) return null;
          return (
            <Fragment key={group}>
              {onToggle === undefined ? null : (
                <tr className="share-group">
                  <th scope="rowgroup" colSpan={3}>
                    {t(`share.group.${group}`)}
                  </th>
                </tr>
              )}
              {members.map((rule) => (
                <Rule key={rule.rule} shared={rule} onToggle={onToggle} />
              ))}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Rule({ shared, onToggle }: { readonly shared: SharedRule; readonly onToggle: Props['onToggle'] }) {
  const { t, i18n } = useTranslation();
  const { rule, group, isOn, values, places } = shared;
  const [place] = places;
  const name = t(`share.rules.${rule}.name`);
  return (
    <tr className={isOn ? '' : 'off'}>
      <td>
        {onToggle === undefined || group === 'always' ? (
          <span className="share-rule">
            <Lock size={13} aria-hidden />
            <Words rule={rule} />
          </span>
        ) : (
          <label className="share-rule">
            <input type="checkbox" checked={isOn} onChange={() => onToggle(rule)} aria-label={name} />
            <Words rule={rule} />
          </label>
        )}
      </td>
      <td className="number">{isOn && values !== null ? formatNumber(values, i18n.language) : <Shown />}</td>
      <td className="mono muted clip share-where">
        {isOn && place !== undefined ? (
          <span
            title={
              place.event === 0
                ? t('share.beside.place', { place: place.place, count: place.length })
                : t('share.place', { event: place.event, place: place.place, count: place.length })
            }
          >
            <span className="share-cover">••••••</span> <VisibleText text={place.place} />
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function Words({ rule }: { readonly rule: RedactionRule }) {
  const { t } = useTranslation();
  return (
    <span>
      <span className="share-rule-name">{t(`share.rules.${rule}.name`)}</span>
      <span className="muted share-rule-what">{t(`share.rules.${rule}.what`)}</span>
    </span>
  );
}

function Shown() {
  const { t } = useTranslation();
  return <span className="muted">{t('share.shown')}</span>;
}
