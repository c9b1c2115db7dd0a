// A question that takes too long is given up with a failure, and stops at its next slice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deadlines, withDeadline } from '../../../electron/engine/deadline.ts';
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A question that looks up every 10 ms and would need so many of these slices. */
function slow(slices: number): { ask: (isOverdue: () => boolean) => Promise<Outcome<string>>; done: () => number } {
  let made = 0;
  const ask = async (isOverdue: () => boolean): Promise<Outcome<string>> => {
    for (; made < slices; made++) {
      await new Promise((resume) => setTimeout(resume, 10));
      if (isOverdue()) return failed({ code: 'question-cancelled', message: 'The question was cancelled.' });
    }
    return done('answer');
  };
  return { ask, done: () => made };
}

describe('withDeadline', () => {
  it('gives the answer of a question that keeps it, and leaves no timer behind', async () => {
    const asked = withDeadline('jobs.list', 1000, slow(5).ask);
    await vi.advanceTimersByTimeAsync(50);
    expect(await asked).toEqual(done('answer'));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up one that does not, says which and after how long, and the question stops', async () => {
    const question = slow(1000);
    const asked = withDeadline('jobs.list', 1005, question.ask);
    await vi.advanceTimersByTimeAsync(1005);
    expect(await asked).toMatchObject({
      failure: { code: 'question-overdue', message: 'jobs.list was given up after 1.005 s.' },
    });
    const made = question.done();
    await vi.advanceTimersByTimeAsync(1000);
    expect(question.done()).toBe(made);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('answers although the question never does', async () => {
    const asked = withDeadline('events.page', 500, () => new Promise<Outcome<string>>(() => undefined));
    await vi.advanceTimersByTimeAsync(500);
    expect(await asked).toMatchObject({ failure: { code: 'question-overdue' } });
  });

  it('lets a bug of the question through', async () => {
    await expect(withDeadline('events.page', 500, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  });

  it('has a limit for every question, none shorter than a minute', () => {
    for (const ms of Object.values(deadlines)) expect(ms).toBeGreaterThanOrEqual(60_000);
  });
});
