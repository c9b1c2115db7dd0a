// What the engine does to the case while nobody asks: paths that become columns, raw records that are signed for search.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { BackgroundProgress } from '../../shared/questions/background-progress.ts';
import { listen, order } from '../bridge/engine.ts';
import { askInfo } from './case-store.ts';

type BackgroundStore = {
  /** `null` while nothing is being done. */
  readonly progress: BackgroundProgress | null;
  /** Why the last wish was refused, or the work given up. */
  readonly failure: Failure | null;
  /** Makes a path as fast as a built-in column. */
  pathPromoted(path: string): Promise<void>;
  /** Makes it an ordinary path again, or stops the reading. */
  pathDemoted(path: string): Promise<void>;
};

/** Owner of background work. */
export const useBackgroundStore = create<BackgroundStore>()((set) => {
  const wish = async (name: 'path.promote' | 'path.demote', path: string) => {
    const reply = await order(name, { path });
    set({ failure: reply.ok ? null : reply.failure });
    await askInfo();
  };
  return {
    progress: null,
    failure: null,
    pathPromoted: (path) => wish('path.promote', path),
    pathDemoted: (path) => wish('path.demote', path),
  };
});

/** Starts hearing progress; the result stops it. */
export function watchBackground(): () => void {
  const stops = [
    listen('background.progress', (progress) => {
      const { failure } = progress;
      useBackgroundStore.setState({
        progress: progress.task === null ? null : progress,
        ...(failure === undefined ? {} : { failure }),
      });
    }),
    listen('case.changed', () => useBackgroundStore.setState({ progress: null, failure: null })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
