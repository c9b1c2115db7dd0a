// Events that carry the same W3C trace context. Newer Salt can put it into the data of every event; off by default (salt-events §4), so it
// is looked for where an event has it, among its neighbours in time.
import { isObject, type JsonObject } from '../../../shared/salt/json.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { CasePlaces } from './case-places.ts';
import { certainStep, type Step } from './place.ts';

/** How far around an event its trace is looked for, and at most how many records are read. */
const window = 30_000_000;
const mostRead = 4_000;

/** The events of the same trace that came right before (`causes`) or right after an event. */
export function sameTrace(places: CasePlaces, event: number, direction: 'causes' | 'consequences'): Step[] {
  const { caseFile } = places;
  const context = traceContext(caseFile.event(event).data);
  if (context === undefined) return [];
  const stampOf = (id: number) => caseFile.columns.value('stamp', id);
  const stamp = stampOf(event);
  const isBefore = direction === 'causes';
  let nearest = 0;
  let read = 0;
  const stamps = caseFile.columns.segments('stamp');
  for (let segment = 0; segment < stamps.length; segment += 1) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, caseFile.columns.length - first + 1);
    for (let at = 0; at < count && read < mostRead; at += 1) {
      const id = first + at;
      const other = stamps[segment]?.[at] ?? 0;
      if (id === event || Math.abs(other - stamp) > window || (isBefore ? other > stamp : other < stamp)) continue;
      if (nearest !== 0 && (isBefore ? other <= stampOf(nearest) : other >= stampOf(nearest))) continue;
      read += 1;
      if (holds(caseFile.raw(id), context) && traceContext(caseFile.event(id).data) === context) nearest = id;
    }
  }
  if (nearest === 0) return [];
  const because = { code: 'same-traceparent', values: { trace: context } };
  return [certainStep(places.placeOf(nearest), 'same-trace', because, isBefore ? [nearest, event] : [event, nearest])];
}

function holds(record: Uint8Array, text: string): boolean {
  return Buffer.from(record.buffer, record.byteOffset, record.byteLength).includes(text);
}

/** The trace id of `traceparent`: `00-<32 hex>-<16 hex>-<flags>`. */
function traceContext(data: JsonObject): string | undefined {
  const payload = isObject(data.data) ? data.data : {};
  for (const value of [data.traceparent, payload.traceparent]) {
    const id = typeof value === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(value)?.[1] : undefined;
    if (id !== undefined && !/^0+$/.test(id)) return id;
  }
  return undefined;
}
