// Which states changed a file before another state of the same run failed, and whether the failure has to do with that file.
import type { ScorePart } from '../../../shared/questions/trace.ts';
import type { StateResult } from '../state-roles.ts';
import { judge } from './found-link.ts';

/** A state that changed a file before the failure. */
export type ChangedFile = {
  readonly sls: string | undefined;
  readonly id: string;
  readonly fun: string;
  readonly name: string;
  readonly comment: string;
  /** The failing state names the file. */
  readonly isQuoted: boolean;
  readonly certainty: 'inferred' | 'possible';
  readonly score: number;
  readonly parts: readonly ScorePart[];
};

/** Changes listed of one failure. */
const mostChanges = 3;

/** The changes worth telling, the likeliest first. `output` is what the failing state printed. */
export function changedFilesBefore(states: readonly StateResult[], failed: StateResult, output: string): ChangedFile[] {
  const place = states.indexOf(failed);
  const text = `${failed.name}\n${failed.comment}\n${output}`;
  const found: ChangedFile[] = [];
  for (const [at, state] of states.entries()) {
    if (at >= place || !state.changed || state.result !== true || !state.fun.startsWith('file.')) continue;
    const isQuoted = state.name.length > 3 && text.includes(state.name);
    const parts: ScorePart[] = [{ name: 'same-run', value: 0.2 }];
    if (isQuoted) parts.push({ name: 'path-quoted', value: 0.45 });
    else if (baseName(state.name).length > 3 && text.includes(baseName(state.name))) {
      parts.push({ name: 'file-name-quoted', value: 0.3 });
    }
    if (state.sls !== undefined && state.sls === failed.sls) parts.push({ name: 'same-sls', value: 0.15 });
    if (at === place - 1) parts.push({ name: 'just-before', value: 0.1 });
    const judged = judge([{ what: state, event: 0, parts }]);
    if (judged === undefined) continue;
    const { sls, id, fun, name, comment } = state;
    found.push({ sls, id, fun, name, comment, isQuoted, certainty: judged.certainty, score: judged.score, parts });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, mostChanges);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
