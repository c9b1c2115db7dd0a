// Answers about sequences for the fakes: the plain reference matcher over the rows they hold.
import { printPath } from '../../../shared/filter/data-path.ts';
import { matchSequence } from '../../../shared/filter/match-sequence.ts';
import type { FilterEvent } from '../../../shared/filter/matches.ts';
import { parseSequence } from '../../../shared/filter/parse-sequence.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type { Answer, Body } from '../../../shared/questions/questions.ts';
import type { SequenceGroup, SequenceMatch } from '../../../shared/questions/sequence.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';

type Starts = Omit<Answer<'sequence.run'>, 'groups' | 'groupTotal'> & { readonly starts: readonly SequenceMatch[] };

/** Runs a sequence over rows; `dataOf` gives the data of an event. Throws for a text that cannot be read. */
function run(text: string, rows: readonly EventRow[], dataOf: (id: number) => JsonObject): Starts {
  const parsed = parseSequence(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const stamps = rows.flatMap(({ stamp }) => (stamp === null ? [] : [stamp]));
  const [from = 0, to = 0] = [stamps[0], stamps.at(-1)];
  const placed = rows.map((row) => ({ event: filterEvent(row, dataOf(row.id)), at: row.stamp ?? from }));
  const found = matchSequence(parsed.tree, placed, { zone: 'UTC', captureFirst: from, captureLast: to }, [
    { from, to },
  ]);
  const starts = found.map(({ by, events, state }) => {
    const taken = events.flatMap((index) => rows[index] ?? []);
    return { by, state, events: taken, spanUs: (taken.at(-1)?.stamp ?? 0) - (taken[0]?.stamp ?? 0) };
  });
  const count = (state: SequenceMatch['state']) => starts.filter((start) => start.state === state).length;
  return {
    matched: count('matched'),
    unmatched: count('unmatched'),
    unknown: count('unknown'),
    unfollowed: 0,
    kept: starts.length,
    isDone: true,
    scanned: rows.length,
    events: rows.length,
    revision: 1,
    by: (parsed.tree.steps[0]?.by ?? []).map(({ field, path }) => (path === undefined ? field : printPath(path))),
    starts,
  };
}

/** The answers over some rows. */
export function sequenceAnswers(rows: readonly EventRow[], dataOf: (id: number) => JsonObject) {
  return {
    'sequence.run': (body: Body<'sequence.run'>): Answer<'sequence.run'> => {
      const { starts, ...counts } = run(body.sequence, rows, dataOf);
      const groups = new Map<string, SequenceGroup>();
      for (const { by, state } of starts) {
        const key = by.join('\n');
        const group = groups.get(key) ?? { by, matched: 0, unmatched: 0, unknown: 0 };
        groups.set(key, { ...group, [state]: group[state] + 1 });
      }
      const sorted = [...groups.values()].sort((a, b) => b.matched - a.matched);
      return { ...counts, groups: sorted.slice(body.offset, body.offset + body.limit), groupTotal: sorted.length };
    },
    'sequence.matches': (body: Body<'sequence.matches'>): Answer<'sequence.matches'> => {
      const { starts, by: _names, ...counts } = run(body.sequence, rows, dataOf);
      const wanted = starts.filter(
        ({ by, state }) =>
          body.states.includes(state) && (body.by === undefined || by.join('\n') === body.by.join('\n')),
      );
      return { ...counts, rows: wanted.slice(body.offset, body.offset + body.limit), total: wanted.length };
    },
  };
}

function filterEvent(row: EventRow, data: JsonObject): FilterEvent {
  const names = row.kind === 'new' && Array.isArray(data.minions) ? data.minions : [];
  return {
    tag: row.tag,
    kind: row.kind,
    minion: row.minion ?? undefined,
    jid: row.jid ?? undefined,
    fun: row.fun,
    user: row.user ?? undefined,
    tgt: [],
    sls: [],
    state: [],
    outcomes: row.outcomes,
    expected: names.filter((name) => typeof name === 'string'),
    isTest: row.isTest,
    isInternal: row.isInternal,
    retcode: row.retcode,
    success: row.success,
    stamp: row.stamp ?? undefined,
    durationUs: row.durationUs ?? undefined,
    source: row.source,
    size: row.size,
    problems: [],
    raw: JSON.stringify(data),
    data,
  };
}
