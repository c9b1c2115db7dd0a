// What is known of minions, as what-differs takes it: one field, one value (or several, or none) a minion.

/**
 * Where a field comes from, the most telling first: what a minion is, its name and who addresses it, words of its states, how
 * things stood when the job came, and what may only follow from the failure.
 */
export const fieldFamilies = ['property', 'name', 'words', 'circumstance', 'consequence'] as const;

/** See {@link fieldFamilies}. */
export type FieldFamily = (typeof fieldFamilies)[number];

/** One field of all compared minions. */
export type Field = {
  /** As shown: `grains.osrelease`, `states.nginx-test.name[nginx-check]`. */
  readonly name: string;
  readonly family: FieldFamily;
  /** By minion: its value; all of a list; `undefined` where it is not known. */
  readonly values: readonly (string | number | readonly string[] | undefined)[];
  /** Minions that were looked at for it, as bits by position, where that was not all of them. */
  readonly isRead?: Uint32Array | undefined;
  /** True where only having a value may mean something: lacking it may follow from the failure. */
  readonly onlyHaving?: boolean | undefined;
  /** By minion: the event that told the value. */
  readonly evidence?: readonly (number | undefined)[] | undefined;
};
