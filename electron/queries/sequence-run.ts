// The question sequence.run: how often a sequence matched, and a page of the join values it matched for.
import { done } from '../../shared/base/outcome.ts';
import { printPath } from '../../shared/filter/data-path.ts';
import type { SequenceGroup } from '../../shared/questions/sequence.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { Question } from './question.ts';
import type { SequenceRun } from './sequence/run-sequence.ts';
import { askRun, runCounts } from './sequence/sequence-runs.ts';

/** Up to so many groups those with equal counts are in the order of their names; beyond, of their first start. */
const mostNamed = 5000;

type Ordered = {
  readonly kept: number;
  readonly page: (offset: number, limit: number) => SequenceGroup[];
  total: number;
};

const kept = new WeakMap<SequenceRun, Ordered>();

/** Answers `sequence.run`. */
export const sequenceRun: Question<'sequence.run'> = async (caseFile, body, context) => {
  const asked = await askRun(caseFile, body, context);
  if (!asked.ok) return asked;
  const { tree, run } = asked.value;
  const groups = orderedGroups(run);
  return done({
    ...runCounts(run),
    by: (tree.steps[0]?.by ?? []).map(({ field, path }) => (path === undefined ? field : printPath(path))),
    groups: groups.page(body.offset, body.limit),
    groupTotal: groups.total,
  });
};

/** The groups, most matches first; worked out anew only when starts were found since. */
function orderedGroups(run: SequenceRun): Ordered {
  const known = kept.get(run);
  if (known?.kept === run.found.kept) return known;
  const { keys, counts } = run.found.groups();
  const valuesOf = (key: number): string[] =>
    Array.from({ length: keys.width }, (_, position) => run.keys.text(position, keys.value(key, position)));
  const names = keys.size <= mostNamed ? Array.from({ length: keys.size }, (_, key) => valuesOf(key).join('\n')) : [];
  const count = (key: number, state: number): number => counts[key * 3 + state] as number;
  const order = Uint32Array.from({ length: keys.size }, (_, key) => key).sort(
    (a, b) =>
      count(b, 0) - count(a, 0) ||
      count(b, 2) - count(a, 2) ||
      count(b, 1) - count(a, 1) ||
      naturalOrder(names[a] ?? '', names[b] ?? '') ||
      a - b,
  );
  const ordered: Ordered = {
    kept: run.found.kept,
    total: keys.size,
    page: (offset, limit) =>
      Array.from(order.subarray(offset, offset + limit), (key) => ({
        by: valuesOf(key),
        matched: count(key, 0),
        unmatched: count(key, 1),
        unknown: count(key, 2),
      })),
  };
  kept.set(run, ordered);
  return ordered;
}
