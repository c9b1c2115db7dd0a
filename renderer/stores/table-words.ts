// Words of the column chooser, the same for every table.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChooserWords } from '../widgets/data-table-chooser.tsx';

/** The chooser's words in the reader's language. */
export function useChooserWords(): ChooserWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      button: t('events.columns.button'),
      title: t('events.columns.title'),
      earlier: (column) => t('events.columns.earlier', { column }),
      later: (column) => t('events.columns.later', { column }),
      wider: (column) => t('events.columns.wider', { column }),
      narrower: (column) => t('events.columns.narrower', { column }),
      reset: t('events.columns.reset'),
    }),
    [t],
  );
}
