// What can be done with a clicked value anywhere in the window: filter by it, exclude it, copy it, follow the job or the minion.
import { CircleMinus, CirclePlus, Copy, Crosshair, Pin } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFilterStore } from '../stores/filter-store.ts';
import { useLayoutStore } from '../stores/layout-store.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { copyText } from '../stores/shell-store.ts';
import { laneKey, useTimelineStore } from '../stores/timeline-store.ts';
import type { FieldValue, ValueAction, ValueActions } from '../widgets/value.tsx';

const size = 14;

/** The window's actions for values, in its language. */
export function useValueActions(): ValueActions {
  const { t } = useTranslation();
  return useCallback(
    (field: string, value: FieldValue): readonly ValueAction[] => {
      const { termAdded } = useFilterStore.getState();
      const text = String(value);
      const actions: ValueAction[] = [
        {
          id: 'filter',
          label: t('value.filter'),
          icon: <CirclePlus size={size} aria-hidden />,
          run: () => termAdded(field, value, false),
        },
        {
          id: 'exclude',
          label: t('value.exclude'),
          icon: <CircleMinus size={size} aria-hidden />,
          run: () => termAdded(field, value, true),
        },
        {
          id: 'copy',
          label: t('value.copy'),
          icon: <Copy size={size} aria-hidden />,
          isFirstOfGroup: true,
          run: () => copyText(text),
        },
      ];
      const follow = (id: 'followJob' | 'followMinion', run: () => void): ValueAction => ({
        id,
        label: t(`value.${id}`),
        icon: <Crosshair size={size} aria-hidden />,
        isFirstOfGroup: true,
        run,
      });
      if (field === 'jid' || field === 'data.jid')
        actions.push(
          follow('followJob', () => {
            useSelectionStore.getState().jobPicked(text);
            useLayoutStore.getState().jobOpened(text);
          }),
        );
      if (field === 'minion' || field === 'data.id' || field === 'expected')
        actions.push(
          follow('followMinion', () => {
            useSelectionStore.getState().minionPicked(text);
            useLayoutStore.getState().minionOpened(text);
          }),
          {
            id: 'pinLane',
            label: t('value.pinLane'),
            icon: <Pin size={size} aria-hidden />,
            run: () => {
              const { byChosen, pins, pinToggled } = useTimelineStore.getState();
              byChosen('minion');
              if (!pins.includes(laneKey('minion', text))) pinToggled(laneKey('minion', text));
              useLayoutStore.getState().screenWanted('timeline');
            },
          },
        );
      return actions;
    },
    [t],
  );
}
