// What has to be concluded from a log whose truth is known: one form for recorded and for made-up incidents.
import type { MissingReason } from '../../shared/questions/job-row.ts';
import type { Planted, PlantedLink, PlantedRoot } from '../support/incident-maker/planted.ts';

/** Where something began that can be asked about by its job. */
export type ExpectedRoot = { readonly jid: string; readonly root: PlantedRoot };

/** A minion that never answered a job, and why. */
export type ExpectedMissing = {
  readonly jid: string;
  readonly minion: string;
  readonly reason: MissingReason['reason'];
};

/** What tells the failing minions of a job apart; `nothing`: nothing does, and that has to be said. */
export type ExpectedDifference = {
  readonly jid: string;
  /** Distinguishes the causes of one job. */
  readonly failing: readonly string[];
  readonly values: readonly { readonly field: string; readonly value: string }[] | 'nothing';
  readonly verdict: 'stands-out' | 'nothing-stands-out' | 'too-few';
};

/** The truth of one log. Lists hold what has to be found; what is not in them was not planted. */
export type Expected = {
  readonly name: string;
  readonly roots: readonly ExpectedRoot[];
  readonly missing: readonly ExpectedMissing[];
  readonly links: readonly PlantedLink[];
  /** Jobs that a reaction really started, from an event that the truth does not name. */
  readonly otherReactions: readonly string[];
  readonly differences: readonly ExpectedDifference[];
  /** Of each inner list at least one rule has to fire. */
  readonly findings: readonly (readonly string[])[];
  /** Rules that may fire as well, each with why it is true. */
  readonly allowed: Readonly<Record<string, string>>;
  /** Seconds each minion's clock is ahead. */
  readonly skew: Readonly<Record<string, number>>;
};

/** The expectations of a made-up incident. */
export function expectedOf(name: string, planted: Planted): Expected {
  const { jid, root, differs, failing } = planted;
  const verdict = differs === 'nothing' ? 'nothing-stands-out' : 'stands-out';
  return {
    name,
    roots: jid === null || root === null ? [] : [{ jid, root }],
    missing: Object.entries(planted.missing).map(([minion, reason]) => ({
      jid: jid ?? '',
      minion,
      reason: reason as MissingReason['reason'],
    })),
    links: planted.links,
    otherReactions: [],
    differences: jid === null || differs === null ? [] : [{ jid, failing, values: differs, verdict }],
    findings: planted.findings,
    allowed: {},
    skew: {},
  };
}
