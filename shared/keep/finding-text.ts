// Fills the values of a finding into a sentence of its rule, in one language. Never throws: a name without a value stays as it is.

/** A value of a finding. Lists are shortened; seconds are written as a duration; `count` chooses the form of a word. */
export type FindingValue = string | number | { readonly list: readonly string[] } | { readonly seconds: number };

/** The values of a finding, by name. */
export type FindingValues = { readonly [name: string]: FindingValue };

/** How one language writes lists and numbers. */
type Speech = {
  readonly list: (names: readonly string[], more: number) => string;
  readonly number: (value: number) => string;
};

/** Names of a list that are spelled out; one more than that is spelled out too, because "1 more" is no shorter. */
const mostNames = 4;

const speeches: { readonly [language: string]: Speech } = {
  en: {
    list: (names, more) => {
      if (more > 0) return `${names.join(', ')} and ${more} more`;
      return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    },
    number: (value) => value.toLocaleString('en'),
  },
  'zh-Hans': {
    list: (names, more) => (more > 0 ? `${names.join('、')}等 ${names.length + more} 个` : names.join('、')),
    number: (value) => value.toLocaleString('en'),
  },
};

/** `{name?one:many}`; each may name values. */
const forms = /\{([a-z_]+)\?((?:[^:{}]|\{[a-z_]+\})*):((?:[^{}]|\{[a-z_]+\})*)\}/g;

/**
 * `{name}` is replaced by its value, `{name?one:many}` by the first text when the number (or length of the list) is 1, else by the second.
 */
export function fillText(text: string, values: FindingValues, language: string): string {
  const speech = speeches[language] ?? speeches.en;
  const named = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
  // The forms first: what a value holds is never read as one.
  const formed = text.replace(forms, (whole, name: string, one: string, many: string) => {
    const value = named(name);
    return value === undefined ? whole : countOf(value) === 1 ? one : many;
  });
  return formed.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = named(name);
    if (value === undefined || speech === undefined) return whole;
    if (typeof value === 'number') return speech.number(value);
    if (typeof value === 'string') return value;
    if ('seconds' in value) return durationText(value.seconds);
    const { list } = value;
    const shown = list.length > mostNames + 1 ? mostNames : list.length;
    return speech.list(list.slice(0, shown), list.length - shown);
  });
}

/** A sentence of a rule by itself, without a finding: the many, and dots where a value would stand. */
export function bareText(text: string): string {
  return text.replace(forms, (_whole, _name, _one, many: string) => many).replace(/\{[a-z_]+\}/g, '…');
}

function countOf(value: FindingValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && 'list' in value ? value.list.length : undefined;
}

/** Seconds as people say them: `0.4 s`, `27 s`, `4 min 5 s`, `2 h 10 min`. */
function durationText(seconds: number): string {
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? '−' : '';
  if (size < 10) return `${sign}${Number(size.toFixed(1))} s`;
  const whole = Math.round(size);
  if (whole < 120) return `${sign}${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (whole < 7_200) return `${sign}${minutes} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  return `${sign}${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
