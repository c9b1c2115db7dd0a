// What `curl -N …/events` saves: the event stream of salt-api (rest_cherrypy, rest_tornado) and its websocket's frames.
import { isObject } from '../../../shared/salt/json.ts';
import type { DecodedRecord, Format, Stretch } from '../format.ts';
import { headLines } from '../head-lines.ts';
import { byte, eachLine } from '../lines.ts';
import { exactText, readRecordJson, utf8Text } from '../record-json.ts';
import { Stretches } from '../stretches.ts';

/** See the file's head. A record is the `data:` line with the `tag:` line before it: Salt writes its JSON in one line. */
export const sse: Format = {
  name: 'sse',
  doc: "The event stream of salt-api as curl saves it: lines that begin with 'tag:' and 'data:'.",
  detect,
  cut,
  split,
  decode,
};

const dataField = Buffer.from('data:');
const tagField = Buffer.from('tag:');
/** Fields and comments of the protocol that hold no event. */
const otherFields = [Buffer.from('retry:'), Buffer.from('event:'), Buffer.from('id:'), Buffer.from(':')];

/** The first good record is proof; without one `retry:`, `tag: salt/` or the beginning of a record is believed. */
function detect(head: Uint8Array): number {
  const lines = headLines(head);
  if (lines === undefined) return 0;
  const whole = head.subarray(0, cut(head));
  const records = split(whole, false).filter(({ kind }) => kind === 'record');
  for (const { offset, length } of records) if (decode(whole.subarray(offset, offset + length)).ok) return 1;
  if (records.length > 0) return 0;
  const beginnings = lines.map(({ start, end }) => utf8Text(head, start, Math.min(end, start + 16)));
  if (beginnings.some((line) => /^retry: \d+$|^tag: salt\//.test(line))) return 0.8;
  return beginnings.some((line) => /^data: ?\{/.test(line)) ? 0.6 : 0;
}

/** Any whole line ends between two records, unless it is a `tag:` line: its `data:` line may follow. */
function cut(bytes: Uint8Array): number {
  const feed = bytes.lastIndexOf(byte.lineFeed);
  if (feed < 1) return feed + 1;
  const start = bytes.lastIndexOf(byte.lineFeed, feed - 1) + 1;
  return startsWith(bytes, start, feed, tagField) ? start : feed + 1;
}

function split(piece: Uint8Array, isLast: boolean): Stretch[] {
  const stretches = new Stretches();
  // A `tag:` line waits for its `data:` line, which must be the next one.
  let tagStart = -1;
  let tagEnd = 0;
  let tagLine = 0;
  const dropTag = (): void => {
    if (tagStart !== -1) stretches.record(tagStart, tagEnd, tagLine, 'record-malformed');
    tagStart = -1;
  };
  eachLine(piece, (start, end, line, isTerminated) => {
    if (tagStart !== -1 && line !== tagLine + 1) dropTag();
    const isCut = isLast && !isTerminated;
    if (startsWith(piece, start, end, dataField)) {
      const from = tagStart === -1 ? start : tagStart;
      const broken = isCut && !decode(piece.subarray(start, end)).ok ? 'record-truncated' : undefined;
      stretches.record(from, end, tagStart === -1 ? line : tagLine, broken);
      tagStart = -1;
    } else if (startsWith(piece, start, end, tagField)) {
      dropTag();
      tagStart = start;
      tagEnd = end;
      tagLine = line;
    } else if (isCut && isBeginningOfField(piece, start, end)) {
      stretches.record(tagStart === -1 ? start : tagStart, end, tagStart === -1 ? line : tagLine, 'record-truncated');
      tagStart = -1;
    } else if (otherFields.some((field) => startsWith(piece, start, end, field))) {
      dropTag();
    } else {
      tagStart = -1;
      splitNoise(stretches, piece, start, end, line);
    }
  });
  if (tagStart !== -1) stretches.record(tagStart, tagEnd, tagLine, isLast ? 'record-truncated' : 'record-malformed');
  return stretches.finish();
}

/** curl's progress meter (saved with `2>&1`) ends without a line end, so a field may stand behind it. */
function splitNoise(stretches: Stretches, piece: Uint8Array, start: number, end: number, line: number): void {
  const text = utf8Text(piece, start, Math.min(end, start + meterLimit));
  const meter = text.includes('--:--:--') ? /^[\d\s.:%kMGTP-]*?(?=data: ?\{)/.exec(text)?.[0] : undefined;
  // The meter is ASCII, so characters are bytes.
  const meterEnd = start + (meter?.length ?? 0);
  if (meter === undefined || meterEnd === start) {
    stretches.noise(start, end, line);
    return;
  }
  stretches.noise(start, meterEnd, line);
  stretches.record(meterEnd, end, line);
}

/** Longer than all a meter writes before the next event in a day. */
const meterLimit = 16 * 1024 * 1024;

function decode(record: Uint8Array): DecodedRecord {
  const dataStart = startsWith(record, 0, record.length, dataField) ? 0 : record.indexOf(byte.lineFeed) + 1;
  if (!startsWith(record, dataStart, record.length, dataField)) return { ok: false, code: 'record-malformed' };
  const json = readRecordJson(record, dataStart + dataField.length, record.length);
  if (json === undefined) return { ok: false, code: 'record-malformed' };
  const { value, text, problems } = json;
  const data = isObject(value) ? value.data : undefined;
  const tag = tagOf(record, dataStart, isObject(value) ? value.tag : undefined);
  if (!isObject(data) || tag === '') return { ok: false, code: 'record-no-event' };
  return { ok: true, tag, data, text, problems, dataText: () => exactText(json, 'data') ?? '{}' };
}

/** The tag in the JSON; without one that of the `tag:` line, which is no standard field of the protocol. */
function tagOf(record: Uint8Array, dataStart: number, tag: unknown): string {
  if (typeof tag === 'string' && tag !== '') return tag;
  return dataStart === 0 ? '' : utf8Text(record, tagField.length, dataStart).trim();
}

function isBeginningOfField(bytes: Uint8Array, start: number, end: number): boolean {
  const text = utf8Text(bytes, start, end);
  return 'data:'.startsWith(text) || 'tag:'.startsWith(text);
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at += 1) if (bytes[start + at] !== prefix[at]) return false;
  return true;
}
