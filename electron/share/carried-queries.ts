// The saved queries of a case as they go along in a share.
import { done } from '../../shared/base/outcome.ts';
import { valueFault } from '../../shared/keep/parameter-value.ts';
import type { QueryParameter } from '../../shared/keep/saved-query.ts';
import { caseQueries, putQueryRow } from '../keep/case-queries.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CarryHands, Made } from './carried-thing.ts';
import { freeNames } from './free-names.ts';

/** Those that can be read; what is no query stays behind. */
export function makeQueries(from: CaseFile, hands: CarryHands): Made {
  const entries = caseQueries(from);
  const nameOf = freeNames();
  const queries = entries.flatMap((entry) => {
    if (!('query' in entry)) return [];
    const { name, description, kind, text, parameters } = entry.query;
    return [
      {
        name: nameOf(hands.text(name)),
        description: hands.text(description),
        kind,
        text: hands.text(text),
        parameters: parameters.map((parameter) => madeParameter(parameter, hands)),
      },
    ];
  });
  return {
    count: queries.length,
    left: entries.length - queries.length,
    write: (_to, writer) => {
      for (const query of queries) {
        const put = putQueryRow(writer, query);
        if (!put.ok) return put;
      }
      return done(undefined);
    },
  };
}

function madeParameter(parameter: QueryParameter, hands: CarryHands): QueryParameter {
  const field = (value: string) => hands.field(parameter.name, value);
  const made = {
    ...parameter,
    description: hands.text(parameter.description),
    choices: parameter.choices.map(field),
  };
  const value = parameter.default === null ? null : field(parameter.default);
  // A number or a time that is a secret has no token that is a number: without a default it is asked for.
  return { ...made, default: value === null || valueFault(made, value) !== null ? null : value };
}
