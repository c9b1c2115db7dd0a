// The JSON of `saltrace compare` (docs/cli.md).
import { formatStamp } from '../../shared/base/stamp.ts';
import type { CompareAnswer, SideFacts } from '../../shared/questions/compare.ts';

/** `compare --json`. */
export function compareShape({ a, b, minions, states, durations, tags }: CompareAnswer): object {
  return {
    a: sideShape(a),
    b: sideShape(b),
    minions: { only_a: minions.onlyA, only_b: minions.onlyB, changed: minions.changed },
    states: states.map(({ sls, id, state, a: ofA, b: ofB, minions: names }) => ({
      sls,
      id,
      state,
      a: ofA,
      b: ofB,
      minions: names,
    })),
    durations: durations.map(({ sls, id, state, aMs, bMs, minions: count }) => ({
      sls,
      id,
      state,
      a_ms: aMs,
      b_ms: bMs,
      minions: count,
    })),
    tags: { only_a: tags.onlyA, only_b: tags.onlyB },
  };
}

function sideShape({ jid, events, minions, first, last }: SideFacts): object {
  const iso = (stamp: number | null) => (stamp === null ? null : formatStamp(stamp));
  return { jid, events, minions, first: iso(first), last: iso(last) };
}
