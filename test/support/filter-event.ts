// An event of a case as the reference predicate wants it, gathered one field at a time from rows, never from column scans.
import type { CaseFile } from '../../electron/store/case-file.ts';
import { listSeparator } from '../../electron/store/columns/column-defs.ts';
import type { FilterEvent } from '../../shared/filter/matches.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import type { Json } from '../../shared/salt/json.ts';
import { kinds } from '../../shared/salt/kind.ts';
import { problemCodes } from '../../shared/salt/problem.ts';

/** Gathers one event. */
export function filterEvent(caseFile: CaseFile, id: number): FilterEvent {
  const { columns } = caseFile;
  const word = (name: 'minion' | 'jid' | 'user' | 'fun' | 'retcode'): string | undefined => {
    const value = columns.value(name, id);
    return value === 0 ? undefined : caseFile.dictionary(name).text(value);
  };
  const list = (name: 'fun' | 'retcode'): string[] => word(name)?.split(listSeparator) ?? [];
  const flags = columns.value('flags', id);
  const success = columns.value('success', id);
  const duration = columns.value('durationUs', id);
  const states = caseFile.rows<{ sls: number | null; state_id: number | null; state_fun: number | null }>(
    'SELECT sls, state_id, state_fun FROM state_result WHERE event = :id',
    { id },
  );
  const [publish] = caseFile.rows<{ tgt: string; expected: Uint8Array }>(
    'SELECT tgt, expected FROM publish WHERE event = :id',
    { id },
  );
  const [source] = caseFile.rows<{ name: string }>('SELECT name FROM source WHERE id = :source', {
    source: columns.value('source', id),
  });
  const tgt: Json = publish === undefined ? [] : JSON.parse(publish.tgt);
  const expected = publish === undefined ? [] : Array.from(new Uint32Array(Uint8Array.from(publish.expected).buffer));
  const texts = (kind: 'sls' | 'state_id' | 'state_fun'): string[] =>
    states.flatMap((row) => (row[kind] === null ? [] : [caseFile.dictionary(kind).text(row[kind])]));
  return {
    tag: caseFile.tag(id),
    kind: kinds[columns.value('kind', id)] ?? 'unknown',
    minion: word('minion'),
    jid: word('jid'),
    fun: list('fun'),
    user: word('user'),
    tgt: [tgt].flat().filter((name): name is string => typeof name === 'string'),
    sls: texts('sls'),
    state: [...texts('state_id'), ...texts('state_fun')],
    outcomes: outcomesOf(columns.value('outcome', id)),
    expected: expected.map((minion) => caseFile.dictionary('minion').text(minion)),
    isTest: (flags & 2) !== 0,
    isInternal: (flags & 4) !== 0,
    retcode: list('retcode').map(Number),
    success: [...(success & 1 ? [true] : []), ...(success & 2 ? [false] : [])],
    stamp: (flags & 1) !== 0 ? undefined : columns.value('stamp', id),
    durationUs: Number.isNaN(duration) ? undefined : duration,
    source: source?.name ?? '',
    size: columns.value('size', id),
    problems: caseFile
      .rows<{ code: number }>('SELECT code FROM problem WHERE event = :id', { id })
      .flatMap(({ code }) => problemCodes[code] ?? []),
    raw: new TextDecoder('utf-8', { ignoreBOM: true }).decode(caseFile.raw(id)),
    data: caseFile.event(id).data,
  };
}
