// `saltrace compare`: two jobs, or two spans of time, beside each other.
import type {
  CompareAnswer,
  CompareSide,
  DurationChange,
  SideFacts,
  StateChange,
} from '../../shared/questions/compare.ts';
import type { CommonOptions } from './common-options.ts';
import { compareShape } from './compare-shape.ts';
import { exitStatus, printOne, sayUse } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { alignTable, type Tone, visible } from './table.ts';
import { durationText } from './zone.ts';

/** What to compare: two of either. */
export type CompareOptions = { readonly jid: readonly string[]; readonly filter: readonly string[] };

/** Runs the command; gives the exit status. */
export function runCompare(path: string, asked: CompareOptions, options: CommonOptions): Promise<number> {
  const sides: CompareSide[] = [
    ...asked.jid.map((jid) => ({ jid })),
    ...asked.filter.map((filter) => ({ selection: { filter } })),
  ];
  const [a, b] = sides;
  if (a === undefined || b === undefined || sides.length > 2) {
    const message =
      "compare needs two sides: --jid A --jid B, or --filter 'time:12:00..12:30' --filter 'time:13:00..13:30', or one of each.";
    return Promise.resolve(sayUse(message));
  }
  return runOnCase([path], options, async (ask) => {
    const answer = await ask('compare.sides', { a, b });
    if (!answer.ok) return refused(answer);
    printOne(compareShape(answer.value), options.format, () => compareText(answer.value, options.hasColor));
    return exitStatus.done;
  });
}

function compareText(answer: CompareAnswer, hasColor: boolean): string {
  const { a, b, minions, states, durations, tags } = answer;
  const parts = [`a: ${sideText(a)}\nb: ${sideText(b)}\n`];
  const only = (title: string, names: readonly string[]) => {
    if (names.length > 0) parts.push(`${title}\n${names.map((name) => `  ${visible(name)}\n`).join('')}`);
  };
  only('Minions only in a', minions.onlyA);
  only('Minions only in b', minions.onlyB);
  if (states.length > 0) {
    const table = alignTable<StateChange>(
      states,
      [
        { title: 'sls', text: (row) => row.sls ?? '' },
        { title: 'id', text: (row) => row.id },
        { title: 'state', text: (row) => row.state },
        { title: 'a', text: (row) => row.a, tone: (row) => toneOf(row.a) },
        { title: 'b', text: (row) => row.b, tone: (row) => toneOf(row.b) },
        { title: 'minions', text: (row) => String(row.minions.length), isNumber: true },
        { title: 'which', text: (row) => some(row.minions) },
      ],
      hasColor,
    );
    parts.push(`States that ended otherwise\n${table}`);
  }
  if (minions.changed.length > 0) {
    const table = alignTable(
      minions.changed,
      [
        { title: 'minion', text: (row) => row.minion },
        { title: 'a', text: (row) => row.a, tone: (row) => toneOf(row.a) },
        { title: 'b', text: (row) => row.b, tone: (row) => toneOf(row.b) },
      ],
      hasColor,
    );
    parts.push(`Minions that ended otherwise\n${table}`);
  }
  if (durations.length > 0) {
    const table = alignTable<DurationChange>(
      durations,
      [
        { title: 'what', text: (row) => (row.id === null ? 'whole run' : `${row.id} (${row.state ?? ''})`) },
        { title: 'a', text: (row) => durationText(row.aMs * 1000), isNumber: true },
        { title: 'b', text: (row) => durationText(row.bMs * 1000), isNumber: true },
        { title: 'minions', text: (row) => String(row.minions), isNumber: true },
      ],
      hasColor,
    );
    parts.push(`Clearly longer or shorter (medians)\n${table}`);
  }
  only('Tags only in a', tags.onlyA);
  only('Tags only in b', tags.onlyB);
  if (parts.length === 1) parts.push('No difference in minions, states, durations or tags.\n');
  return parts.join('\n');
}

function sideText({ jid, events, minions }: SideFacts): string {
  return `${jid === null ? 'selection' : `job ${visible(jid)}`}, ${minions} minions, ${events} events`;
}

function some(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');
}

function toneOf(outcome: string): Tone | undefined {
  if (outcome === 'failed' || outcome === 'missing' || outcome === 'changed' || outcome === 'succeeded') return outcome;
  return 'faint';
}
