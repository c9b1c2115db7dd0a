// The answers about the sequence in force: its counts and groups, asked again while the run goes on, so that they grow in sight.
import { useEffect, useState } from 'react';
import type { Answer, Selection } from '../../shared/questions/questions.ts';
import { type Answered, useAnswer } from './answers-store.ts';

/** Join values shown beside the matches; the most frequent come first. */
export const shownGroups = 200;
const firstWaitMs = 200;
const nextWaitMs = 700;

/** A run in sight: its newest answer, and the wait that questions about the same state of it must carry. */
export type ShownRun = Answered<Answer<'sequence.run'>> & { readonly waitMs: number };

/** Follows the run of a sequence over a selection; `null` follows none. */
export function useSequenceRun(sequence: string | null, selection: Selection): ShownRun {
  const [turn, setTurn] = useState(0);
  const { filter, span } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sequence or selection is another run.
  useEffect(() => setTurn(0), [sequence, filter, span]);
  // Each turn is a question of its own, told apart by its wait: the answers of one question are kept.
  const waitMs = turn === 0 ? firstWaitMs : nextWaitMs + (turn % 100);
  const body = sequence === null ? null : { ...selection, sequence, waitMs, offset: 0, limit: shownGroups };
  const answered = useAnswer('sequence.run', body);
  const goesOn = answered.answer?.isDone === false && !answered.isStale;
  useEffect(() => {
    if (goesOn) setTurn((before) => before + 1);
  }, [goesOn]);
  return { ...answered, waitMs };
}
