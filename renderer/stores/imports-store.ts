// Captures being read: progress, the account afterwards, why one failed.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import { type ImportAccount, listen, order } from '../bridge/engine.ts';
import { useAnswersStore } from './answers-store.ts';
import { askInfo } from './case-store.ts';

type ImportsStore = {
  readonly isRunning: boolean;
  /** True from the wish to stop until the engine stopped. */
  readonly isCancelling: boolean;
  /** Names of what is being read, as given. */
  readonly paths: readonly string[];
  readonly progress: ImportProgress | null;
  /** Account of the last import; `null` before the first and after it was put away. */
  readonly account: ImportAccount | null;
  readonly failure: Failure | null;
  /** Reads captures into the open case, or into a new one. */
  startImport(paths: readonly string[], casePath?: string): Promise<boolean>;
  cancelImport(): Promise<void>;
  accountSeen(): void;
};

/** Owner of imports. */
export const useImportsStore = create<ImportsStore>()((set, get) => ({
  isRunning: false,
  isCancelling: false,
  paths: [],
  progress: null,
  account: null,
  failure: null,
  startImport: async (paths, casePath) => {
    if (get().isRunning || paths.length === 0) return false;
    set({ isRunning: true, isCancelling: false, paths, progress: null, account: null, failure: null });
    const reply = await order('import.start', { paths, ...(casePath === undefined ? {} : { casePath }) });
    set({
      isRunning: false,
      isCancelling: false,
      progress: null,
      account: reply.ok ? reply.answer : null,
      failure: reply.ok ? null : reply.failure,
    });
    await askInfo();
    useAnswersStore.getState().storeChanged();
    return reply.ok;
  },
  cancelImport: async () => {
    set({ isCancelling: true });
    await order('import.cancel', {});
  },
  accountSeen: () => set({ account: null, failure: null }),
}));

/** Starts hearing progress; the result stops it. */
export function watchImports(): () => void {
  return listen('import.progress', (progress) => {
    if (useImportsStore.getState().isRunning) useImportsStore.setState({ progress });
  });
}
