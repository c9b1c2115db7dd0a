// A saved query as plain data: a text of one of three languages, with parameters `$name` that are asked for when it is run.

/** The languages a saved query may be in. */
export const queryKinds = ['filter', 'sequence', 'sql'] as const;
/** One of them. */
export type QueryKind = (typeof queryKinds)[number];

/** What a parameter's value may be. `choice`: one of a list; `minion`, `jid` and `fun` are texts for which the case offers values. */
export const parameterTypes = ['text', 'number', 'duration', 'time', 'minion', 'jid', 'fun', 'choice'] as const;
/** One of them. */
export type ParameterType = (typeof parameterTypes)[number];

/** One parameter. Its name stands in the text as `$name`. Without a default a value must be given. */
export type QueryParameter = {
  readonly name: string;
  readonly type: ParameterType;
  readonly description: string;
  readonly default: string | null;
  /** Of the type `choice`: the values there are; empty for every other type. */
  readonly choices: readonly string[];
};

/** A saved query. Its name is unique where it is kept. */
export type SavedQuery = {
  readonly name: string;
  readonly description: string;
  readonly kind: QueryKind;
  readonly text: string;
  readonly parameters: readonly QueryParameter[];
};

/** Where a query is kept: in the open case, in the user's folder, or in the program. */
export const queryPlaces = ['case', 'library', 'built-in'] as const;
/** One of them. */
export type QueryPlace = (typeof queryPlaces)[number];
/** A place that can be written to. */
export type OwnPlace = Exclude<QueryPlace, 'built-in'>;

/** A query in its place; or one that cannot be read, with its place and why: never left out. */
export type QueryEntry =
  | { readonly place: QueryPlace; readonly file: string | null; readonly query: SavedQuery }
  | {
      readonly place: QueryPlace;
      /** The file's name in its folder; `null` in a case, where `name` says which. */
      readonly file: string | null;
      readonly name: string | null;
      /** 1-based line in the file, where one can be named. */
      readonly line: number | null;
      readonly reason: string;
    };

/** Names a query in its place; a broken one by its file. */
export type QueryAt = { readonly place: QueryPlace; readonly name: string | null; readonly file: string | null };

/** All queries there are: the case's, the library's, the program's own; by name in each place. */
export type QueryList = {
  /** Folder of the library. */
  readonly folder: string;
  readonly entries: readonly QueryEntry[];
};

/** Bounds of a saved query. */
export const queryBounds = { name: 100, description: 2_000, text: 20_000, parameters: 20, value: 4_000, choices: 100 };

/** Why a name cannot be one, `null` when it can: one visible line without control or direction characters. */
export function nameFault(name: string): string | null {
  if (name.trim() === '') return 'expected a name';
  if (name !== name.trim()) return 'a name neither begins nor ends with a space';
  if (name.length > queryBounds.name) return `a name has at most ${queryBounds.name} characters`;
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) ? 'a name has no control or direction characters' : null;
}

/** Parameter names as they stand in a text behind `$`. */
export const parameterName = /^[a-z][a-z0-9_]{0,39}$/;
