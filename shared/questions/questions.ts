// All questions that can be asked of a case: their bodies and their answers. Read only; a question knows no transport.
import type { Stamp } from '../base/stamp.ts';
import type { CaseInfo, CaseSummary, Gap, ProblemRow } from './case-info.ts';
import type { CompareQuestions } from './compare.ts';
import type { DifferQuestions } from './differ.ts';
import type { EventDetail, EventRow } from './event-row.ts';
import type { FindingQuestions } from './finding.ts';
import type { JobRow, JobStory, MinionRow, StateRow } from './job-row.ts';
import type { ReportQuestions } from './report.ts';
import type { Selection, Span } from './selection.ts';
import type { SequenceQuestions } from './sequence.ts';
import type { ShareChoices, SharePreview } from './share.ts';
import type { SqlAnswer, SqlLimits, SqlParameters } from './sql.ts';
import type { StateQuestions } from './states.ts';
import type { TextSearchAnswer, TextSearchBody } from './text-search.ts';
import type { TimelineQuestions } from './timeline.ts';
import type { TraceQuestions } from './trace.ts';

export type { Selection, Span };

/** Fields that facets and stacks can count; `data.a.b` paths are counted from the raw records. */
export const facetFields = ['kind', 'minion', 'fun', 'user', 'outcome', 'source', 'jid', 'retcode'] as const;

/** Where a page begins. Events are ordered by (stamp, arrival). */
export type PageStart = { readonly row: number } | { readonly after: number } | { readonly around: number };

/** Counts per slice of time. `counts[i]` covers `[from + i·width, from + (i+1)·width)`. */
export type Histogram = {
  readonly from: Stamp;
  readonly widthUs: number;
  readonly stacks: readonly { readonly name: string; readonly counts: readonly number[] }[];
  readonly gaps: readonly Gap[];
};

/** The most frequent values of one field in a selection. */
export type Facet = {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly distinct: number;
  /** Selected events without a value. */
  readonly absent: number;
  /** False when only the first `scanned` events were looked at (JSON paths of large selections). */
  readonly isComplete: boolean;
  readonly scanned: number;
};

/** Name → body and answer of every question. */
export type Questions = SequenceQuestions &
  FindingQuestions &
  DifferQuestions &
  ReportQuestions &
  CompareQuestions &
  StateQuestions &
  TimelineQuestions &
  TraceQuestions & {
    'case.info': { body: Record<string, never>; answer: CaseInfo };
    'case.summary': { body: Record<string, never>; answer: CaseSummary };
    'case.problems': {
      body: {
        readonly source?: number | undefined;
        readonly code?: string | undefined;
        readonly offset: number;
        readonly limit: number;
      };
      answer: { readonly rows: readonly ProblemRow[]; readonly total: number };
    };
    /** Rows of the selection in time order; `first` is the position of the first row given. */
    'events.page': {
      body: Selection & {
        readonly start: PageStart;
        readonly limit: number;
        /** Paths (`data.a.b`) whose values are to stand in each row. */
        readonly paths?: readonly string[] | undefined;
      };
      answer: {
        readonly rows: readonly EventRow[];
        readonly first: number;
        readonly total: number;
        readonly revision: number;
      };
    };
    'events.one': { body: { readonly id: number }; answer: EventDetail };
    'events.histogram': {
      body: Selection & { readonly buckets: number; readonly stack: 'kind' | 'outcome' | 'none' };
      answer: Histogram;
    };
    'events.facets': {
      body: Selection & { readonly fields: readonly string[]; readonly limit: number };
      answer: { readonly facets: readonly Facet[]; readonly total: number };
    };
    /**
     * Values of a field that begin like or contain `text`, most frequent first: completion in the filter bar. Of the field
     * `data` the paths that a sample of the events has.
     */
    'filter.values': {
      body: { readonly field: string; readonly text: string; readonly limit: number };
      answer: { readonly values: readonly { readonly value: string; readonly count: number }[] };
    };
    /** Jobs with at least one selected event; their counts are always of the whole job. */
    'jobs.list': {
      body: Selection & {
        readonly internal: boolean;
        readonly sort: 'worst' | 'started' | 'duration' | 'jid';
        readonly descending: boolean;
        readonly offset: number;
        readonly limit: number;
      };
      answer: { readonly rows: readonly JobRow[]; readonly total: number };
    };
    'job.story': { body: { readonly jid: string }; answer: JobStory };
    'minions.list': {
      body: Selection & {
        readonly sort: 'minion' | 'failed' | 'missing' | 'last-seen';
        readonly descending: boolean;
        readonly offset: number;
        readonly limit: number;
      };
      answer: { readonly rows: readonly MinionRow[]; readonly total: number };
    };
    'minion.story': {
      body: { readonly minion: string };
      answer: {
        readonly minion: MinionRow;
        readonly jobs: readonly (JobRow & { readonly outcome: string })[];
        readonly states: readonly StateRow[];
      };
    };
    'states.list': {
      body: Selection & {
        readonly jid?: string | undefined;
        readonly event?: number | undefined;
        readonly offset: number;
        readonly limit: number;
      };
      answer: { readonly rows: readonly StateRow[]; readonly total: number };
    };
    /** The selected events that hold a text, newest first; to be asked again from `next` on. */
    'text.search': { body: Selection & TextSearchBody; answer: TextSearchAnswer };
    /** Jids and minions whose name contains the text: the command palette. */
    'case.find': {
      body: { readonly text: string; readonly limit: number };
      answer: {
        readonly minions: readonly string[];
        readonly jobs: readonly { readonly jid: string; readonly fun: string; readonly started: Stamp | null }[];
      };
    };
    /** What a share of the selection would hold and hide. */
    'share.preview': { body: Selection & ShareChoices; answer: SharePreview };
    'sql.run': {
      body: { readonly sql: string; readonly values?: SqlParameters | undefined; readonly limits: SqlLimits };
      answer: SqlAnswer;
    };
    /** The selection as SQL over the views, with the same events. */
    'sql.of-filter': { body: Selection; answer: { readonly sql: string } };
  };

/** Name of a question. */
export type QuestionName = keyof Questions;
/** What a question takes. */
export type Body<N extends QuestionName> = Questions[N]['body'];
/** What a question gives. */
export type Answer<N extends QuestionName> = Questions[N]['answer'];
