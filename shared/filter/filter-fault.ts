// Everything that can be wrong with a filter text: a code and the words of the text it is about. Who shows it chooses the language.

/** Every fault in English, `{{name}}` for a detail. The window says the same in its languages (filter.fault in renderer/i18n). */
export const faultWords = {
  'expected-quote': 'expected a closing "',
  'expected-slash': 'expected a closing /',
  'expected-bracket': 'expected a closing )',
  'expected-or': 'expected or, or a closing )',
  'expected-regexp': 'expected /a regular expression/',
  'expected-value': 'expected a value',
  'expected-field': 'expected a field before the operator',
  'expected-term': 'expected a term',
  'expected-opposite': 'expected a term; its opposite is written -term',
  'expected-text': 'expected text between the quotes',
  'expected-path': 'expected a path such as data.return.*.result',
  'expected-data-path': 'expected a path after data, such as data.return',
  'stray-bracket': 'this ) closes nothing',
  'too-deep': 'too deeply nested',
  'unknown-field': 'unknown field {{field}}',
  'unknown-field-or-text': 'unknown field {{field}}; text that holds : or = goes in quotes',
  'unknown-word': 'unknown {{field}} {{word}}',
  'no-order': '{{field}} has no order; expected : or =',
  'no-text': '~ is for text; {{field}} is not',
  'one-value': '{{operator}} takes one value',
  'true-or-false': '{{field}} is true or false',
  'bad-regexp': 'not a regular expression: {{reason}}',
  'expected-number': 'expected a number',
  'expected-numbers': 'expected a number at both ends of ..',
  'expected-size': 'expected a size such as 500 or 1MB',
  'expected-sizes': 'expected a size such as 500 or 1MB at both ends of ..',
  'expected-duration': 'expected a duration such as 30s, 1.5h or 200ms',
  'expected-durations': 'expected a duration such as 30s, 1.5h or 200ms at both ends of ..',
  'expected-last': 'expected one duration, such as last:15m',
  'expected-last-duration': 'expected a duration such as 15m',
  'expected-time': 'expected a time such as 2026-03-01, 2026-03-01T12:00 or 12:30',
  'expected-times': 'expected a time such as 2026-03-01, 2026-03-01T12:00 or 12:30 at both ends of ..',
} as const;

/** One of the known faults. */
export type FaultCode = keyof typeof faultWords;

/** One fault; `details` has every name that stands in its words. */
export type FilterFault = { readonly code: FaultCode; readonly details: Readonly<Record<string, string>> };

type NamesIn<Words extends string> = Words extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type DetailsOf<C extends FaultCode> = [NamesIn<(typeof faultWords)[C]>] extends [never]
  ? []
  : [Readonly<Record<NamesIn<(typeof faultWords)[C]>, string>>];

/** Makes a fault with exactly the details its words need. */
export function filterFault<C extends FaultCode>(code: C, ...[details]: DetailsOf<C>): FilterFault {
  return { code, details: details ?? {} };
}

/** `expected a value`: a fault in English. */
export function faultSentence({ code, details }: FilterFault): string {
  return faultWords[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => details[name] ?? '');
}

/** `position 6: expected a value`: a fault in English, for the command line and for failures. */
export function faultText({ position, fault }: { readonly position: number; readonly fault: FilterFault }): string {
  return `position ${position}: ${faultSentence(fault)}`;
}

/** Every detail that the words of some fault name, empty: for translations, which want all of them. */
export const noFaultDetails = { field: '', word: '', operator: '', reason: '' };
