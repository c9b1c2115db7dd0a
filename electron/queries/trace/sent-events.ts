// Events that the function of a job sent: `event.send` names its job in `__pub_jid` (salt-live §1). Read where it is asked for, because
// nothing but the record tells.
import { isObject } from '../../../shared/salt/json.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import type { CasePlaces } from './case-places.ts';
import { certainStep, eventPlace, type Step } from './place.ts';

/** Custom events read in the span of one job. */
const mostRead = 500;
/** The event is sent while the job runs; stamps of two processes may differ by some ms. */
const slack = 2_000_000;

/** The job that sent an event; `undefined` when it names none of the case. */
export function sendingJob(places: CasePlaces, event: number): Step | undefined {
  const jid = namedJob(places, event);
  if (jid === 0) return undefined;
  const because = { code: 'names-job', values: { jid: places.jidText(jid) } };
  return certainStep(places.job(jid), 'sent-by-job', because, [event]);
}

/** The job that an event names as its sender; 0 for none. Of salt-call the name is that of no job of the case. */
function namedJob(places: CasePlaces, event: number): number {
  const { data } = places.caseFile.event(event);
  const payload = isObject(data.data) ? data.data : data;
  const jid = typeof payload.__pub_jid === 'string' ? places.caseFile.dictionary('jid').id(payload.__pub_jid) : 0;
  return jid !== 0 && places.isJob(jid) ? jid : 0;
}

/** The events that a job sent, alike ones together. */
export function sentEvents(places: CasePlaces, jid: number): Step[] {
  const { caseFile } = places;
  const [job] = caseFile.rows<{
    readonly started: number | null;
    readonly ended: number | null;
    readonly fun: number | null;
  }>('SELECT started, ended, fun FROM job WHERE jid = :jid AND expected IS NOT NULL', { jid });
  if (job?.started == null || job.fun === null || !maySend(caseFile.dictionary('fun').text(job.fun))) return [];
  const { columns } = caseFile;
  const custom = kindCode('custom');
  const from = job.started - slack;
  const to = (job.ended ?? job.started) + slack;
  const stamps = columns.segments('stamp');
  const flags = columns.segments('flags');
  const byShape = new Map<number, number[]>();
  let read = 0;
  for (const [segment, part] of columns.segments('kind').entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, columns.length - first + 1);
    for (let at = part.indexOf(custom); at !== -1 && at < count && read < mostRead; at = part.indexOf(custom, at + 1)) {
      const stamp = stamps[segment]?.[at] ?? 0;
      if (stamp < from || stamp > to || ((flags[segment]?.[at] ?? 0) & eventFlags.claimed) !== 0) continue;
      read += 1;
      const event = first + at;
      if (namedJob(places, event) !== jid) continue;
      const shape = columns.value('shape', event);
      const list = byShape.get(shape);
      if (list === undefined) byShape.set(shape, [event]);
      else list.push(event);
    }
  }
  const because = { code: 'names-job', values: { jid: places.jidText(jid) } };
  return [...byShape.values()].map((events) =>
    certainStep(eventPlace(events), 'sent-by-job', because, events, events.length),
  );
}

/** Functions that send events: `event.*`, and states, of which `event.send` is one. */
function maySend(fun: string): boolean {
  return /(?:^|\u001f)(?:event|state)\./.test(fun);
}
