// The question sequence.run: how often a sequence matched, and a page of the join values it matched for.
import { done } from '../../shared/base/outcome.ts';
import { printPath } from '../../shared/filter/data-path.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { Question } from './question.ts';
import { stateCode } from './sequence/found-starts.ts';
import type { SequenceRun } from './sequence/run-sequence.ts';
import { askRun, runCounts } from './sequence/sequence-runs.ts';

/** Beyond so many groups they are in the order in which they were found: sorting more would hold the engine. */
const mostSorted = 20_000;

type Ordered = { readonly kept: number; readonly order: Uint32Array };

const kept = new WeakMap<SequenceRun, Ordered>();

/** Answers `sequence.run`. */
export const sequenceRun: Question<'sequence.run'> = async (caseFile, body, context) => {
  const asked = await askRun(caseFile, body, context);
  if (!asked.ok) return asked;
  const { tree, run } = asked.value;
  const { found } = run;
  return done({
    ...runCounts(run),
    by: (tree.steps[0]?.by ?? []).map(({ field, path }) => (path === undefined ? field : printPath(path))),
    groups: Array.from(groupOrder(run).subarray(body.offset, body.offset + body.limit), (key) => ({
      by: valuesOf(run, key),
      matched: found.inGroup(key, stateCode.matched),
      unmatched: found.inGroup(key, stateCode.unmatched),
      unknown: found.inGroup(key, stateCode.unknown),
    })),
    groupTotal: found.groups.size,
  });
};

function valuesOf({ found, keys }: SequenceRun, group: number): string[] {
  return Array.from({ length: keys.fields }, (_, position) => keys.text(position, found.groups.value(group, position)));
}

/** The groups, most matches first; worked out anew only when starts were found since. */
function groupOrder(run: SequenceRun): Uint32Array {
  const { found } = run;
  const known = kept.get(run);
  if (known?.kept === found.kept) return known.order;
  const order = Uint32Array.from({ length: found.groups.size }, (_, group) => group);
  if (order.length <= mostSorted) {
    const names = Array.from(order, (group) => valuesOf(run, group).join('\n'));
    const more = (a: number, b: number, state: number) => found.inGroup(b, state) - found.inGroup(a, state);
    order.sort(
      (a, b) =>
        more(a, b, stateCode.matched) ||
        more(a, b, stateCode.unknown) ||
        more(a, b, stateCode.unmatched) ||
        naturalOrder(names[a] ?? '', names[b] ?? ''),
    );
  }
  kept.set(run, { kept: found.kept, order });
  return order;
}
