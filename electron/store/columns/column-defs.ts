// The columns that every event has, in memory and as segments in the case file: name, element type, meaning.

/** Events per segment: masks and segments share this length. */
export const segmentLength = 65_536;

/** One typed array a column and segment. Dictionary columns hold ids; id 0 = the event has no such field. */
export const columnDefs = [
  {
    name: 'stamp',
    type: Float64Array,
    doc: 'µs UTC; of an event without a stamp the one read before it (flag stampless)',
  },
  { name: 'kind', type: Uint8Array, doc: 'position in shared/salt/kind.ts' },
  { name: 'minion', type: Uint32Array, doc: 'dictionary minion' },
  { name: 'fun', type: Uint32Array, doc: 'dictionary fun; several functions of one job are joined by U+001F' },
  { name: 'jid', type: Uint32Array, doc: 'dictionary jid' },
  { name: 'user', type: Uint32Array, doc: 'dictionary user' },
  {
    name: 'shape',
    type: Uint32Array,
    doc: 'dictionary shape: the tag with its jid as U+0001 and its minion as U+0002',
  },
  { name: 'retcode', type: Uint32Array, doc: 'dictionary retcode: decimal text, several joined by U+001F' },
  { name: 'success', type: Uint8Array, doc: 'bits: 1 some true, 2 some false; 0 absent' },
  {
    name: 'outcome',
    type: Uint8Array,
    doc: 'bits of shared/salt/job-outcome.ts; of a new event what became of its minions',
  },
  { name: 'outcomeRule', type: Uint8Array, doc: 'of a return: 1 + position in outcomeRules; 0 none' },
  { name: 'flags', type: Uint16Array, doc: 'bits of eventFlags' },
  { name: 'source', type: Uint32Array, doc: 'source id' },
  { name: 'size', type: Uint32Array, doc: 'bytes of the raw record' },
  {
    name: 'durationUs',
    type: Float64Array,
    doc: 'of a return: its stamp − the earliest new that expects its minion; NaN absent',
  },
  { name: 'block', type: Uint32Array, doc: 'block that holds the raw record' },
  { name: 'offset', type: Uint32Array, doc: 'byte offset of the record in its unpacked block' },
  { name: 'line', type: Uint32Array, doc: '1-based line of the record in its source' },
] as const;

/** Name of a column. */
export type ColumnName = (typeof columnDefs)[number]['name'];

/** Typed array of a column. */
export type ColumnArray<N extends ColumnName> = InstanceType<Extract<(typeof columnDefs)[number], { name: N }>['type']>;

/** Bits of the flags column. */
export const eventFlags = {
  stampless: 1,
  test: 2,
  internal: 4,
  /** A minion forged a tag only the master sends; `claimedBy` is then the event's minion column. */
  claimed: 8,
  problem: 16,
  /** The return names the schedule that ran it (`data.schedule`). */
  scheduled: 32,
  /** `internal` or `test` was concluded from the job, not read in the event; a later derivation may take it back. */
  internalByJob: 64,
  testByJob: 128,
} as const;

/** Kinds of dictionaries; the position is stored, append only. */
export const dictionaryKinds = [
  'minion',
  'fun',
  'jid',
  'user',
  'shape',
  'retcode',
  'sls',
  'state_id',
  'state_fun',
  'state_name',
] as const;

/** See {@link dictionaryKinds}. */
export type DictionaryKind = (typeof dictionaryKinds)[number];

/** Separator of list values inside a dictionary string. */
export const listSeparator = '\u001f';
