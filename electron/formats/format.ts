// What a log format is: four pure functions over bytes. Formats open nothing and know no other format.
import type { JsonObject } from '../../shared/salt/json.ts';
import type { ProblemCode } from '../../shared/salt/problem.ts';

/** Names of the formats, as the user may give them to overrule the detection. */
export type FormatName = 'sse' | 'state-event' | 'rawfile-json';

/** A stretch of a piece: a record, or noise between records. Offsets in bytes and lines are relative to the piece. */
export type Stretch = {
  readonly kind: 'record' | 'noise';
  readonly offset: number;
  readonly length: number;
  /** 0-based line in the piece on which the stretch begins. */
  readonly line: number;
  /** Set when the splitter itself knows the record is broken. */
  readonly broken?: 'record-truncated' | 'record-malformed';
};

/** What one record says, before Salt's words are read. */
export type DecodedRecord =
  | {
      readonly ok: true;
      /** Absent when the capture lost it (bare returns): rebuilt by normalise. */
      readonly tag: string | undefined;
      /** The event's `data`. */
      readonly data: JsonObject;
      /** `data` as valid JSON text: big integers as they came, NaN and Infinity as strings. Made only when asked for. */
      readonly dataText: () => string;
      /** The JSON text the record was read from, as it came: for cheap searches. */
      readonly text: string;
      /** Defects inside a record that is nevertheless an event. */
      readonly problems: readonly { readonly code: ProblemCode; readonly detail?: string }[];
    }
  | { readonly ok: false; readonly code: ProblemCode; readonly detail?: string };

/** One format. The chunk law: cutting the bytes anywhere `cut` allows gives the same stretches as not cutting. */
export type Format = {
  readonly name: FormatName;
  /** One sentence for people. */
  readonly doc: string;
  /** How sure the first bytes (up to 64 KiB, maybe cut mid-record) look like this format: 0 no … 1 certainly. */
  readonly detect: (head: Uint8Array) => number;
  /** Byte length of the longest prefix that surely ends between two records; 0 when none does. Scans from the end. */
  readonly cut: (bytes: Uint8Array) => number;
  /** Divides a piece (cut as above; `isLast` = the source ends here) into stretches that cover every non-blank line. */
  readonly split: (piece: Uint8Array, isLast: boolean) => Stretch[];
  /** Reads one record's bytes. Never throws on bad input. */
  readonly decode: (record: Uint8Array) => DecodedRecord;
};
