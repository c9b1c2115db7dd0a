// A report as a document: sections of paragraphs, numbers, tables, lists and charts. Window, Markdown, HTML and PDF show this one thing.
import type { ReportQuery, ReportThing } from '../keep/report.ts';

/** A number with the query that gives it; `was`: what it was when it was pinned. */
export type ReportNumber = {
  readonly label: string;
  readonly value: number | null;
  readonly was: number | null;
  /** True when the number was pinned, so that `was` says something. */
  readonly isPinned: boolean;
  readonly query: ReportQuery;
};

/** One column of a table. */
export type ReportColumn = { readonly title: string; readonly isNumber: boolean };

/** One part of a section. All texts are plain; secrets in them are covered. */
export type ReportPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'numbers'; readonly numbers: readonly ReportNumber[] }
  | {
      readonly is: 'table';
      readonly caption: string;
      readonly columns: readonly ReportColumn[];
      readonly rows: readonly (readonly string[])[];
      /** Rows that were left out. */
      readonly more: number;
      readonly query: ReportQuery | null;
    }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'code'; readonly caption: string; readonly text: string }
  | {
      readonly is: 'chart';
      readonly caption: string;
      /** Names of the stacked series, and for each slice its label and a count a series. */
      readonly series: readonly string[];
      readonly slices: readonly { readonly label: string; readonly counts: readonly number[] }[];
      readonly query: ReportQuery;
    };

/** One section: a block of a kept report, or a part of the standing one. */
export type ReportSection = {
  /** Key of its block; `null` in the standing report. */
  readonly key: string | null;
  readonly thing: ReportThing | null;
  /** `null`: a text between others, without a title of its own. */
  readonly title: string | null;
  readonly parts: readonly ReportPart[];
  /** Why it cannot be shown as it was pinned; `null` when it can. */
  readonly gone: string | null;
};

/** A whole report. */
export type ReportDocument = {
  readonly title: string;
  /** One line on what it is about: case, span, zone. */
  readonly about: string;
  readonly sections: readonly ReportSection[];
};

/** The kept report, or the one that the program writes by itself; `auto`: the kept one where there is one. */
export type WhichReport = 'kept' | 'standing' | 'auto';

/** Questions about the report. */
export type ReportQuestions = {
  'report.read': { body: { readonly which: WhichReport }; answer: ReportDocument };
  /** What a thing would say if it were pinned now. */
  'report.section': { body: { readonly thing: ReportThing }; answer: ReportSection };
  'report.text': {
    body: { readonly which: WhichReport; readonly form: 'markdown' | 'html' };
    answer: { readonly text: string };
  };
};
