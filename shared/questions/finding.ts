// Findings: what went wrong in a capture, most important first (diagnosis §7), and the rules that say so.
import type { Stamp } from '../base/stamp.ts';
import type { RuleEntry, RuleLanguage, Severity } from '../keep/finding-rule.ts';
import type { Certainty } from './job-row.ts';

/** What ties a finding to the one it follows from. */
export const findingTies = ['same-job', 'same-minions', 'same-time', 'wrong-clocks'] as const;
/** One of them. */
export type FindingTie = (typeof findingTies)[number];

/** What a finding says, in one language. */
export type FindingWords = { readonly title: string; readonly explain: string; readonly next: string };

/** One thing that went wrong. */
export type Finding = {
  /** Place in the list, from 1; a finding that follows from another stands behind it. */
  readonly id: number;
  readonly rule: string;
  /** Which case of the rule it is. */
  readonly variant: string | null;
  /** At least that of what follows from it. */
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** In English; other languages the rule speaks beside it. */
  readonly words: FindingWords;
  readonly translated: { readonly [L in Exclude<RuleLanguage, 'en'>]?: FindingWords };
  /** Words of Salt or of a command, as they came; secrets are not covered. */
  readonly quote: string | null;
  readonly minions: readonly string[];
  readonly jids: readonly string[];
  /** Events that show it, the most telling first; not all of very many. */
  readonly events: readonly number[];
  readonly eventTotal: number;
  readonly first: Stamp | null;
  readonly last: Stamp | null;
  /** The finding that it is a mere consequence of. */
  readonly becauseOf: number | null;
  readonly tie: FindingTie | null;
  /** Findings that follow from it, directly or through others. */
  readonly followers: number;
};

/** What the clocks of a capture tell (diagnosis §8). Shown, never applied. */
export type CaptureClocks = {
  /** Seconds that jids are ahead of UTC, as far as published jobs tell: the master's zone with old masters, else 0. */
  readonly jidOffsetS: number | null;
  /** Published jobs that were compared. */
  readonly jobs: number;
  /** Minions whose clock is known. */
  readonly minions: number;
};

/** Name → body and answer of the questions about findings. */
export type FindingQuestions = {
  /** What went wrong. */
  'findings.list': {
    body: Record<string, never>;
    answer: {
      /** `pending`: not derived yet, or with other rules; what was found before is given with it. */
      readonly state: 'ready' | 'pending';
      readonly findings: readonly Finding[];
      readonly clocks: CaptureClocks;
    };
  };
};

/** The rules there are. */
export type RuleList = { readonly folder: string; readonly entries: readonly RuleEntry[] };
