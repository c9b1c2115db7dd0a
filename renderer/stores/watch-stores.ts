// Starts everything that follows the engine and the system: once, when the page starts.
import { watchAnswers } from './answers-store.ts';
import { watchArrows } from './arrow-store.ts';
import { watchBackground } from './background-store.ts';
import { watchCase } from './case-store.ts';
import { watchHistory } from './history-store.ts';
import { watchImports } from './imports-store.ts';
import { watchLinks } from './link-store.ts';
import { watchView } from './saved-view.ts';
import { watchSearch } from './search-store.ts';
import { watchSystemTheme } from './settings-store.ts';
import { watchShare } from './share-store.ts';
import { watchSql } from './sql-store.ts';
import { watchTrace } from './trace-store.ts';
import { watchKept } from './watch-kept.ts';

/** Starts all; the result stops all. */
export function watchStores(): () => void {
  const stops = [
    watchAnswers(),
    watchArrows(),
    watchCase(),
    watchImports(),
    watchShare(),
    watchHistory(),
    watchView(),
    watchKept(),
    watchLinks(),
    watchTrace(),
    watchSql(),
    watchSystemTheme(),
    watchSearch(),
    watchBackground(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
