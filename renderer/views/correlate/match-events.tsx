// The events of the chosen start, in order, each one click from the inspector.
import { useTranslation } from 'react-i18next';
import type { SequenceMatch } from '../../../shared/questions/sequence.ts';
import { useReader } from '../../stores/reader.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** The events. */
export function MatchEvents({ match }: { readonly match: SequenceMatch }) {
  const { t } = useTranslation();
  const reader = useReader();
  const shown = useSelectionStore((s) => shownEvent(s.selected));
  const pick = useSelectionStore((s) => s.eventPicked);
  const first = match.events[0]?.stamp ?? null;
  return (
    <ol className="cr-events" aria-label={t('correlate.events')}>
      {match.events.map((event, n) => {
        const outcome = event.outcomes[0];
        return (
          <li key={event.id}>
            <button
              type="button"
              className="cr-event"
              aria-current={event.id === shown ? 'true' : undefined}
              onClick={() => pick(event.id)}
            >
              <span className="cr-mark" aria-hidden="true">
                {n + 1}
              </span>
              <span className="mono">{reader.clock(event.stamp, 'milli')}</span>
              <span className="cr-delta">
                {n === 0 || first === null || event.stamp === null ? '' : `+${reader.duration(event.stamp - first)}`}
              </span>
              <span className="pill">{event.kind}</span>
              {event.kind === 'ret' && outcome !== undefined ? (
                <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} />
              ) : null}
              <span className="clip">
                <VisibleText
                  text={[event.minion ?? '', event.fun.join(', ')].filter((text) => text !== '').join(' · ')}
                />
              </span>
              <span className="clip faint mono">
                <VisibleText text={event.tag} />
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
