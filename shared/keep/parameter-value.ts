// Whether a typed text is a value of a parameter, and what the value of each parameter is when a query is run.
import { readDuration, readNumber } from '../filter/literals.ts';
import { suggest } from '../filter/suggest.ts';
import { readTime } from '../filter/times.ts';
import { type QueryParameter, queryBounds } from './saved-query.ts';

/** What is wrong with a parameter: which, and why, as a sentence. */
export type ParameterFault = { readonly parameter: string; readonly message: string };

/** Values by parameter name, as typed. */
export type ParameterValues = { readonly [name: string]: string };

/** Why a text is no value of the parameter, `null` when it is one. */
export function valueFault({ type, choices }: Pick<QueryParameter, 'type' | 'choices'>, value: string): string | null {
  if (value.length > queryBounds.value) return `expected at most ${queryBounds.value} characters`;
  switch (type) {
    case 'number':
      return readNumber(value) === undefined ? 'expected a number' : null;
    case 'duration':
      return readDuration(value) === undefined ? 'expected a duration such as 30s, 1.5h or 200ms' : null;
    case 'time':
      return readTime(value) === undefined ? 'expected a time such as 2026-03-01, 2026-03-01T12:00 or 12:30' : null;
    case 'choice':
      return choices.includes(value) ? null : `expected one of ${choices.join(', ')}`;
    case 'text':
    case 'minion':
    case 'jid':
    case 'fun':
      return value === '' ? 'expected a value' : null;
  }
}

/** The value of every parameter: the one given, else the default. All that is wrong is told, not only the first. */
export function valuesOf(
  parameters: readonly QueryParameter[],
  given: ParameterValues,
):
  | { readonly ok: true; readonly values: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly faults: readonly ParameterFault[] } {
  const faults: ParameterFault[] = [];
  const values = new Map<string, string>();
  const names = parameters.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = suggest(name, names);
    const known = names.length === 0 ? 'it has none' : `it has ${(near.length > 0 ? near : names).join(', ')}`;
    faults.push({ parameter: name, message: `the query has no parameter ${name}; ${known}` });
  }
  for (const parameter of parameters) {
    const { name } = parameter;
    const value = Object.hasOwn(given, name) ? given[name] : (parameter.default ?? undefined);
    if (value === undefined) {
      faults.push({ parameter: name, message: `the parameter ${name} has no default: give it a value` });
      continue;
    }
    const fault = valueFault(parameter, value);
    if (fault === null) values.set(name, value);
    else faults.push({ parameter: name, message: `${name}: ${fault}` });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values };
}
