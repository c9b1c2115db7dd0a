// Which pauses count as silences, and when states of a run are said to have run.
import { describe, expect, it } from 'vitest';
import { judgeSilence } from '../../../electron/analysis/silences.ts';

/** Events every `step` from 0 to 1000, none inside the pause. */
function capture(step: number, pause: { from: number; to: number }) {
  const stamps = Array.from({ length: 1000 / step + 1 }, (_, at) => at * step).filter(
    (stamp) => stamp <= pause.from || stamp >= pause.to,
  );
  return (from: number, to: number) => stamps.some((stamp) => stamp >= from && stamp < to);
}

const ends = { first: 0, last: 1000 };

describe('judgeSilence', () => {
  it('finds a pause longer than the rhythm around it', () => {
    const pause = { from: 500, to: 530 };
    expect(judgeSilence(pause, ends, capture(5, pause))).toEqual({ ...pause, around: 60, busy: 60 });
  });

  it('leaves the beats of a regular rhythm, and two missed ones', () => {
    for (const pause of [
      { from: 500, to: 510 },
      { from: 500, to: 520 },
    ]) {
      expect(judgeSilence(pause, ends, capture(10, pause))).toBe(undefined);
    }
    const long = { from: 500, to: 530 };
    expect(judgeSilence(long, ends, capture(10, long))).toEqual({ ...long, around: 60, busy: 60 });
  });

  it('says nothing where too little lies around: at the ends, and of a pause as long as the rest', () => {
    const long = { from: 100, to: 900 };
    expect(judgeSilence(long, ends, capture(5, long))).toBe(undefined);
    const late = { from: 900, to: 990 };
    expect(judgeSilence(late, { first: 800, last: 1000 }, capture(5, late))).toBe(undefined);
  });

  it('judges by one side where the other is cut off by the end of the capture', () => {
    const early = { from: 5, to: 35 };
    expect(judgeSilence(early, ends, capture(5, early))).toEqual({ ...early, around: 30, busy: 30 });
  });

  it('allows one of ten stretches around to be empty too, not more', () => {
    const pause = { from: 500, to: 530 };
    const hasEvents = capture(5, pause);
    const without = (holes: readonly number[]) => (from: number, to: number) =>
      !holes.includes(from) && hasEvents(from, to);
    const six = [530, 540, 550, 560, 570, 580];
    expect(judgeSilence(pause, ends, without(six))).toMatchObject({ busy: 54 });
    expect(judgeSilence(pause, ends, without([...six, 590]))).toBe(undefined);
  });
});
