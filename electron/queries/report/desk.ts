// What every section of a report is written with: questions asked of the same case, times in its zone, numbers with their query.

import type { Failure } from '../../../shared/base/failure.ts';
import type { Outcome } from '../../../shared/base/outcome.ts';
import { formatStamp, type Stamp } from '../../../shared/base/stamp.ts';
import type { PinnedNumber, ReportQuery } from '../../../shared/keep/report.ts';
import type { Answer, Body, QuestionName } from '../../../shared/questions/questions.ts';
import type { ReportNumber, ReportPart, ReportSection } from '../../../shared/questions/report.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventsPage } from '../events-page.ts';
import { jobsList } from '../jobs-list.ts';
import { minionsList } from '../minions-list.ts';
import type { Question, QuestionContext } from '../question.ts';
import { covered } from './cover.ts';

/** Thrown inside a section when a question was refused; the section's reader turns it back into a value. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** See the file's head. */
export class ReportDesk {
  readonly caseFile: CaseFile;
  readonly context: QuestionContext;
  readonly #was: readonly PinnedNumber[];
  readonly #isPinned: boolean;

  /** `was`: the numbers that were pinned; `undefined` where nothing was. */
  constructor(caseFile: CaseFile, context: QuestionContext, was?: readonly PinnedNumber[]) {
    this.caseFile = caseFile;
    this.context = context;
    this.#was = was ?? [];
    this.#isPinned = was !== undefined;
  }

  /** The answer of a question. */
  async ask<N extends QuestionName>(question: Question<N>, body: Body<N>): Promise<Answer<N>> {
    return answerOf(await question(this.caseFile, body, this.context));
  }

  /** A number, with what it was. */
  number(label: string, value: number | null, query: ReportQuery): ReportNumber {
    const pinned = this.#was.find((one) => one.label === label);
    return { label, value, was: pinned?.value ?? null, isPinned: this.#isPinned && pinned !== undefined, query };
  }

  /** How many events, jobs or minions a filter selects: the very number that asking again gives. */
  async counted(label: string, ask: 'events' | 'jobs' | 'minions', text: string): Promise<ReportNumber> {
    return this.number(label, await this.#count(ask, text), { ask, text });
  }

  /** A stamp in the zone of the report, to the millisecond. */
  when(stamp: Stamp | null): string {
    if (stamp === null) return '–';
    const { zone } = this.context;
    if (zone === 'UTC') return formatStamp(stamp).slice(0, 23).replace('T', ' ');
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    const ms = String(Math.floor((((stamp % 1_000_000) + 1_000_000) % 1_000_000) / 1000)).padStart(3, '0');
    return `${format.format(Math.floor(stamp / 1000))}.${ms}`;
  }

  async #count(ask: 'events' | 'jobs' | 'minions', filter: string): Promise<number> {
    const page = { filter, offset: 0, limit: 1, descending: false };
    if (ask === 'jobs') return (await this.ask(jobsList, { ...page, internal: false, sort: 'jid' })).total;
    if (ask === 'minions') return (await this.ask(minionsList, { ...page, sort: 'minion' })).total;
    return (await this.ask(eventsPage, { filter, start: { row: 0 }, limit: 1 })).total;
  }
}

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refused(outcome.failure);
  return outcome.value;
}

/** Rows of a table that a report shows. */
export const mostRows = 25;

/** A table of at most {@link mostRows} rows; columns of numbers end in ` #`. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  query: ReportQuery | null = null,
): ReportPart {
  return {
    is: 'table',
    caption,
    columns: columns.map((title) => ({ title: title.replace(/ #$/, ''), isNumber: title.endsWith(' #') })),
    rows: rows.slice(0, mostRows).map((row) => row.map((text) => shortened(covered(text)))),
    more: Math.max(0, rows.length - mostRows),
    query,
  };
}

/** A paragraph. */
export function paragraph(text: string): ReportPart {
  return { is: 'text', text: covered(text) };
}

/** A section of the standing kind. */
export function section(title: string, parts: readonly ReportPart[]): ReportSection {
  return { key: null, thing: null, title, parts, gone: null };
}

const longestCell = 400;

/** Names, at most so many. */
export function names(list: readonly string[], most = 12): string {
  const more = list.length - most;
  return more > 0 ? `${list.slice(0, most).join(', ')} and ${more} more` : list.join(', ');
}

function shortened(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}
