// What stands beside the events of a share, each with a box to leave it out.
import { useTranslation } from 'react-i18next';
import type { CarriedCount, CarriedThing } from '../../../shared/questions/share.ts';
import { formatNumber } from '../../widgets/format-number.ts';

type Props = {
  readonly carried: readonly CarriedCount[];
  readonly onToggle: (thing: CarriedThing) => void;
};

/** The boxes; nothing for a case that has nothing but events. */
export function ShareBeside({ carried, onToggle }: Props) {
  const { t } = useTranslation();
  if (carried.length === 0) return null;
  return (
    <fieldset className="share-scope share-beside">
      <legend>{t('share.beside.title')}</legend>
      {carried.map((one) => (
        <Thing key={one.thing} one={one} onToggle={() => onToggle(one.thing)} />
      ))}
    </fieldset>
  );
}

function Thing({ one, onToggle }: { readonly one: CarriedCount; readonly onToggle: () => void }) {
  const { t, i18n } = useTranslation();
  const { thing, isOn, count, left } = one;
  const words = thing === 'view' ? t('share.beside.view') : t(`share.beside.${thing}`, { count, n: number(count) });
  function number(value: number): string {
    return formatNumber(value, i18n.language);
  }
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={onToggle} />
      <span>
        {words}
        {left === 0 ? null : (
          <span className="muted"> · {t('share.beside.left', { count: left, n: number(left) })}</span>
        )}
      </span>
    </label>
  );
}
