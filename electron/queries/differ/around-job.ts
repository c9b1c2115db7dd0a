// How things stood with each minion when a job came: what it had returned before, when it had started, what else it ran, which
// targets it had been addressed by, in which slice of a batch it came, and when it answered.
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { Field } from '../../analysis/differ/field.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags, listSeparator } from '../../store/columns/column-defs.ts';
import type { Compared } from './compared.ts';

/** Events looked back over: a few milliseconds. */
const mostEvents = 1_000_000;
/** Jobs before this one whose targets, and whose being under way, are looked at. */
const mostJobs = 200;
const retKind = kindCode('ret');
const startKind = kindCode('minion-start');
const newKind = kindCode('new');

/** The fields, by position of the compared minions. Empty where the minions were not compared in a job. */
export function fieldsAroundJob(caseFile: CaseFile, compared: Compared): Field[] {
  const { job, begin, ids, returns } = compared;
  if (job === 0) return [];
  const { columns } = caseFile;
  const stamps = returns.map((event) => (event === undefined ? undefined : columns.value('stamp', event)));
  const ranks = new Map(
    [...stamps.keys()].sort((a, b) => (stamps[a] ?? 0) - (stamps[b] ?? 0)).map((at, n) => [at, n + 1]),
  );
  const back = lookBack(caseFile, compared);
  const since = back.starts.map((event) =>
    event === undefined ? undefined : (columns.value('stamp', begin) - columns.value('stamp', event)) / 1e6,
  );
  const publishes = publishesOf(caseFile, job, ids);
  return [
    {
      name: 'order of return',
      family: 'consequence',
      values: stamps.map((stamp, at) => (stamp === undefined ? undefined : ranks.get(at))),
    },
    {
      name: 'earlier outcome',
      family: 'consequence',
      values: back.same.map((event) => outcomeAt(caseFile, event)),
      evidence: back.same,
    },
    {
      name: 'earlier outcome of other jobs',
      family: 'circumstance',
      values: back.other.map((event) => outcomeAt(caseFile, event)),
      evidence: back.other,
    },
    { name: 'seconds since start', family: 'circumstance', values: since, evidence: back.starts },
    {
      name: 'started in the capture',
      family: 'circumstance',
      values: since.map((s) => (s === undefined ? 'no' : 'yes')),
      evidence: back.starts,
    },
    ...(publishes.length < 2
      ? []
      : [{ name: 'batch slice', family: 'circumstance' as const, values: sliceOf(publishes, ids.length) }]),
    ...jobsBefore(caseFile, compared, back.jobs),
  ];
}

function outcomeAt(caseFile: CaseFile, event: number | undefined): string | undefined {
  return event === undefined ? undefined : outcomesOf(caseFile.columns.value('outcome', event))[0];
}

/** Per minion the last event of each sort before the job, and the newest jobs before it. */
function lookBack(caseFile: CaseFile, { begin, ids }: Compared) {
  const { columns } = caseFile;
  const place = new Map(ids.map((id, at) => [id, at]));
  const none = () => new Array<number | undefined>(ids.length).fill(undefined);
  const jobs: number[] = [];
  const found = { same: none(), other: none(), starts: none(), jobs };
  const fun = columns.value('fun', begin);
  const [kinds, minions, funs, flags] = [
    columns.segments('kind'),
    columns.segments('minion'),
    columns.segments('fun'),
    columns.segments('flags'),
  ] as const;
  for (let event = begin - 1; event > Math.max(0, begin - mostEvents); event -= 1) {
    const segment = (event - 1) >>> 16;
    const at = (event - 1) & 0xffff;
    const kind = kinds[segment]?.[at];
    if (kind !== retKind && kind !== startKind && kind !== newKind) continue;
    if (((flags[segment]?.[at] ?? 0) & (eventFlags.internal | eventFlags.claimed)) !== 0) continue;
    if (kind === newKind) {
      if (found.jobs.length < mostJobs) found.jobs.push(event);
      continue;
    }
    const minion = place.get(minions[segment]?.[at] ?? 0);
    if (minion === undefined) continue;
    const list = kind === startKind ? found.starts : funs[segment]?.[at] === fun ? found.same : found.other;
    list[minion] ??= event;
  }
  return found;
}

type Published = {
  readonly event: number;
  readonly tgt: string;
  readonly tgt_type: string | null;
  readonly expected: Uint8Array;
};

/** By `new` event: 1 where it expected the minion. */
function publishesOf(caseFile: CaseFile, job: number, ids: readonly number[]): Uint8Array[] {
  return caseFile
    .rows<Published>('SELECT event, tgt, tgt_type, expected FROM publish WHERE jid = :job ORDER BY event', { job })
    .map(({ expected }) => membersOf(expected, ids));
}

/** Ids of four bytes, little-endian → by position, who is among them. */
function membersOf(blob: Uint8Array, ids: readonly number[]): Uint8Array {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const expected = new Set<number>();
  for (let at = 0; at + 4 <= blob.byteLength; at += 4) expected.add(view.getUint32(at, true));
  return Uint8Array.from(ids, (id) => (expected.has(id) ? 1 : 0));
}

function sliceOf(publishes: readonly Uint8Array[], minions: number): (string | undefined)[] {
  return Array.from({ length: minions }, (_, at) => {
    const slice = publishes.findIndex((members) => members[at] === 1);
    return slice < 0 ? undefined : String(slice + 1);
  });
}

/** Targets that hold some of the minions, and jobs that some of them were still at. */
function jobsBefore(caseFile: CaseFile, { begin, ids }: Compared, events: readonly number[]): Field[] {
  const fields = new Map<string, Field>();
  const stamp = caseFile.columns.value('stamp', begin);
  for (const event of events) {
    const row = caseFile.rows<Published>('SELECT event, tgt, tgt_type, expected FROM publish WHERE event = :event', {
      event,
    })[0];
    if (row === undefined) continue;
    const members = membersOf(row.expected, ids);
    const count = members.reduce((sum, is) => sum + is, 0);
    if (count === 0) continue;
    const job = caseFile.columns.value('jid', event);
    const name = `running ${caseFile.dictionary('fun').text(caseFile.columns.value('fun', event)).split(listSeparator).join()} ${caseFile.dictionary('jid').text(job)}`;
    const atIt = stillAt(caseFile, job, ids, begin, stamp);
    if (atIt !== undefined)
      fields.set(name, { name, family: 'circumstance', values: yesNo(atIt), evidence: ids.map(() => event) });
    // A list of names says no more than the names; who is in a group of the master does.
    if (count === ids.length || row.tgt_type === 'list' || row.tgt_type === null || row.tgt.length > 300) continue;
    const target = `target ${row.tgt_type} ${row.tgt.replace(/^"|"$/g, '')}`;
    if (!fields.has(target))
      fields.set(target, { name: target, family: 'name', values: yesNo(members), evidence: ids.map(() => event) });
  }
  return [...fields.values()];
}

function yesNo(members: Uint8Array): string[] {
  return Array.from(members, (is) => (is === 1 ? 'yes' : 'no'));
}

/** Who of the minions had not returned from an earlier job when this one began; `undefined` where all had. */
function stillAt(
  caseFile: CaseFile,
  job: number,
  ids: readonly number[],
  begin: number,
  stamp: number,
): Uint8Array | undefined {
  const ended = caseFile.rows<{ readonly ended: number | null; readonly missing: number | null }>(
    'SELECT ended, missing FROM job WHERE jid = :job',
    { job },
  )[0];
  if (ended === undefined || (ended.missing === 0 && ended.ended !== null && ended.ended < stamp)) return undefined;
  const members = new Map(
    caseFile
      .rows<{ readonly minion: number; readonly event: number | null }>(
        'SELECT minion, event FROM job_minion WHERE jid = :job',
        { job },
      )
      .map(({ minion, event }) => [minion, event]),
  );
  const atIt = Uint8Array.from(ids, (id) => {
    const event = members.get(id);
    return event === null || (event !== undefined && event > begin) ? 1 : 0;
  });
  return atIt.includes(1) && atIt.includes(0) ? atIt : undefined;
}
