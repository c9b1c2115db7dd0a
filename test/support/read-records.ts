// Reads bytes through cut, split, decode and normalise as the line does, but slowly and in one place, for tests.
import { existsSync } from 'node:fs';
import type { Format, Stretch } from '../../electron/formats/format.ts';
import { countNoiseLines } from '../../electron/formats/lines.ts';
import { detectFormat } from '../../electron/formats/registry.ts';
import { canonicalText } from '../../electron/ingest/canonical.ts';
import { normalise } from '../../electron/ingest/normalise.ts';
import { openFile } from '../../electron/sources/open-file.ts';
import type { ProblemCode } from '../../shared/salt/problem.ts';
import type { SaltEvent } from '../../shared/salt/salt-event.ts';

/** Folder of the recorded captures. */
export const capturesFolder = new URL('../captures/', import.meta.url).pathname;

/** An event with what tests compare beside it. */
export type ReadEvent = {
  readonly event: SaltEvent;
  readonly problems: readonly { readonly code: ProblemCode; readonly detail?: string }[];
  readonly dataText: string;
  readonly canonical: string;
};

/** A problem with its place. */
export type ReadProblem = {
  readonly code: ProblemCode;
  readonly line: number;
  readonly offset: number;
  readonly detail?: string;
};

/** All that was read from one source. */
export type Reading = {
  readonly events: readonly ReadEvent[];
  readonly problems: readonly ReadProblem[];
  readonly noiseLines: number;
  readonly rejected: number;
};

/** Stretches of bytes that arrive in chunks: collected, cut where the format allows, split; placed in the whole. */
export function splitChunks(format: Format, chunks: Iterable<Uint8Array>): Stretch[] {
  const stretches: Stretch[] = [];
  let waiting: Buffer = Buffer.alloc(0);
  let offset = 0;
  let line = 0;
  const take = (length: number, isLast: boolean): void => {
    const piece = waiting.subarray(0, length);
    for (const stretch of format.split(piece, isLast)) {
      stretches.push({ ...stretch, offset: stretch.offset + offset, line: stretch.line + line });
    }
    offset += length;
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) line += 1;
    waiting = waiting.subarray(length);
  };
  for (const chunk of chunks) {
    waiting = Buffer.concat([waiting, chunk]);
    const length = format.cut(waiting);
    if (length > 0) take(length, false);
  }
  take(waiting.length, true);
  return joinNoise(stretches);
}

/** Noise that goes on over a cut is one stretch again. */
function joinNoise(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last?.kind === 'noise' && stretch.kind === 'noise') {
      joined[joined.length - 1] = { ...last, length: stretch.offset + stretch.length - last.offset };
    } else {
      joined.push(stretch);
    }
  }
  return joined;
}

/** Reads all records of some bytes. */
export function readRecords(format: Format, bytes: Uint8Array, chunks: Iterable<Uint8Array> = [bytes]): Reading {
  const events: ReadEvent[] = [];
  const problems: ReadProblem[] = [];
  let noiseLines = 0;
  let rejected = 0;
  for (const { kind, offset, length, line, broken } of splitChunks(format, chunks)) {
    const record = bytes.subarray(offset, offset + length);
    const place = { line: line + 1, offset };
    if (kind === 'noise') {
      noiseLines += countNoiseLines(record);
      problems.push({ code: 'noise', ...place });
      continue;
    }
    const decoded = broken === undefined ? format.decode(record) : ({ ok: false, code: broken } as const);
    if (!decoded.ok) {
      rejected += 1;
      problems.push({ code: decoded.code, ...place });
      continue;
    }
    const { event, problems: odd } = normalise(decoded);
    events.push({ event, problems: odd, dataText: decoded.dataText(), canonical: canonicalText(decoded) });
    for (const { code, detail } of odd)
      problems.push(detail === undefined ? { code, ...place } : { code, ...place, detail });
  }
  return { events, problems, noiseLines, rejected };
}

/** The unpacked bytes of a capture file, which may be stored gzipped; read as a source. */
export async function readCapture(recording: string, file: string): Promise<{ format: Format; bytes: Buffer }> {
  const plain = `${capturesFolder}${recording}/${file}`;
  const source = await openFile(existsSync(plain) ? plain : `${plain}.gz`);
  if (!source.ok) throw new Error(source.failure.message);
  const format = detectFormat(source.value.head);
  if (format === undefined) throw new Error(`${plain}: no format`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.value.chunks) chunks.push(chunk);
  return { format, bytes: Buffer.concat(chunks) };
}

/** Chunks of one size. */
export function inChunks(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}
