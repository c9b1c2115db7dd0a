// Every way the world can say no to us, each with its code, its sentence and what the user can do.

/** The closed list of failure codes; `docs/failures.md` is generated from it. */
export const failureCodes = {
  'file-missing': 'The file or folder does not exist.',
  'file-unreadable': 'The file exists but could not be read.',
  'file-empty': 'The file holds no bytes, or the folder no files.',
  'folder-without-captures': 'No file in the folder is a capture that is understood.',
  'format-unknown': 'The content is no capture that is understood.',
  'format-not-named': 'The format asked for does not exist.',
  'compressed-broken': 'The compressed file is cut or damaged.',
  'compression-unsupported': 'The compression is recognised but not supported.',
  'database-foreign': 'The file is an SQLite database, but not a Saltrace case as this program writes it.',
  'database-not-sqlite': 'The file is not a case: it is no SQLite database.',
  'database-newer-than-app': 'The case was written by a newer Saltrace.',
  'database-corrupt': 'The case is damaged.',
  'database-busy': 'Another program is writing to the case.',
  'database-readonly': 'The case or its folder cannot be written to.',
  'database-exists': 'A file with the name of the new case exists already.',
  'disk-full': 'There is no room left on the disk.',
  'case-not-open': 'No case is open.',
  'import-running': 'An import is under way.',
  'import-cancelled': 'The import was stopped by the user.',
  'filter-malformed': 'The filter cannot be read.',
  'sequence-malformed': 'The sequence cannot be read.',
  'event-unknown': 'The case has no such event.',
  'job-unknown': 'The case has no such job.',
  'matrix-too-large': 'There are more states and minions than a matrix can show.',
  'minion-unknown': 'The case has no such minion.',
  'rule-unknown': 'There is no rule of that id.',
  'query-unknown': 'There is no saved query of that name.',
  'query-exists': 'A saved query of that name is there already.',
  'query-malformed': 'The saved query cannot be read or run.',
  'parameter-malformed': 'A parameter of a saved query is unknown, missing or of another type.',
  'library-unwritable': 'The folder of saved queries cannot be written to.',
  'view-exists': 'A named view of that name is there already.',
  'report-unwritable': 'The file of a report could not be written.',
  'report-full': 'The report has as many blocks as a case may keep.',
  'undo-gone': 'What was removed can no longer be put back.',
  'sql-refused': 'The SQL is no single reading statement and was not run.',
  'sql-malformed': 'The SQL cannot be read.',
  'sql-failed': 'The SQL statement failed while it ran.',
  'sql-timeout': 'The SQL statement took longer than it was given.',
  'reader-lost': 'The process that reads for one question ended by itself; the engine is not harmed.',
  'question-cancelled': 'The question was cancelled.',
  'question-overdue': 'The question took longer than it may and was given up.',
  'request-malformed': 'The request does not have the agreed shape.',
  'share-changed': 'The shared case is not as it was written: it was damaged or changed on its way.',
  'share-unsafe': 'The share was not written, because something that is to be hidden could still be found in it.',
  'share-cancelled': 'Sharing was stopped by the user.',
  'engine-lost': 'The engine stopped; it is started again.',
  'runtime-too-old': 'This Node or Electron cannot load the database library.',
  bug: 'Something went wrong inside Saltrace; it is our fault.',
} as const;

/** One of the known failure codes. */
export type FailureCode = keyof typeof failureCodes;

/** An expected failure: what happened, to what, and what can be done. Never holds a secret or a stack. */
export type Failure = {
  readonly code: FailureCode;
  /** One sentence: what happened, to what (names the file, jid…). */
  readonly message: string;
  /** What the user can do; absent when nothing can be. */
  readonly tip?: string;
  /** Place in a filter or sequence text, 0-based, for `filter-malformed` and `sequence-malformed`. */
  /** Place in a filter text, 0-based, for `filter-malformed`, `sql-malformed` and `sql-refused`. */
  readonly position?: number;
  /** Near misses the user may have meant. */
  readonly suggestions?: readonly string[];
};
