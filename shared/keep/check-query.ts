// Whether a saved query can be run at all: its text reads, and its parameters and the `$name` in the text are the same ones.
import { explainSyntax } from '../filter/explain-syntax.ts';
import { faultSentence } from '../filter/filter-fault.ts';
import { parser } from '../filter/grammar.generated.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { parseSequence } from '../filter/parse-sequence.ts';
import { type TextWithValues, withValues } from './bind-query.ts';
import { valueFault } from './parameter-value.ts';
import { placeholdersOf } from './placeholders.ts';
import { nameFault, type QueryParameter, type SavedQuery } from './saved-query.ts';

/** What is wrong with a query, and which part of it. `position` is the 0-based place in the text. */
export type QueryFault = {
  readonly part: 'name' | 'text' | 'parameters';
  readonly message: string;
  readonly parameter?: string;
  readonly position?: number;
};

/** The first thing that is wrong with a query of the right shape, `null` when nothing is. */
export function queryFault(query: SavedQuery): QueryFault | null {
  const name = nameFault(query.name);
  if (name !== null) return { part: 'name', message: name };
  const fault = parametersFault(query) ?? placesFault(query);
  if (fault !== null) return fault;
  // SQL is judged by SQLite, where there is one (electron/keep/judge-queries.ts).
  return query.kind === 'filter' ? filterFault(query) : query.kind === 'sequence' ? sequenceFault(query) : null;
}

function parametersFault({ parameters }: SavedQuery): QueryFault | null {
  for (const [index, parameter] of parameters.entries()) {
    const { name, type, choices } = parameter;
    const fault = (message: string): QueryFault => ({ part: 'parameters', parameter: name, message });
    if (parameters.findIndex((one) => one.name === name) !== index)
      return fault(`the parameter ${name} is there twice`);
    if ((type === 'choice') !== choices.length > 0)
      return fault(type === 'choice' ? `${name}: a choice needs choices` : `${name}: only a choice has choices`);
    const wrong = parameter.default === null ? null : valueFault(parameter, parameter.default);
    if (wrong !== null) return fault(`${name}: the default is no value: ${wrong}`);
  }
  return null;
}

/** Both ways: what stands in the text is declared, what is declared stands in the text. */
function placesFault({ kind, text, parameters }: SavedQuery): QueryFault | null {
  if (text.trim() === '') return { part: 'text', message: 'expected a text', position: 0 };
  const places = placeholdersOf(kind, text);
  for (const { name, from } of places) {
    if (!parameters.some((one) => one.name === name))
      return { part: 'text', message: `position ${from}: $${name} is no parameter of the query`, position: from };
  }
  for (const { name } of parameters) {
    if (places.some((place) => place.name === name)) continue;
    const message = `the text has no $${name} that stands alone (quotes make it plain text)`;
    return { part: 'parameters', parameter: name, message };
  }
  return null;
}

function filterFault({ text, parameters }: SavedQuery): QueryFault | null {
  const syntax = explainSyntax(parser.parse(text).topNode, text);
  if (syntax !== undefined)
    return {
      part: 'text',
      message: `position ${syntax.position}: ${faultSentence(syntax.fault)}`,
      position: syntax.position,
    };
  const sampled = sampledText('filter', text, parameters);
  const parsed = parseFilter(sampled.text);
  return parsed.ok ? null : faultAt('filter', text, parameters, sampled, parsed.position, faultSentence(parsed.fault));
}

function sequenceFault({ text, parameters }: SavedQuery): QueryFault | null {
  const sampled = sampledText('sequence', text, parameters);
  const parsed = parseSequence(sampled.text);
  if (parsed.ok) return null;
  // The place it names is that in the text with samples.
  const message = parsed.message.replace(/^position \d+: /, '');
  return faultAt('sequence', text, parameters, sampled, parsed.position, message);
}

/** The text with a value for each parameter. */
function sampledText(kind: 'filter' | 'sequence', text: string, parameters: readonly QueryParameter[]): TextWithValues {
  const samples = new Map(parameters.map((one) => [one.name, sampleOf(one)]));
  const typeOf = new Map(parameters.map(({ name, type }) => [name, type]));
  return withValues({ kind, text }, samples, typeOf);
}

/** The fault of a text with samples. A value that is only one may be none of the words of a field; that shows when it is run. */
function faultAt(
  kind: 'filter' | 'sequence',
  text: string,
  parameters: readonly QueryParameter[],
  sampled: TextWithValues,
  position: number,
  message: string,
): QueryFault | null {
  const place = sampled.placeBefore(position);
  const isSample = placeholdersOf(kind, text).some(({ from, name }) => from === place && isFree(parameters, name));
  return isSample ? null : { part: 'text', message: `position ${place}: ${message}`, position: place };
}

function isFree(parameters: readonly QueryParameter[], name: string): boolean {
  const parameter = parameters.find((one) => one.name === name);
  return parameter !== undefined && parameter.default === null && parameter.type !== 'choice';
}

function sampleOf(parameter: QueryParameter): string {
  if (parameter.default !== null) return parameter.default;
  switch (parameter.type) {
    case 'number':
      return '0';
    case 'duration':
      return '1s';
    case 'time':
      return '2026-01-01';
    case 'choice':
      return parameter.choices[0] ?? '';
    default:
      return 'x';
  }
}
