// Filter and span together: the part every question about a selection shares.
import { useMemo } from 'react';
import type { Selection } from '../../shared/questions/questions.ts';
import { useFilterStore } from './filter-store.ts';
import { useSpanStore } from './span-store.ts';

/** The selection in force, stable between renders as long as nothing changed. */
export function useSelectionBody(): Selection {
  const filter = useFilterStore((s) => s.inForce);
  const span = useSpanStore((s) => s.visible);
  return useMemo(() => (span === null ? { filter } : { filter, span }), [filter, span]);
}
