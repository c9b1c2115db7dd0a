// The join values that starts have, most matches first; choosing one lists only its starts.
import { useTranslation } from 'react-i18next';
import type { SequenceGroup } from '../../../shared/questions/sequence.ts';
import { useReader } from '../../stores/reader.ts';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { stateTones } from './match-columns.tsx';

type Props = {
  readonly by: readonly string[];
  readonly groups: readonly SequenceGroup[];
  /** Groups there are; more than `groups` when only the first are given. */
  readonly total: number;
  readonly chosen: readonly string[] | null;
  onChoose(group: readonly string[] | null): void;
};

/** The list; pressing the chosen one again lists all. */
export function GroupList({ by, groups, total, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const nameOf = (values: readonly string[]) => values.join('\u0000');
  return (
    <nav className="cr-groups" aria-label={t('correlate.groups', { by: by.join(', ') })}>
      <h2 className="cr-group cr-heading">
        <span className="clip">
          {by.join(', ')} <span className="faint">{reader.number(total)}</span>
        </span>
        {(['matched', 'unmatched', 'unknown'] as const).map((state) => (
          <span key={state} className="cr-sign" title={t(`correlate.state.${state}`)} data-state={state}>
            <OutcomeSign tone={stateTones[state]} size={11} />
          </span>
        ))}
      </h2>
      <ul>
        {groups.map((group) => {
          const isChosen = chosen !== null && nameOf(chosen) === nameOf(group.by);
          return (
            <li key={nameOf(group.by)}>
              <button
                type="button"
                className="cr-group"
                aria-pressed={isChosen}
                title={t('correlate.groupHint', {
                  matched: reader.number(group.matched),
                  unmatched: reader.number(group.unmatched),
                  unknown: reader.number(group.unknown),
                })}
                onClick={() => onChoose(isChosen ? null : group.by)}
              >
                <span className="cr-group-values">
                  {group.by.map((value, position) => (
                    <span className="clip" key={by[position]}>
                      <VisibleText text={value} />
                    </span>
                  ))}
                </span>
                <span className="number" data-state={group.matched > 0 ? 'matched' : 'none'}>
                  {reader.number(group.matched)}
                </span>
                <span className="number faint">{reader.number(group.unmatched)}</span>
                <span className="number faint">{reader.number(group.unknown)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {total > groups.length ? (
        <p className="muted">{t('correlate.moreGroups', { n: reader.number(total - groups.length) })}</p>
      ) : null}
    </nav>
  );
}
