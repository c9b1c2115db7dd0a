// What `salt-run state.event` prints: the tag, a TAB, the data as JSON, in one line or (pretty=True) in many.
import { isObject } from '../../../shared/salt/json.ts';
import { readTag } from '../../../shared/salt/tag.ts';
import type { DecodedRecord, Format, Stretch } from '../format.ts';
import { headLines } from '../head-lines.ts';
import { byte, eachLine } from '../lines.ts';
import { exactText, readRecordJson, utf8Text } from '../record-json.ts';
import { Stretches } from '../stretches.ts';
import { findHeader } from './header.ts';

/** See the file's head. Both spellings may be mixed in one file. */
export const stateEvent: Format = {
  name: 'state-event',
  doc: 'What `salt-run state.event` prints, plain or pretty=True: tag, TAB, JSON.',
  detect,
  cut,
  split,
  decode,
};

/**
 * The first good event is proof, if it is one of Salt's: by its tag or its `_stamp`. Of one that is cut or pretty only the
 * beginning is seen, which counts for less.
 */
function detect(head: Uint8Array): number {
  const lines = headLines(head);
  if (lines === undefined) return 0;
  for (const [position, { start, end, isWhole }] of lines.entries()) {
    // Rows of a PostgreSQL dump end in a TAB and an event as well, but their columns are no tag.
    if (copyStatement.test(utf8Text(head, start, Math.min(end, start + 400)))) return 0;
    const header = findHeader(head, start, end);
    if (header === undefined) continue;
    const { kind } = readTag(utf8Text(head, start, header.tagEnd));
    const isSalts = kind !== 'custom' && kind !== 'unknown' && kind !== 'legacy-error';
    if (header.isPretty) {
      const next = lines[position + 1];
      const isBodyLine =
        next === undefined || /^ {4}"|^\}$/.test(utf8Text(head, next.start, Math.min(next.end, next.start + 8)));
      if (isBodyLine && (isSalts || head[header.tagEnd] === byte.tab)) return isSalts ? 0.9 : 0.7;
    } else {
      const decoded = decode(head.subarray(start, end));
      if (decoded.ok ? isSalts || typeof decoded.data._stamp === 'string' : isSalts && !isWhole)
        return decoded.ok ? 1 : 0.8;
    }
  }
  return 0;
}

const copyStatement = /^COPY \S+ (?:\(.*\) )?FROM stdin;/;

/**
 * A line that begins in its first column ends between two records, unless it opens a pretty one: no line inside pretty
 * JSON begins there but its last. Indented lines tell nothing, so the search goes back over them.
 */
function cut(bytes: Uint8Array): number {
  let feed = bytes.lastIndexOf(byte.lineFeed);
  while (feed > 0) {
    const start = bytes.lastIndexOf(byte.lineFeed, feed - 1) + 1;
    if (!isIndented(bytes[start]))
      return findHeader(bytes, start, trimmed(bytes, start, feed))?.isPretty === true ? start : feed + 1;
    feed = start - 1;
  }
  return 0;
}

function split(piece: Uint8Array, isLast: boolean): Stretch[] {
  const stretches = new Stretches();
  // The pretty record that is being read.
  let openStart = -1;
  let openEnd = 0;
  let openLine = 0;
  eachLine(piece, (start, end, line, isTerminated) => {
    if (openStart !== -1) {
      if (isIndented(piece[start])) {
        openEnd = end;
        return;
      }
      if (piece[start] === byte.closeMap && end === start + 1) {
        stretches.record(openStart, end, openLine);
        openStart = -1;
        return;
      }
      stretches.record(openStart, openEnd, openLine, 'record-malformed');
      openStart = -1;
    }
    const header = findHeader(piece, start, end);
    const isCut = isLast && !isTerminated;
    if (header?.isPretty === true) {
      openStart = start;
      openEnd = end;
      openLine = line;
    } else if (header !== undefined) {
      const isBroken = isCut && !decode(piece.subarray(start, end)).ok;
      stretches.record(start, end, line, isBroken ? 'record-truncated' : undefined);
    } else if (isCut && looksLikeTag(piece, start, end)) {
      stretches.record(start, end, line, 'record-truncated');
    } else {
      stretches.noise(start, end, line);
    }
  });
  if (openStart !== -1)
    stretches.record(openStart, openEnd, openLine, isLast ? 'record-truncated' : 'record-malformed');
  return stretches.finish();
}

function decode(record: Uint8Array): DecodedRecord {
  const firstLine = record.indexOf(byte.lineFeed);
  const header = findHeader(record, 0, trimmed(record, 0, firstLine === -1 ? record.length : firstLine));
  if (header === undefined) return { ok: false, code: 'record-malformed' };
  const json = readRecordJson(record, header.jsonStart, record.length);
  if (json === undefined) return { ok: false, code: 'record-malformed' };
  const { value, text, problems } = json;
  const tag = utf8Text(record, 0, header.tagEnd);
  if (!isObject(value) || tag === '') return { ok: false, code: 'record-no-event' };
  return { ok: true, tag, data: value, text, problems, dataText: () => exactText(json, undefined) ?? '{}' };
}

/** The last line of a source that was cut inside a tag. Words with spaces or brackets are no tags of Salt's own. */
function looksLikeTag(bytes: Uint8Array, start: number, end: number): boolean {
  return /^[^\s{}()[\]"'=:,]+$/.test(utf8Text(bytes, start, end));
}

function isIndented(first: number | undefined): boolean {
  return first === byte.space || first === byte.tab || first === byte.return || first === byte.lineFeed;
}

function trimmed(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isIndented(bytes[at - 1])) at -= 1;
  return at;
}
