// A read filter as plain data: what the text says, nothing interpreted (times need a zone, see read-term.ts).

/** One step of a data path: a key (or the index of a list, as text), or any of them. */
export type PathStep = { readonly key: string } | 'any';

/** Comparison operators; `match` is `~`. */
export type Operator = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';

/** A value as written. A quoted one is text for `data` paths; elsewhere quotes only hold it together. */
export type FilterValue = { readonly text: string; readonly isQuoted: boolean };

/** `field:value`, `field!=(a or b)`, `field>5`, `field:*` (present). `path` is there for the field `data` only. */
export type Comparison = {
  readonly type: 'comparison';
  readonly field: string;
  readonly path?: readonly PathStep[];
  readonly operator: Operator;
  /** One value, or those of a list: any of them. */
  readonly values: readonly FilterValue[];
};

/** `field~/pattern/`, found anywhere in the value; `/pattern/i` ignores case. */
export type Match = {
  readonly type: 'match';
  readonly field: string;
  readonly path?: readonly PathStep[];
  readonly pattern: string;
  readonly ignoresCase: boolean;
};

/** A term about one field. */
export type FieldTerm = Comparison | Match;

/** A leaf of a filter. `tag` is a bare tag glob, `text` a bare word or quoted text. */
export type FilterTerm =
  | { readonly type: 'tag'; readonly glob: string }
  | { readonly type: 'text'; readonly text: string }
  | FieldTerm;

/** A filter. `all` is the empty one. `and`, `or` have two terms or more; none holds `all`. */
export type FilterTree =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly terms: readonly FilterTree[] }
  | { readonly type: 'not'; readonly term: FilterTree }
  | FilterTerm;

/** True for `field:*`, the question whether the event has the field. */
export function isPresence(term: Comparison): boolean {
  const [only] = term.values;
  return term.operator === ':' && term.values.length === 1 && only?.text === '*' && !only.isQuoted;
}
