// The open case: what it holds, how it is being opened, and whether the engine behind it is there.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { CaseInfo } from '../../shared/questions/case-info.ts';
import { askNewest, listen, order } from '../bridge/engine.ts';
import { useSpanStore } from './span-store.ts';

type EngineState = 'ready' | 'restarting' | 'lost';

type CaseStore = {
  /** `null` while no case is open. */
  readonly info: CaseInfo | null;
  readonly isOpening: boolean;
  /** True while the open case goes on as a copy in another place: same content, same view. */
  readonly isMoving: boolean;
  /** Why the last opening, saving or closing did not happen. */
  readonly failure: Failure | null;
  readonly engine: EngineState;
  readonly engineFailure: Failure | null;
  openCase(path: string): Promise<boolean>;
  closeCase(): Promise<boolean>;
  saveCaseAs(path: string): Promise<boolean>;
  failureSeen(): void;
};

/** Owner of what the window knows about the open case. */
export const useCaseStore = create<CaseStore>()((set) => ({
  info: null,
  isOpening: false,
  isMoving: false,
  failure: null,
  engine: 'ready',
  engineFailure: null,
  openCase: async (path) => {
    set({ isOpening: true, failure: null });
    const reply = await order('case.open', { path });
    set({ isOpening: false, failure: reply.ok ? null : reply.failure });
    if (reply.ok) infoCame(reply.answer);
    return reply.ok;
  },
  closeCase: async () => {
    const reply = await order('case.close', {});
    set(reply.ok ? { info: null, failure: null } : { failure: reply.failure });
    if (reply.ok) useSpanStore.getState().caseClosed();
    return reply.ok;
  },
  saveCaseAs: async (path) => {
    set({ isMoving: true });
    const reply = await order('case.save-as', { path });
    set({ failure: reply.ok ? null : reply.failure });
    if (reply.ok) infoCame(reply.answer);
    set({ isMoving: false });
    return reply.ok;
  },
  failureSeen: () => set({ failure: null }),
}));

function infoCame(info: CaseInfo): void {
  useCaseStore.setState({ info });
  useSpanStore.getState().wholeKnown(info.first, info.last);
}

/** Asks what the case holds now. News say when, but news may be dropped: whoever knows of a change asks too. */
export async function askInfo(): Promise<void> {
  const reply = await askNewest('case-info', 'case.info', {});
  if (reply.ok) infoCame(reply.answer);
  else if (reply.failure.code === 'case-not-open') useCaseStore.setState({ info: null });
}

/** Starts mirroring the engine's case; the result stops it. */
export function watchCase(): () => void {
  void askInfo();
  const stops = [
    listen('store.changed', () => void askInfo()),
    listen('case.changed', ({ path }) => {
      if (path !== null) void askInfo();
      else {
        useCaseStore.setState({ info: null });
        useSpanStore.getState().caseClosed();
      }
    }),
    listen('case.damaged', ({ failure }) => useCaseStore.setState({ failure })),
    listen('engine.state', ({ state, failure }) => {
      useCaseStore.setState({ engine: state, engineFailure: failure ?? null });
      if (state === 'ready') void askInfo();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
