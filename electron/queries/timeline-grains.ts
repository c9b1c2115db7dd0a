// timeline.grains: which grains the capture shows, so that lanes can be grouped by one.
import { done } from '../../shared/base/outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { cancelled, type Question } from './question.ts';
import { readGrains } from './timeline/grains.ts';

/** Answers `timeline.grains`. */
export const timelineGrains: Question<'timeline.grains'> = async (caseFile, _body, context) => {
  const grains = await readGrains(caseFile, caseFile.revision(), context.isCancelled);
  if (grains === undefined) return cancelled();
  const found = new Map<string, { minions: number; readonly values: Set<string> }>();
  for (const { values } of grains.values()) {
    for (const [name, value] of values) {
      const entry = found.get(name) ?? { minions: 0, values: new Set() };
      found.set(name, entry);
      entry.minions += 1;
      entry.values.add(value);
    }
  }
  return done({
    grains: [...found]
      .sort(([a], [b]) => naturalOrder(a, b))
      .map(([name, { minions, values }]) => ({ name, minions, values: values.size })),
  });
};
