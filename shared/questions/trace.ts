// Links between what happened and the question `trace`: what brought something about and what followed (diagnosis §5).
import type { Stamp } from '../base/stamp.ts';
import type { JobOutcome } from '../salt/job-outcome.ts';
import type { Kind } from '../salt/kind.ts';
import type { Certainty, MissingReason } from './job-row.ts';

/** Every kind of link with what its cause and its effect are. */
export const linkKindDocs = {
  'return-of': 'a job → what one of its minions sent back',
  'progress-of': 'a job → an event in which a minion or a runner says how far it is',
  'sent-by-job': 'a job → the event that its function sent (`__pub_jid`), or the ping that a runner sent',
  'asks-about': 'a job → the `saltutil.find_job` or `kill_job` that names it',
  'step-of': 'an orchestration → the event that announces a step, and that event → the job of the step',
  'child-of': 'an orchestration → the job of a step of it',
  reaction: 'an event → the job that the reactor started because of it',
  scheduled: "a minion's schedule → the run that it started",
  retry: 'a job that failed → the same job, run again',
  'blocked-by': 'a job at work → the return of one that was refused because of it',
  'beacon-of': 'a run that changed a file → the beacon that watches the file',
  'file-changed': 'a state that changed a file → a state that failed over the file later in the same run',
  'same-trace': 'an event → the next one that carries the same trace context (`traceparent`)',
  'state-failed': 'a state that failed by itself → the failed return that holds it',
  'missing-because': 'the events that show it → a return that never came',
  'part-of': 'what became of a minion → the result of its job',
  'step-failed': 'the result of a job → the step of the orchestration that failed with it',
} as const;

/** See {@link linkKindDocs}. */
export type LinkKind = keyof typeof linkKindDocs;

/** Certain and inferred links are drawn; a possible one is only listed: too weak, or another cause is as likely. */
export type LinkCertainty = Certainty | 'possible';

/** A reason in parts, so that it can be said in any language. `values` fill the sentence that `code` names. */
export type TraceReason = {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** One part of the score of an inferred link: 0…1, they add up to it (at most 1). */
export type ScorePart = { readonly name: string; readonly value: number };

/** One link of a trace. */
export type TraceLink = {
  /** Keys of nodes; `from` is the cause. */
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly certainty: LinkCertainty;
  readonly because: TraceReason;
  /** 0…1 of an inferred or possible link; `null` for a certain one. */
  readonly score: number | null;
  readonly parts: readonly ScorePart[];
  /** The event that was the next most likely cause, with its score. */
  readonly runnerUp: { readonly event: number; readonly score: number } | null;
  /** Events that show it, at most 20. */
  readonly evidence: readonly number[];
  /** Number of single links that this one stands for: one a minion, where minions are grouped. */
  readonly count: number;
};

/** What a node stands for. */
export type TraceNodeKind = 'event' | 'job' | 'return' | 'state' | 'result' | 'schedule';

/** One thing, or several alike (the same end of a job on 2,000 minions) as one. */
export type TraceNode = {
  /** Unique in the trace; the same thing has the same key in every trace of the case as it is. */
  readonly key: string;
  readonly kind: TraceNodeKind;
  /** How many single things it stands for. */
  readonly count: number;
  /** The minions it is about, in natural order, at most 50; `minionCount` is the true number. */
  readonly minions: readonly string[];
  readonly minionCount: number;
  /** From its first to its last event; `null` where none has a stamp. */
  readonly from: Stamp | null;
  readonly to: Stamp | null;
  /** Its events, at most 20: what to select to see it. Of a missing return the `new` event that expects it. */
  readonly events: readonly number[];
  readonly jid: string | null;
  readonly fun: string | null;
  readonly user: string | null;
  /** Tag of an event. */
  readonly tag: string | null;
  /** Kind of an event. */
  readonly eventKind: Kind | null;
  /** Of a return or a result. */
  readonly outcome: JobOutcome | null;
  /** Of a missing return. */
  readonly reason: MissingReason['reason'] | null;
  readonly reasonCertainty: Certainty | null;
  /** Of a state. */
  readonly state: {
    readonly sls: string | null;
    readonly id: string;
    /** `module.function`. */
    readonly fun: string;
    readonly comment: string;
    readonly output: string | null;
    /** States that failed because of it, over all minions. */
    readonly cascade: number;
  } | null;
  /** First lines of what went wrong in a failed return that is no state run. */
  readonly errorText: string | null;
  /** Name of a schedule. */
  readonly name: string | null;
  /** Causes and consequences left out because there are too many; `null` where the trace did not look further. */
  readonly moreCauses: number | null;
  readonly moreConsequences: number | null;
};

/** A node at which the trace of a failure begins. */
export type TraceBeginning = {
  readonly key: string;
  /** What it is in the story. */
  readonly role:
    | 'failed-by-itself'
    | 'trigger'
    | 'blocking-job'
    | 'minion-away'
    | 'refused'
    | 'failed-return'
    | 'unexplained';
  /** Certain when every link from it to the symptom is. */
  readonly certainty: Certainty;
  readonly because: TraceReason;
  /** Failed and missing returns that it accounts for in this trace. */
  readonly explains: number;
  /** What to look at next, most useful first. */
  readonly next: readonly TraceReason[];
};

/** What a trace is about: an event, a job, or one minion in a job. */
export type TraceAbout = { readonly event: number } | { readonly jid: string; readonly minion?: string | undefined };

/** The answer of `trace`. */
export type TraceAnswer = {
  readonly about: TraceAbout;
  /** The nodes that it is about; a job is two, its start and its result. */
  readonly focus: readonly string[];
  /** Causes before consequences, each by time. */
  readonly nodes: readonly TraceNode[];
  /** Drawn links: certain and inferred. */
  readonly links: readonly TraceLink[];
  /** Links that are too weak to be drawn, with the nodes that only they lead to. */
  readonly possible: readonly TraceLink[];
  readonly possibleNodes: readonly TraceNode[];
  /** Where it began, the most likely first; empty when nothing failed. */
  readonly beginnings: readonly TraceBeginning[];
  /** What the capture lacks for more, in parts. */
  readonly lacking: readonly TraceReason[];
  /** True when nodes were left out. */
  readonly isCut: boolean;
};

/** The questions of traces. */
export type TraceQuestions = {
  trace: {
    body: TraceAbout & {
      /** Keys of nodes whose causes and consequences are wanted beyond the usual depth. */
      readonly expand?: readonly string[] | undefined;
    };
    answer: TraceAnswer;
  };
};

/** The key of the node of an event. */
export const eventKey = (event: number): string => `event:${event}`;
/** The key of the start of a job. */
export const jobKey = (jid: string): string => `job:${jid}`;
/** The key of what became of a job as a whole. */
export const resultKey = (jid: string): string => `result:${jid}`;
