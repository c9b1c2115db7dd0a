// Answers of the engine, kept by question: asked once however many places want them, asked again when the case changed, dropped with the case.
import { useContext, useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import { type Asking, ask, listen } from '../bridge/engine.ts';
import { ShownContext } from './shown-context.ts';
import { useZoneStore } from './zone-store.ts';

/** After this many milliseconds without an answer a place may show that it waits. */
export const slowAfterMs = 150;
/** While a capture is read the case changes many times a second; a question is asked again no more often than this. */
const askAgainAfterMs = 350;
const keptAnswers = 60;

type Entry = {
  readonly answer: unknown;
  readonly failure: Failure | null;
  /** Revision at which `answer` or `failure` was asked for; -1 before the first reply. */
  readonly revision: number;
  readonly isAsking: boolean;
};

type AnswersStore = {
  readonly entries: Readonly<Record<string, Entry>>;
  /** Rises whenever the case, or the engine behind it, is no longer what the answers were taken from. */
  readonly revision: number;
  /** Rises when another case is opened: nothing of the old one may be shown any more. */
  readonly epoch: number;
  /** Engine time of the newest answer, in milliseconds. */
  readonly lastTookMs: number | null;
  caseChanged(): void;
  storeChanged(): void;
};

/** Owner of all answers. Views use {@link useAnswer}. */
export const useAnswersStore = create<AnswersStore>()((set) => ({
  entries: {},
  revision: 0,
  epoch: 0,
  lastTookMs: null,
  caseChanged: () => {
    for (const asking of underWay.values()) asking.cancel();
    // Else the same question of the new case would wait for the old one's reply, which nobody takes any more.
    underWay.clear();
    set((s) => ({ entries: {}, revision: s.revision + 1, epoch: s.epoch + 1, lastTookMs: null }));
  },
  storeChanged: () => set((s) => ({ revision: s.revision + 1 })),
}));

const wanted = new Map<string, number>();
const underWay = new Map<string, Asking<unknown>>();
const blank: Entry = { answer: undefined, failure: null, revision: -1, isAsking: false };

function put(key: string, change: Partial<Entry>): void {
  useAnswersStore.setState((s) => ({ entries: { ...s.entries, [key]: { ...(s.entries[key] ?? blank), ...change } } }));
}

async function request<N extends QuestionName>(key: string, name: N, body: Body<N>): Promise<void> {
  if (underWay.has(key)) return;
  const { revision, epoch } = useAnswersStore.getState();
  const asking = ask(name, body);
  underWay.set(key, asking);
  put(key, { isAsking: true });
  const reply = await asking.reply;
  if (underWay.get(key) === asking) underWay.delete(key);
  if (useAnswersStore.getState().epoch !== epoch) return;
  if (reply.ok) {
    put(key, { answer: reply.answer, failure: null, revision, isAsking: false });
    useAnswersStore.setState({ lastTookMs: reply.tookMs });
  } else if (reply.failure.code === 'question-cancelled') {
    put(key, { isAsking: false });
  } else {
    put(key, { answer: undefined, failure: reply.failure, revision, isAsking: false });
  }
  forgetOldest();
}

function forgetOldest(): void {
  const { entries } = useAnswersStore.getState();
  const idle = Object.keys(entries).filter((key) => !wanted.has(key) && !underWay.has(key));
  const surplus = Object.keys(entries).length - keptAnswers;
  if (surplus <= 0) return;
  const gone = new Set(idle.slice(0, surplus));
  const kept = Object.fromEntries(Object.entries(entries).filter(([key]) => !gone.has(key)));
  useAnswersStore.setState({ entries: kept });
}

/** What a place knows of its question. */
export type Answered<T> = {
  /** The newest answer there is; while a newer question is asked, the one before. */
  readonly answer: T | undefined;
  readonly failure: Failure | null;
  /** True while `answer` belongs to an older question or an older state of the case. */
  readonly isStale: boolean;
  /** True when nothing fresh came within {@link slowAfterMs}. */
  readonly isSlow: boolean;
};

/**
 * Asks a question for as long as the calling component wants it. `null` as body asks nothing. When the body changes the
 * older question is cancelled (unless another place wants it), and its answer stays until the newer one is there. A place that
 * cannot be seen asks when it comes to the front.
 */
export function useAnswer<N extends QuestionName>(name: N, body: Body<N> | null): Answered<Answer<N>> {
  const revision = useAnswersStore((s) => s.revision);
  const epoch = useAnswersStore((s) => s.epoch);
  const key = body === null ? null : `${name} ${JSON.stringify(body)}`;
  const entry = useAnswersStore((s) => (key === null ? undefined : s.entries[key]));
  const isFresh = entry !== undefined && entry.revision === revision;
  const isShown = useContext(ShownContext);
  const latestBody = useRef(body);
  latestBody.current = body;

  useEffect(() => {
    if (key === null) return;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
    return () => {
      const left = (wanted.get(key) ?? 1) - 1;
      if (left > 0) wanted.set(key, left);
      else {
        wanted.delete(key);
        underWay.get(key)?.cancel();
      }
    };
  }, [key]);

  const isAsking = entry?.isAsking ?? false;
  const hasReply = entry !== undefined && entry.revision >= 0;
  useEffect(() => {
    const now = latestBody.current;
    if (key === null || now === null || isFresh || isAsking || !isShown) return;
    if (!hasReply) {
      void request(key, name, now);
      return;
    }
    const timer = setTimeout(() => void request(key, name, now), askAgainAfterMs);
    return () => clearTimeout(timer);
  }, [key, name, isFresh, isAsking, hasReply, isShown]);

  const isWaiting = key !== null && !isFresh;
  const [slowKey, setSlowKey] = useState<string | null>(null);
  useEffect(() => {
    if (!isWaiting) {
      setSlowKey(null);
      return;
    }
    const timer = setTimeout(() => setSlowKey(key), slowAfterMs);
    return () => clearTimeout(timer);
  }, [isWaiting, key]);

  const last = useRef<{ epoch: number; answer: Answer<N> | undefined }>({ epoch, answer: undefined });
  if (last.current.epoch !== epoch || key === null) last.current = { epoch, answer: undefined };
  // Entries are written by `request` under the key of exactly this question.
  const own = entry?.answer as Answer<N> | undefined;
  if (own !== undefined) last.current.answer = own;
  const failure = entry?.failure ?? null;
  return {
    answer: failure === null ? (own ?? last.current.answer) : undefined,
    failure,
    isStale: isWaiting,
    isSlow: isWaiting && slowKey === key,
  };
}

/** Starts hearing what makes answers old; the result stops it. */
export function watchAnswers(): () => void {
  const stops = [
    listen('store.changed', () => useAnswersStore.getState().storeChanged()),
    listen('case.changed', () => useAnswersStore.getState().caseChanged()),
    listen('engine.state', ({ state }) => {
      if (state === 'ready') useAnswersStore.getState().storeChanged();
    }),
    // A filter's `time:12:00` means another time in another zone.
    useZoneStore.subscribe((now, before) => {
      if (now.zone !== before.zone) useAnswersStore.getState().storeChanged();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
