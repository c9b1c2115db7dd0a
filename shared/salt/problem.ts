// The catalogue of defects a capture can hold. A problem never stops the reading; it is counted and shown with its place.

/** Severity: `info` nothing lost, `notice` worth knowing, `data-loss` something is not in the capture, `error` unusable. */
export type Severity = 'info' | 'notice' | 'data-loss' | 'error';

/** Every problem code with its severity and one sentence. `docs/problems.md` is generated from it. Position = stored code; append only. */
export const problemDocs = [
  [
    'noise',
    'info',
    'Lines that are no events stand between the records (log lines, a traceback after Ctrl-C); they are kept, not read.',
  ],
  ['record-truncated', 'data-loss', 'The last record is cut off.'],
  ['record-malformed', 'error', 'A record looks like an event but is not valid JSON.'],
  ['record-no-event', 'error', 'The JSON is valid but is neither an event nor a return.'],
  ['record-too-large', 'data-loss', 'A record is larger than the program accepts.'],
  ['invalid-utf8', 'data-loss', 'Bytes that are not UTF-8; shown as U+FFFD, kept as they are in the raw record.'],
  ['nan', 'notice', "Python's NaN or Infinity stands where JSON allows no such number; shown as a string."],
  ['duplicate-key', 'notice', 'A map has the same key twice; the last one counts.'],
  [
    'big-integer',
    'notice',
    'An integer beyond 2^53; computed with its rounded value, shown exactly from the raw record.',
  ],
  ['stamp-missing', 'notice', 'The event has no _stamp; it stands where it was read.'],
  ['stamp-unreadable', 'notice', 'The _stamp is in no known spelling; the event stands where it was read.'],
  ['tag-rebuilt', 'info', 'The capture had no tag; it was rebuilt from the data.'],
  ['trimmed', 'data-loss', 'Salt replaced a value by VALUE_TRIMMED because the event was larger than max_event_size.'],
  ['payload-shed', 'data-loss', 'The recording tool dropped the data of the event to save room.'],
  ['forged-tag', 'notice', 'A minion sent a tag that only the master sends; the event is kept but not believed.'],
  ['field-odd', 'notice', 'A known field has a type Salt does not send.'],
  ['compressed-cut', 'data-loss', 'The compressed file ends early; what could be unpacked was read.'],
] as const satisfies readonly (readonly [string, Severity, string])[];

/** One of the known problem codes. */
export type ProblemCode = (typeof problemDocs)[number][0];

/** All problem codes by stored number. */
export const problemCodes: readonly ProblemCode[] = problemDocs.map(([code]) => code);

/** Severity of a problem code. */
export function problemSeverity(code: ProblemCode): Severity {
  return problemDocs.find(([name]) => name === code)?.[1] ?? 'error';
}

/** One defect, placed. `sample` is at most 200 characters of the raw text. */
export type Problem = {
  readonly code: ProblemCode;
  /** Byte offset in the (unpacked) source. */
  readonly offset: number;
  /** 1-based line in the source. */
  readonly line: number;
  /** Free words about this one, for example the duplicate key's name. */
  readonly detail?: string;
  readonly sample: string;
};
