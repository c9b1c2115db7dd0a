// A rule that finds trouble, as plain data: what it looks for, how sure and how bad that is, and what it says about it.
// Built-in rules and those of a user's folder have the same shape.

/** How bad a finding is, mildest first. */
export const severities = ['info', 'notice', 'warning', 'error'] as const;
/** One of them. */
export type Severity = (typeof severities)[number];

/** Languages in which a rule may speak; English always. */
export const ruleLanguages = ['en', 'zh-Hans'] as const;
/** One of them. */
export type RuleLanguage = (typeof ruleLanguages)[number];

/** A text in its languages. `{name}` stands for a value of the finding. */
export type RuleText = { readonly en: string } & { readonly [L in RuleLanguage]?: string };

/** What a rule says of a finding. */
export type RuleWords = {
  /** One sentence: what went wrong. */
  readonly title: RuleText;
  /** Why we think so, and what it means. */
  readonly explain: RuleText;
  /** What to look at or do next. */
  readonly next: RuleText;
};

/** A case of a rule that has words, and may have a severity, of its own. */
export type RuleVariant = Partial<RuleWords> & { readonly severity?: Severity };

/** By what the events of a filter or sequence are put together into findings. */
export const groupings = ['minion', 'jid', 'fun', 'user', 'tag'] as const;
/** One of them. */
export type Grouping = (typeof groupings)[number];

/** What a rule looks for: events of a filter, matches of a sequence, or what a detector of the program finds. */
export type RuleSearch =
  | { readonly kind: 'filter'; readonly filter: string }
  | { readonly kind: 'sequence'; readonly sequence: string; readonly report: 'matched' | 'unmatched' }
  | { readonly kind: 'detector'; readonly detector: DetectorName };

/** A rule, whole. */
export type FindingRule = {
  readonly id: string;
  readonly severity: Severity;
  readonly isEnabled: boolean;
  readonly words: RuleWords;
  readonly variants: { readonly [name: string]: RuleVariant };
  readonly search: RuleSearch;
  /** Of a filter or sequence: one finding for each value; empty: one for all. */
  readonly groupBy: readonly Grouping[];
  /** Of a filter or sequence: so many events (matches) of a group are needed. */
  readonly atLeast: number;
  /** Of a filter or sequence: within so many seconds; `null`: in the whole capture. */
  readonly withinS: number | null;
  /** Of a filter or sequence: findings that follow each other within so many seconds are one; `null`: each stays by itself. */
  readonly togetherS: number | null;
  /** Thresholds of a detector. */
  readonly parameters: { readonly [name: string]: number };
};

/** Where a rule comes from. */
export type RulePlace = 'built-in' | 'folder';

/** A rule in its place; or a file that is none, with its line and why: never left out. */
export type RuleEntry =
  | {
      readonly place: RulePlace;
      readonly file: string;
      readonly rule: FindingRule;
      /** True when a rule of the user's folder with this id takes its place. */
      readonly isOverridden: boolean;
    }
  | { readonly place: RulePlace; readonly file: string; readonly line: number | null; readonly reason: string };

/**
 * The detectors, each with its thresholds and their defaults: what neither a filter nor a sequence can say. Times in seconds. A rule may
 * name no other threshold.
 */
export const detectors = {
  'missing-return': { episode_s: 900 },
  'failed-root': {},
  'compile-error': {},
  'pillar-error': {},
  conflict: {},
  'unknown-function': {},
  'failed-return': {},
  'flapping-state': { runs: 3 },
  'slow-state': { factor: 4, least_s: 2, others: 3 },
  'slow-return': { factor: 3, least_s: 10, others: 4 },
  'silent-minion': {},
  'presence-flap': { losses: 3, within_s: 900 },
  'auth-storm': { per_minion: 20, in_all: 200, within_s: 60 },
  'key-rejected': {},
  'key-changed': {},
  'reactor-loop': { rounds: 5, round_s: 15 },
  'reaction-missing': {},
  'duplicate-events': { least: 1 },
  'trimmed-values': {},
  'schedule-pile-up': { runs: 3, share: 0.9 },
  'batch-stopped': {},
  'orchestration-step-failed': {},
  'master-restart': { share: 0.8, least: 3 },
  'event-rate-drop': { share: 0.1, least_s: 300 },
  'gap-in-capture': {},
  'clock-skew': { least_s: 5 },
  'secret-on-the-bus': {},
  'generator-stall': { stall_s: 60, items: 2 },
} as const satisfies { readonly [name: string]: { readonly [threshold: string]: number } };

/** Name of a detector. */
export type DetectorName = keyof typeof detectors;

/** Bounds of a rule. */
export const ruleBounds = { id: 60, text: 2_000, search: 20_000, variants: 20, seconds: 31_536_000 } as const;
