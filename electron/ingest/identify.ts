// Tells which records of a source the case has already: the same stamp and tag make a candidate, the data decides.
//
// Only events known before the source was begun can match, so two equal records of one source both stay. Each known event
// matches once a source: the k-th of equal records meets the k-th one known. Hence importing twice is importing once, and
// the files of a case may come in any order.
import { createHash } from 'node:crypto';
import type { Format } from '../formats/format.ts';
import type { Batch } from '../store/batch.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { canonicalText } from './canonical.ts';
import { type KnownEvents, knownEvents, type TagIds } from './known-events.ts';
import type { ParserStrings } from './parser-strings.ts';

/** Identifies the records of one source. */
export type Identifier = {
  /** For each row of the batch the id of the event it is, 0 for a new one; `undefined` when all are new. */
  readonly duplicates: (batch: Batch, bytes: Uint8Array, strings: ParserStrings) => Uint32Array | undefined;
};

/** More equal tags and stamps than this are told apart by digests instead of one by one. */
const fewCandidates = 8;

/** An identifier for a source that is about to be read; `undefined` for the first source of an empty case. */
export function identifier(caseFile: CaseFile, format: Format): Identifier | undefined {
  if (caseFile.columns.length === 0) return undefined;
  const known = knownEvents(caseFile);
  const matched = new Uint8Array((known.count >> 3) + 1);
  const crowds = new Crowds(caseFile);

  function identify(record: Uint8Array, candidates: readonly number[]): number {
    const free =
      candidates.length > fewCandidates ? crowds.alike(candidates, canonicalRecord(format, record)) : candidates;
    let canonical: string | undefined;
    for (const id of free) {
      if (isMatched(matched, id)) continue;
      if (free === candidates && !isSameBytes(caseFile.raw(id), record)) {
        canonical ??= canonicalRecord(format, record);
        if (canonicalText(caseFile.event(id)) !== canonical) continue;
      }
      matched[id >> 3] = (matched[id >> 3] ?? 0) | (1 << (id & 7));
      return id;
    }
    return 0;
  }

  return {
    duplicates: (batch, bytes, strings) => {
      let duplicateOf: Uint32Array | undefined;
      const { columns } = batch;
      const starts = blockStarts(batch);
      for (let row = 0; row < batch.n; row += 1) {
        const tag = strings.tagIds(caseFile, columns.shape[row] ?? 0, columns.jid[row] ?? 0, columns.minion[row] ?? 0);
        if (tag === undefined) continue;
        const candidates = candidatesOf(known, tag, columns.stamp[row] ?? 0, columns.flags[row] ?? 0);
        if (candidates.length === 0) continue;
        const start = (starts[columns.block[row] ?? 0] ?? 0) + (columns.offset[row] ?? 0);
        const id = identify(bytes.subarray(start, start + (columns.size[row] ?? 0)), candidates);
        if (id === 0) continue;
        duplicateOf ??= new Uint32Array(batch.n);
        duplicateOf[row] = id;
      }
      return duplicateOf;
    },
  };
}

function candidatesOf(known: KnownEvents, tag: TagIds, stamp: number, flags: number): readonly number[] {
  return (flags & eventFlags.stampless) === 0 ? known.withStamp(stamp, tag) : known.withoutStamp(tag);
}

function isMatched(matched: Uint8Array, id: number): boolean {
  return ((matched[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

function canonicalRecord(format: Format, record: Uint8Array): string {
  const decoded = format.decode(record);
  // A row of a batch was decoded once already.
  return decoded.ok ? canonicalText(decoded) : '';
}

/** Where each block of a batch begins in its piece. */
function blockStarts({ blocks }: Batch): number[] {
  let start = 0;
  return blocks.map(({ length }) => {
    start += length;
    return start - length;
  });
}

/** Large sets of events with one stamp and tag, by digest of their data, so that comparing them stays linear. */
class Crowds {
  readonly #caseFile: CaseFile;
  readonly #crowds = new Map<number, Map<string, number[]>>();

  constructor(caseFile: CaseFile) {
    this.#caseFile = caseFile;
  }

  /** Those of the candidates whose data is that one. */
  alike(candidates: readonly number[], canonical: string): readonly number[] {
    const [first] = candidates;
    if (first === undefined) return candidates;
    let crowd = this.#crowds.get(first);
    if (crowd === undefined) {
      crowd = new Map();
      for (const id of candidates) {
        const key = digest(canonicalText(this.#caseFile.event(id)));
        const same = crowd.get(key);
        if (same === undefined) crowd.set(key, [id]);
        else same.push(id);
      }
      this.#crowds.set(first, crowd);
    }
    return crowd.get(digest(canonical)) ?? [];
  }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
