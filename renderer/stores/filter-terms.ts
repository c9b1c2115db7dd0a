// Writes terms of the filter language for values that were clicked: quoted where needed, exact where a glob would be read.

const bare = /^[A-Za-z0-9_.:@/+-]+$/;
const words = new Set(['and', 'or', 'not']);

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A value as it stands in a filter: bare where the language reads it back unchanged, else quoted. */
export function filterValue(value: string): string {
  const isBare = bare.test(value) && !words.has(value.toLowerCase()) && !value.startsWith('-') && !value.includes('..');
  return isBare ? value : quoted(value);
}

/** One key of a path into the event's data. */
export function filterPathKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) || /^\d+$/.test(key) ? key : quoted(key);
}

/** `data.a."b c".0` for a path into the event's data. */
export function filterPath(keys: readonly string[]): string {
  return ['data', ...keys.map(filterPathKey)].join('.');
}

/** The term that selects exactly this value of a field. */
export function termFor(field: string, value: string): string {
  const isGlobLike = /[*?[]/.test(value);
  return `${field}${isGlobLike ? '=' : ':'}${filterValue(value)}`;
}

/** Adds a term to a filter text; an alternative (`or`) at the top is put in brackets first. A term already there is not doubled. */
export function withTerm(text: string, term: string, isExcluded: boolean): string {
  const wanted = isExcluded ? `not ${term}` : term;
  const before = text.trim();
  if (before === '') return wanted;
  if (` ${before} `.includes(` ${wanted} `) && (isExcluded || !` ${before} `.includes(` not ${term} `))) return before;
  const base = / or /i.test(before) ? `(${before})` : before;
  return `${base} ${wanted}`;
}
