// The raw blocks of a source in a case, as pieces to be read again. Each block is a piece, so that blocks stay as they are.
import { assert } from '../../shared/base/assert.ts';
import type { Format } from '../formats/format.ts';
import { unpackBlock } from '../store/blocks/pack-block.ts';
import type { CaseFile } from '../store/case-file.ts';
import { oversizeBlockBytes, type Piece } from './parse-piece.ts';
import { maxRecordBytes } from './row-filler.ts';

type BlockRow = {
  readonly id: number;
  readonly length: number;
  readonly codec: 'zstd' | 'deflate' | 'none';
  readonly bytes: Uint8Array;
};

/** Some blocks of one source behind a given one, by primary key; blocks of one source follow each other. */
const blocksSql = `
SELECT id, length, codec, bytes
FROM block
WHERE id > :after AND source = :source
ORDER BY id
LIMIT 16`;

/** Lengths of the blocks from a given one on, as many as the first part of an oversize record has. */
const lengthsSql = `
SELECT count(*) AS count
FROM (SELECT length, source FROM block WHERE id >= :first ORDER BY id LIMIT :limit)
WHERE length = :length AND source = :source`;

/** What is read again of one source. */
export type StoredPieces = {
  readonly pieces: Iterable<Piece>;
  /** Id of the last block given, behind which the next source begins. */
  readonly lastBlock: () => number;
};

/**
 * The pieces of a source whose blocks lie behind the block `after`. `isComplete`: the source was read to its end, so that
 * its last block ends it.
 */
export function storedPieces(
  caseFile: CaseFile,
  source: number,
  format: Format,
  after: number,
  isComplete: boolean,
): StoredPieces {
  let last = after;
  function* read(): Generator<Piece> {
    let waiting: Piece | undefined;
    let isOversize = false;
    for (const row of blocks(caseFile, source, after)) {
      if (waiting !== undefined) yield waiting;
      last = row.id;
      const bytes = unpackBlock(row);
      assert(bytes !== undefined, `block ${row.id} can be unpacked`);
      // Its buffer changes hands, and zlib's may have a larger one around it.
      const own = bytes.slice();
      const beginsOversize: boolean = !isOversize && isOversizeBegin(caseFile, source, row) && format.cut(own) === 0;
      waiting = { bytes: own, isLast: false };
      if (beginsOversize) waiting = { ...waiting, oversize: 'first' };
      else if (isOversize) waiting = { ...waiting, oversize: 'further' };
      isOversize = beginsOversize || (isOversize && format.cut(own) === 0);
    }
    if (waiting !== undefined) yield { ...waiting, isLast: isComplete };
  }
  return { pieces: read(), lastBlock: () => last };
}

function* blocks(caseFile: CaseFile, source: number, after: number): Generator<BlockRow> {
  let last = after;
  for (;;) {
    const rows = caseFile.rows<BlockRow>(blocksSql, { after: last, source });
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** A record too large to be read begins with more than {@link maxRecordBytes} in blocks of one length; nothing else does. */
function isOversizeBegin(caseFile: CaseFile, source: number, { id, length }: BlockRow): boolean {
  if (length !== oversizeBlockBytes) return false;
  const limit = maxRecordBytes / oversizeBlockBytes;
  const [row] = caseFile.rows<{ readonly count: number }>(lengthsSql, { first: id, limit, length, source });
  return row?.count === limit;
}
