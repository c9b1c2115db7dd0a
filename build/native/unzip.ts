// Takes chosen files out of a zip archive. The test runtime's archive holds 25,820 files of which 76 are wanted, and the machine may have no unzip.
import { closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { Stop } from '../bootstrap/say.mjs';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** The archive comment may be 65,535 bytes long; the end record itself is 22. */
const LONGEST_END = 65_535 + 22;
const LOCAL_HEADER_BYTES = 30;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
  readonly mode: number;
};

/**
 * Writes the files for which `place` names a path (relative to `target`) and leaves the others packed. Keeps permission bits.
 * Stops when the archive is cut short or names a place outside `target`.
 */
export function unzip(archive: string, target: string, place: (name: string) => string | undefined): number {
  const file = openSync(archive, 'r');
  try {
    let written = 0;
    for (const entry of readDirectory(file, statSync(archive).size, archive)) {
      const to = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (to === undefined) continue;
      const full = path.resolve(target, to);
      if (!full.startsWith(path.resolve(target) + path.sep)) throw new Stop(`${archive} names a file outside: ${to}`);
      const header = readAt(file, entry.offset, LOCAL_HEADER_BYTES);
      const start = entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
      const packed = readAt(file, start, entry.packedBytes);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, entry.method === 0 ? packed : inflateRawSync(packed), { mode: entry.mode & 0o777 });
      written += 1;
    }
    return written;
  } finally {
    closeSync(file);
  }
}

function readDirectory(file: number, size: number, archive: string): Entry[] {
  const tailStart = Math.max(0, size - LONGEST_END);
  const tail = readAt(file, tailStart, size - tailStart);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Stop(`${archive} is no complete zip archive`);
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at < directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY; ) {
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readAt(file: number, offset: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (readSync(file, buffer, 0, bytes, offset) !== bytes)
    throw new Stop('the archive of the test runtime is cut short');
  return buffer;
}
