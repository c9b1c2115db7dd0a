// The truth of a made-up log: what was planned for each job, so that conclusions drawn from the log can be scored.

/** What became of one minion in one job, as it was planned and, for returns, really written. */
export type TrueOutcome = 'succeeded' | 'changed' | 'failed' | 'unknown' | 'missing' | 'pending';

/** One job. Minions are positions in the log's list of minions. `pending`: the log ends before the return. */
export type JobTruth = {
  readonly jid: string;
  readonly fun: string;
  /** µs since 1970. */
  readonly started: number;
  readonly isInternal: boolean;
  readonly isTest: boolean;
  /** Empty and `isPublished` false for returns without a job (scheduled ones). */
  readonly isPublished: boolean;
  readonly expected: readonly number[];
  readonly outcomes: ReadonlyMap<number, TrueOutcome>;
  /** Failed states that failed by themselves, as `sls.id`, with the minions on which they did. */
  readonly roots: ReadonlyMap<string, readonly number[]>;
  /** States that failed because of those, over all minions. */
  readonly cascades: number;
  /** Returns that were sent twice. */
  readonly duplicates: readonly number[];
};

/** A job as it is being written; {@link JobTruth} once nothing can change any more. */
export class JobRecord implements JobTruth {
  readonly jid: string;
  readonly fun: string;
  readonly started: number;
  readonly isInternal: boolean;
  readonly isTest: boolean;
  readonly isPublished: boolean;
  readonly expected: readonly number[];
  readonly outcomes = new Map<number, TrueOutcome>();
  readonly roots = new Map<string, number[]>();
  readonly duplicates: number[] = [];
  cascades = 0;
  /** Things still planned for this job. */
  open = 0;

  constructor(
    job: Pick<JobTruth, 'jid' | 'fun' | 'started' | 'expected'> &
      Partial<Pick<JobTruth, 'isInternal' | 'isTest' | 'isPublished'>>,
  ) {
    this.jid = job.jid;
    this.fun = job.fun;
    this.started = job.started;
    this.expected = job.expected;
    this.isInternal = job.isInternal ?? false;
    this.isTest = job.isTest ?? false;
    this.isPublished = job.isPublished ?? true;
    for (const minion of job.expected) this.outcomes.set(minion, 'pending');
  }

  /** Notes a state that failed by itself. */
  addRoot(name: string, minion: number): void {
    const minions = this.roots.get(name);
    if (minions === undefined) this.roots.set(name, [minion]);
    else minions.push(minion);
  }
}

/** One line of the truth file. */
export function truthLine(job: JobTruth): string {
  const by: Record<TrueOutcome, number[]> = {
    succeeded: [],
    changed: [],
    failed: [],
    unknown: [],
    missing: [],
    pending: [],
  };
  for (const [minion, outcome] of job.outcomes) by[outcome].push(minion);
  const { jid, fun, started, isInternal, isTest, isPublished, cascades, duplicates } = job;
  const { expected } = job;
  const roots = Object.fromEntries(job.roots);
  return JSON.stringify({
    jid,
    fun,
    started,
    isInternal,
    isTest,
    isPublished,
    expected,
    ...by,
    roots,
    cascades,
    duplicates,
  });
}
