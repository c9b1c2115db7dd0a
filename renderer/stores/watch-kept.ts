// Follows the open case with what is kept in it: queries, notes and named views are asked for when another case is there.
import { useCaseStore } from './case-store.ts';
import { useImportsStore } from './imports-store.ts';
import { useNotesStore } from './notes-store.ts';
import { useQueriesStore } from './queries-store.ts';
import { useReportStore } from './report-store.ts';
import { useUndoStore } from './undo-store.ts';
import { useViewsStore } from './views-store.ts';

/** Starts following; the result stops it. */
export function watchKept(): () => void {
  let shownPath: string | null = null;
  const ask = () => {
    void useQueriesStore.getState().queriesWanted();
    void useNotesStore.getState().notesWanted();
    void useViewsStore.getState().viewsWanted();
  };
  const follow = (path: string | null) => {
    if (path === shownPath) return;
    shownPath = path;
    useUndoStore.getState().dismissed();
    useViewsStore.setState({ views: [], shown: null });
    useNotesStore.setState({ notes: [], byEvent: new Map() });
    useReportStore.getState().caseLeft();
    // While a capture is read the engine carries out no other order; it is asked at the end.
    if (path !== null && !useImportsStore.getState().isRunning) ask();
  };
  follow(useCaseStore.getState().info?.path ?? null);
  const stops = [
    useCaseStore.subscribe((now) => follow(now.info?.path ?? null)),
    useImportsStore.subscribe((now, before) => {
      if (before.isRunning && !now.isRunning && shownPath !== null) ask();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
