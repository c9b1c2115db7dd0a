// What a parse worker hands to the writer for one piece of a source: columns, new dictionary strings, blocks, details.
import type { Json } from '../../shared/salt/json.ts';
import type { Problem } from '../../shared/salt/problem.ts';
import type { ColumnArray, DictionaryKind } from './columns/column-defs.ts';

/**
 * Columns that a worker fills; ids are local to the worker until the writer maps them. `block` is the position in
 * {@link Batch.blocks}, `line` the 0-based line within the piece; `stamp` is NaN where the event has none.
 */
export type BatchColumn =
  | 'stamp'
  | 'kind'
  | 'minion'
  | 'fun'
  | 'jid'
  | 'user'
  | 'shape'
  | 'retcode'
  | 'success'
  | 'outcome'
  | 'outcomeRule'
  | 'flags'
  | 'size'
  | 'block'
  | 'offset'
  | 'line';

/** A compressed stretch of raw bytes, whole records and the noise between them. Blocks of a source joined = the source. */
export type Block = {
  /** Unpacked length in bytes. */
  readonly length: number;
  /** Line feeds in it. */
  readonly lines: number;
  readonly codec: 'zstd' | 'deflate' | 'none';
  readonly bytes: Uint8Array;
};

/** A `new` event's parts that have no column. Minion ids are worker-local. */
export type PublishDetail = {
  /** Row in this batch. */
  readonly row: number;
  readonly arg: Json;
  readonly tgt: Json;
  readonly tgtType: string | undefined;
  readonly expected: Uint32Array;
  /** Names in the target list that the master does not know (`new.missing`). */
  readonly missing: Uint32Array;
};

/** State results of all state returns of the batch, as parallel arrays (one element a state). */
export type StateDetails = {
  readonly row: Uint32Array;
  readonly runNum: Int32Array;
  /** Worker-local ids in dictionaries sls, state_id, state_fun, state_name; 0 absent. */
  readonly sls: Uint32Array;
  readonly id: Uint32Array;
  readonly fun: Uint32Array;
  readonly name: Uint32Array;
  /** 0 false, 1 true, 2 null (would change), 3 not readable (trimmed). */
  readonly result: Uint8Array;
  readonly changed: Uint8Array;
  /** 0 none, 1 root, 2 cascade with its roots in the run, 3 cascade unresolved. */
  readonly role: Uint8Array;
  /** NaN absent. */
  readonly durationMs: Float64Array;
  /** Positions in {@link StateDetails.texts}. */
  readonly comment: Uint32Array;
  /** The same; of a cascade the roots as `sls.id`, joined by U+001F. */
  readonly blockedBy: Uint32Array;
  /** What states say, each text once: it repeats from minion to minion. The first is ''. */
  readonly texts: readonly string[];
};

/** One piece of a source, parsed. */
export type Batch = {
  /** Number of events. Every typed array below has this length. */
  readonly n: number;
  readonly columns: { readonly [N in BatchColumn]: ColumnArray<N> };
  /** Strings new to the worker since its last batch, in order of their local ids (local ids start at 1). */
  readonly strings: { readonly [K in DictionaryKind]: readonly string[] };
  readonly blocks: readonly Block[];
  readonly publishes: readonly PublishDetail[];
  readonly states: StateDetails;
  /** Their `offset` and `line` are relative to the piece, both from 0; the writer adds where the piece begins. */
  readonly problems: readonly (Problem & { readonly row: number | null })[];
  /** Counts of problems by code position; `problems` holds at most the first 100 a piece and code. */
  readonly problemCounts: Uint32Array;
  /** Records seen = n + rejected. */
  readonly read: number;
  readonly rejected: number;
  /** Bytes and line feeds in the piece. */
  readonly bytes: number;
  readonly lines: number;
};
