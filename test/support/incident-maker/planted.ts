// The truth of a made-up incident: what was planted, in the words the questions answer in, so that it can be scored.

/** The kinds of incident that can be planted. */
export const incidentKinds = [
  'one-grain',
  'grain-pair',
  'printed-version',
  'at-random',
  'compile-error',
  'silent-minions',
  'conflict',
  'orchestration',
  'beacon-chain',
  'refused-key',
  'flapping-state',
] as const;

/** See {@link incidentKinds}. */
export type IncidentKind = (typeof incidentKinds)[number];

/** True for a name of {@link incidentKinds}. */
export const isIncidentKind = (name: string): name is IncidentKind => incidentKinds.some((kind) => kind === name);

/** Where the incident began. */
export type PlantedRoot =
  | {
      readonly is: 'state';
      readonly sls: string;
      readonly id: string;
      readonly fun: string;
      /** Tag of the event with which it began, where a reaction stands between: that may be named first as well. */
      readonly trigger?: string;
    }
  | { readonly is: 'refusal'; readonly rule: string; readonly text: string }
  | { readonly is: 'missing'; readonly reason: string; readonly minions: readonly string[] }
  | { readonly is: 'blocked'; readonly by: string }
  | { readonly is: 'key'; readonly minion: string };

/** A link between two events that really holds. Both ends are named by tag, which is unique among them. */
export type PlantedLink = {
  readonly kind: string;
  readonly certainty: 'certain' | 'inferred';
  readonly from: string;
  readonly to: string;
};

/** The truth of one made-up incident. */
export type Planted = {
  readonly kind: IncidentKind;
  /** In plain words. */
  readonly cause: string;
  /** The job to ask about; `null` where none failed. */
  readonly jid: string | null;
  readonly root: PlantedRoot | null;
  readonly failing: readonly string[];
  /** Failed states that follow from the root, over all minions. */
  readonly cascade: number;
  /** Values that tell the failing minions apart; `nothing`: by plan none does; `null`: not to be asked. */
  readonly differs: readonly { readonly field: string; readonly value: string }[] | 'nothing' | null;
  /** Minions of the job that never returned, each with why. */
  readonly missing: Readonly<Record<string, string>>;
  readonly links: readonly PlantedLink[];
  /** Rules that have to find it: of each inner list at least one. */
  readonly findings: readonly (readonly string[])[];
};
