// Columns → the row of one event, as tables and the command line show it.
import type { EventRow } from '../../shared/questions/event-row.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import type { CaseFile, Dictionary } from '../store/case-file.ts';
import { eventFlags, listSeparator } from '../store/columns/column-defs.ts';
import { sourceNames } from './filter/source-names.ts';

/** Reads rows of one case; make one for each question, so that new sources have their names. */
export function eventRows(caseFile: CaseFile): (id: number) => EventRow {
  const { columns } = caseFile;
  const names = sourceNames(caseFile);
  const minions = caseFile.dictionary('minion');
  const jids = caseFile.dictionary('jid');
  const users = caseFile.dictionary('user');
  const funs = caseFile.dictionary('fun');
  const retcodes = caseFile.dictionary('retcode');
  return (id) => {
    const flags = columns.value('flags', id);
    const minion = textOf(minions, columns.value('minion', id));
    const durationUs = columns.value('durationUs', id);
    return {
      id,
      stamp: (flags & eventFlags.stampless) === 0 ? columns.value('stamp', id) : null,
      tag: caseFile.tag(id),
      kind: kinds[columns.value('kind', id)] ?? 'unknown',
      minion,
      jid: textOf(jids, columns.value('jid', id)),
      fun: listOf(funs, columns.value('fun', id)),
      user: textOf(users, columns.value('user', id)),
      retcode: listOf(retcodes, columns.value('retcode', id)).map(Number),
      success: successOf(columns.value('success', id)),
      outcomes: outcomesOf(columns.value('outcome', id)),
      durationUs: Number.isNaN(durationUs) ? null : durationUs,
      isTest: (flags & eventFlags.test) !== 0,
      isInternal: (flags & eventFlags.internal) !== 0,
      claimedBy: (flags & eventFlags.claimed) === 0 ? null : minion,
      hasProblem: (flags & eventFlags.problem) !== 0,
      size: columns.value('size', id),
      source: names.get(columns.value('source', id)) ?? '',
    };
  };
}

function textOf(dictionary: Dictionary, id: number): string | null {
  return id === 0 ? null : dictionary.text(id);
}

function listOf(dictionary: Dictionary, id: number): string[] {
  return id === 0 ? [] : dictionary.text(id).split(listSeparator);
}

/** What the bits of the column success say. */
export function successOf(bits: number): boolean[] {
  return [...((bits & 1) === 0 ? [] : [true]), ...((bits & 2) === 0 ? [] : [false])];
}
