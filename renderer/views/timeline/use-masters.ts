// Which master each event is of stands in its data: before lanes by master are shown, that path is read into a column of the case.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { masterPath } from '../../../shared/questions/timeline.ts';
import { useBackgroundStore } from '../../stores/background-store.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useReader } from '../../stores/reader.ts';

/** Reads the masters when they are wanted; `text` says how far that is while `isRead` is false. */
export function useMasters(isWanted: boolean): { readonly isRead: boolean; readonly text: string } {
  const { t } = useTranslation();
  const reader = useReader();
  const info = useCaseStore((s) => s.info);
  const progress = useBackgroundStore((s) => s.progress);
  const promoted = info?.promoted.find(({ path }) => path === masterPath);
  const isKnown = promoted !== undefined;
  const canRead = info !== null && !info.isReadOnly;
  useEffect(() => {
    if (isWanted && !isKnown && canRead) void useBackgroundStore.getState().pathPromoted(masterPath);
  }, [isWanted, isKnown, canRead]);
  const isRead = promoted !== undefined && info !== null && promoted.events >= info.events;
  if (!isRead && !canRead) return { isRead, text: t('timeline.master.readOnly') };
  const share =
    progress?.path === masterPath ? progress.share : (promoted?.events ?? 0) / Math.max(1, info?.events ?? 0);
  return { isRead, text: t('timeline.master.reading', { percent: reader.number(Math.floor(share * 100)) }) };
}
