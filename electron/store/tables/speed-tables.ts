// What only makes questions faster: signatures of the raw blocks, and paths into the data as columns.
import { blob, integer, type TableDoc, text } from './table-doc.ts';

/** Tables without which every answer is the same, only later. */
export const speedTables: readonly TableDoc[] = [
  {
    name: 'signed',
    doc: 'Groups of blocks that have signatures: a search for a text skips the blocks that surely lack it.',
    role: 'derived',
    columns: [
      integer(
        'first_block',
        'The first block of the group; groups are 2,048 blocks long, the last one may be shorter.',
      ),
      integer('blocks', 'Signed blocks in it.'),
      integer('method', 'How they were signed; other methods than the one of the program are made anew.'),
    ],
  },
  {
    name: 'signature',
    doc: 'The signatures of a group, bit by bit: for each bit of a signature a row of bits, one a block.',
    role: 'derived',
    columns: [
      integer('first_block', 'The group.', { joins: { table: 'signed', column: 'first_block' } }),
      integer('part', 'Number of the piece, from 0; it holds 128 rows of bits.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'The rows, each padded to whole little-endian u32.'),
    ],
  },
  {
    name: 'promoted',
    doc: 'Paths into the data of events that were made columns.',
    role: 'own',
    columns: [
      integer('id', 'Number of the path.'),
      text('path', 'The path as it stands in a filter, such as `data.return.version`.'),
      integer('events', 'Events that were read for it: those up to this number.'),
      integer('is_too_varied', '1 when it has more different values than a column can hold; it is not a column then.'),
    ],
  },
  {
    name: 'promoted_value',
    doc: 'The different values of the promoted paths; an event may have several at once.',
    role: 'derived',
    columns: [
      integer('promoted', 'The path.', { joins: { table: 'promoted', column: 'id' } }),
      integer('id', 'Number of the value, from 1; 0 is no value.'),
      text('value', 'The values of one event as a JSON list of texts that begin with their type: s, n, b, z, m, l.'),
    ],
  },
  {
    name: 'promoted_segment',
    doc: 'The promoted paths of the events, 65,536 events a piece.',
    role: 'derived',
    columns: [
      integer('promoted', 'The path.', { joins: { table: 'promoted', column: 'id' } }),
      integer('segment', 'Number of the piece, from 0; it holds the events from 65,536 · segment + 1.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'Numbers of values, one an event, as little-endian u32.'),
    ],
  },
];
