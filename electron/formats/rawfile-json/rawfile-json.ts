// One JSON map a line: the rawfile_json returner (events and bare returns), go-salt-events, and anything else with tag and data.
import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import { rebuildTag } from '../../../shared/salt/rebuild-tag.ts';
import type { DecodedRecord, Format, Stretch } from '../format.ts';
import { headLines } from '../head-lines.ts';
import { byte, eachLine, skipSpaces, wholeLines } from '../lines.ts';
import { exactText, type RecordJson, readRecordJson, readTextJson, utf8Text } from '../record-json.ts';
import { Stretches } from '../stretches.ts';

/** See the file's head. */
export const rawfileJson: Format = {
  name: 'rawfile-json',
  doc: 'One JSON map a line: the rawfile_json returner, go-salt-events, or anything with tag and data.',
  detect,
  cut: wholeLines,
  split,
  decode: (record) => decode(record, 0, record.length),
};

/** The first good record is proof; of one that is longer than the head its beginning is believed. */
function detect(head: Uint8Array): number {
  const lines = headLines(head);
  if (lines === undefined) return 0;
  for (const line of lines) {
    const start = skipSpaces(head, line.start, line.end);
    if (head[start] !== byte.openMap) continue;
    const decoded = decode(head, start, line.end);
    if (decoded.ok) return typeof decoded.data._stamp === 'string' ? 1 : 0.7;
    if (line.isWhole) continue;
    const beginning = utf8Text(head, start, Math.min(line.end, start + 64));
    return /^\{\s*"(?:data|tag|arrival|cmd|jid|fun|id|return)"\s*:/.test(beginning) ? 0.6 : 0;
  }
  return 0;
}

function split(piece: Uint8Array, isLast: boolean): Stretch[] {
  const stretches = new Stretches();
  eachLine(piece, (lineStart, end, line, isTerminated) => {
    const start = skipSpaces(piece, lineStart, end);
    if (piece[start] !== byte.openMap) {
      stretches.noise(lineStart, end, line);
      return;
    }
    const isCut = isLast && !isTerminated && readRecordJson(piece, start, end) === undefined;
    stretches.record(start, end, line, isCut ? 'record-truncated' : undefined);
  });
  return stretches.finish();
}

function decode(bytes: Uint8Array, start: number, end: number): DecodedRecord {
  const json = readRecordJson(bytes, start, end);
  if (json === undefined) return { ok: false, code: 'record-malformed' };
  const { value } = json;
  if (!isObject(value)) return { ok: false, code: 'record-no-event' };
  // A minion's event whose own envelope was lost has the two keys of an envelope too.
  if (value.cmd !== '_minion_event' && typeof value.tag === 'string' && value.tag !== '') {
    if (isObject(value.data)) return event(json, value.tag, value.data, 'data');
    if (typeof value.data === 'string') return textColumn(json, value.tag, value.data);
    if ('arrival' in value && 'payload' in value) return goSaltEvent(json, value.tag, value);
  }
  if (rebuildTag(value) !== undefined) return event(json, undefined, value, undefined);
  return { ok: false, code: 'record-no-event' };
}

function event(json: RecordJson, tag: string | undefined, data: JsonObject, key: string | undefined): DecodedRecord {
  const { problems, text } = json;
  return { ok: true, tag, data, text, problems, dataText: () => exactText(json, key) ?? '{}' };
}

/** Dumps of returner tables hold the data as a text of JSON. */
function textColumn(outer: RecordJson, tag: string, column: string): DecodedRecord {
  const json = readTextJson(column);
  if (json === undefined || !isObject(json.value)) return { ok: false, code: 'record-no-event' };
  const decoded = event(json, tag, json.value, undefined);
  return decoded.ok ? { ...decoded, problems: [...outer.problems, ...decoded.problems] } : decoded;
}

/**
 * go-salt-events (salt-live §4): `payload` is Salt's data, `null` where the tool dropped it to save room; then what it
 * kept beside it is all that is known.
 */
function goSaltEvent(json: RecordJson, tag: string, value: JsonObject): DecodedRecord {
  const { payload } = value;
  if (isObject(payload)) return event(json, tag, payload, 'payload');
  if (payload !== null) return { ok: false, code: 'record-no-event' };
  const kept: [string, Json | undefined][] = [
    ['_stamp', value.stamp],
    ['jid', value.jid],
    ['id', value.minion],
    ['fun', value.fun],
    ['retcode', value.retcode],
    ['success', value.success],
  ];
  const data: JsonObject = Object.fromEntries(kept.filter(([, field]) => field !== undefined && field !== null));
  return {
    ok: true,
    tag,
    data,
    text: json.text,
    problems: [...json.problems, { code: 'payload-shed' }],
    dataText: () => JSON.stringify(data),
  };
}
