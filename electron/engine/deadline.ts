// How long each question may take. Scans of columns are sliced and can be stopped, so that none holds the engine for ever.
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import type { QuestionName } from '../../shared/questions/questions.ts';

/** For what reads tables and columns: far above what 10 M events need. */
const shortMs = 60_000;
/** For what may have to read every raw record: text and paths in a filter, paths in facets. */
const longMs = 15 * 60_000;

/** The longest a question may take, in ms. */
export const deadlines: { readonly [N in QuestionName]: number } = {
  'case.info': shortMs,
  'case.summary': shortMs,
  'case.problems': shortMs,
  'findings.list': shortMs,
  'events.page': longMs,
  'events.one': shortMs,
  'events.histogram': longMs,
  'events.facets': longMs,
  'filter.values': shortMs,
  'jobs.list': longMs,
  'job.story': shortMs,
  'minions.list': longMs,
  'minion.story': shortMs,
  'states.list': longMs,
  'case.find': shortMs,
  'compare.sides': longMs,
  'differ.find': longMs,
  'states.matrix': longMs,
  'states.history': shortMs,
  'states.totals': longMs,
  // A preview reads the records of its whole scope, a sequence goes on from where it was when it is asked again.
  'text.search': longMs,
  'timeline.lanes': longMs,
  'timeline.tile': longMs,
  'timeline.inside': shortMs,
  'timeline.bands': shortMs,
  'timeline.area': longMs,
  'timeline.next': longMs,
  'timeline.item': shortMs,
  'timeline.grains': shortMs,
  'report.read': longMs,
  'report.section': longMs,
  'report.text': longMs,
  'timeline.places': shortMs,
  trace: shortMs,
  'share.preview': longMs,
  'sql.run': longMs,
  'sql.of-filter': shortMs,
  'sequence.run': longMs,
  'sequence.matches': longMs,
};

/**
 * Asks with a deadline. When it has passed, `isOverdue` becomes true, which the question obeys at its next slice, and the failure
 * is given at once, whether it obeys or not.
 */
export async function withDeadline<T>(
  name: string,
  ms: number,
  ask: (isOverdue: () => boolean) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<Outcome<T>>((resolve) => {
    timer = setTimeout(() => {
      isOver = true;
      resolve(
        failed({
          code: 'question-overdue',
          message: `${name} was given up after ${ms / 1000} s.`,
          tip: 'Narrow the filter or the span of time and ask again.',
        }),
      );
    }, ms);
  });
  try {
    return await Promise.race([ask(() => isOver), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
