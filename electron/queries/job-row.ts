// Jobs as they are stored → jobs as they are shown.
import type { JobOrigin, JobRow } from '../../shared/questions/job-row.ts';
import type { Json } from '../../shared/salt/json.ts';
import type { CaseFile } from '../store/case-file.ts';
import { listSeparator } from '../store/columns/column-defs.ts';

/** A row of the table `job`. */
export type StoredJob = {
  readonly jid: number;
  readonly fun: number | null;
  readonly arg: string;
  readonly user: number | null;
  readonly tgt: string;
  readonly tgt_type: string | null;
  readonly started: number | null;
  readonly ended: number | null;
  readonly duration_us: number | null;
  readonly is_internal: number;
  readonly is_test: number;
  readonly expected: number | null;
  readonly returned: number;
  readonly succeeded: number;
  readonly changed: number;
  readonly failed: number;
  readonly missing: number | null;
  readonly running: number | null;
  readonly unknown: number;
  readonly unexpected: number | null;
  readonly origin_kind: JobOrigin['kind'];
  readonly origin_certainty: JobOrigin['certainty'];
  readonly origin_because: string;
  readonly event: number;
};

/** The job with a jid, if there is one. */
export function storedJob(caseFile: CaseFile, jid: number): StoredJob | undefined {
  return caseFile.rows<StoredJob>('SELECT * FROM job WHERE jid = :jid', { jid })[0];
}

/** What a question gives. Arguments and target of jobs that were never published are read from their first event. */
export function jobRow(caseFile: CaseFile, job: StoredJob): JobRow {
  const fun = job.fun === null ? [] : caseFile.dictionary('fun').text(job.fun).split(listSeparator);
  const parts = job.expected === null ? partsOfEvent(caseFile, job.event) : undefined;
  return {
    jid: caseFile.dictionary('jid').text(job.jid),
    fun,
    arg: parts?.arg ?? (JSON.parse(job.arg) as Json),
    user: job.user === null ? null : caseFile.dictionary('user').text(job.user),
    tgt: parts?.tgt ?? (JSON.parse(job.tgt) as Json),
    tgtType: parts?.tgtType ?? job.tgt_type,
    started: job.started,
    ended: job.ended,
    durationUs: job.duration_us,
    isInternal: job.is_internal === 1,
    isTest: job.is_test === 1,
    expected: job.expected,
    returned: job.returned,
    succeeded: job.succeeded,
    changed: job.changed,
    failed: job.failed,
    missing: job.missing,
    running: job.running,
    unknown: job.unknown,
    unexpected: job.unexpected,
    origin: { kind: job.origin_kind, certainty: job.origin_certainty, because: job.origin_because },
    event: job.event,
  };
}

function partsOfEvent(caseFile: CaseFile, event: number) {
  const { data } = caseFile.event(event);
  return {
    arg: data.fun_args ?? data.arg ?? null,
    tgt: data.tgt ?? null,
    tgtType: typeof data.tgt_type === 'string' ? data.tgt_type : null,
  };
}
