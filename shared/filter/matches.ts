// The reference meaning of a filter: a plain predicate over a plain event. Everything faster is tested against it.
import { assertUnreachable } from '../base/assert.ts';
import type { Stamp } from '../base/stamp.ts';
import { compileFnmatch } from '../salt/fnmatch.ts';
import type { JobOutcome } from '../salt/job-outcome.ts';
import type { Json, JsonObject } from '../salt/json.ts';
import type { Kind } from '../salt/kind.ts';
import type { ProblemCode } from '../salt/problem.ts';
import { somePathValue } from './data-path.ts';
import { decodeEscapes, foldCase } from './decoded-text.ts';
import type { FieldName } from './fields.ts';
import type { FieldTerm, FilterTree } from './filter-tree.ts';
import { isInRanges } from './number-range.ts';
import { type TermTest, testOf } from './read-term.ts';
import type { TimeContext } from './times.ts';

/** An event with all that a filter can ask of it. `undefined` and empty lists: the event has no such field. */
export type FilterEvent = {
  readonly tag: string;
  readonly kind: Kind;
  readonly minion: string | undefined;
  readonly jid: string | undefined;
  readonly fun: readonly string[];
  readonly user: string | undefined;
  /** The target of a `new` event; the names of a list each for itself. */
  readonly tgt: readonly string[];
  /** Of the states in a return: their SLS files. */
  readonly sls: readonly string[];
  /** Of the states in a return: their ids and their functions (`pkg.installed`). */
  readonly state: readonly string[];
  readonly outcomes: readonly JobOutcome[];
  /** Minions that a `new` event expects. */
  readonly expected: readonly string[];
  readonly isTest: boolean;
  readonly isInternal: boolean;
  readonly retcode: readonly number[];
  readonly success: readonly boolean[];
  readonly stamp: Stamp | undefined;
  readonly durationUs: number | undefined;
  /** Name of the source it was first read from. */
  readonly source: string;
  /** Bytes of the raw record. */
  readonly size: number;
  readonly problems: readonly ProblemCode[];
  /** The raw record as text, escapes as they stand. */
  readonly raw: string;
  readonly data: JsonObject;
};

/** Whether a filter selects an event. Two-valued: a comparison with a missing or differently typed value is false. */
export function matches(tree: FilterTree, event: FilterEvent, context: TimeContext): boolean {
  switch (tree.type) {
    case 'all':
      return true;
    case 'and':
      return tree.terms.every((term) => matches(term, event, context));
    case 'or':
      return tree.terms.some((term) => matches(term, event, context));
    case 'not':
      return !matches(tree.term, event, context);
    case 'tag':
      return compileFnmatch(tree.glob)(event.tag);
    case 'text':
      return foldCase(decodeEscapes(event.raw)).includes(foldCase(tree.text));
    case 'comparison':
    case 'match':
      return passes(tree, testOf(tree, context), event);
    default:
      return assertUnreachable(tree);
  }
}

function passes(term: FieldTerm, test: TermTest, event: FilterEvent): boolean {
  if (term.path !== undefined) {
    return somePathValue(
      event.data,
      term.path,
      (value) => test.type === 'present' || (test.type === 'value' && test.passes(value)),
    );
  }
  return valuesOf(term.field as FieldName, event).some((value) => passesValue(test, value));
}

function passesValue(test: TermTest, value: Json): boolean {
  switch (test.type) {
    case 'present':
      return true;
    case 'text':
      return typeof value === 'string' && test.passes(value);
    case 'bool':
      return typeof value === 'boolean' && test.passes(value);
    case 'number':
      return typeof value === 'number' && isInRanges(test.ranges, value) !== test.isNegated;
    case 'value':
      return test.passes(value);
  }
}

function given<V>(value: V | undefined): V[] {
  return value === undefined ? [] : [value];
}

function valuesOf(field: FieldName, event: FilterEvent): readonly (string | number | boolean)[] {
  switch (field) {
    case 'tag':
    case 'kind':
    case 'source':
    case 'size':
      return [event[field]];
    case 'minion':
    case 'jid':
    case 'user':
      return given(event[field]);
    case 'fun':
    case 'tgt':
    case 'sls':
    case 'state':
    case 'expected':
    case 'retcode':
    case 'success':
      return event[field];
    case 'outcome':
      return event.outcomes;
    case 'problem':
      return event.problems;
    case 'test':
      return [event.isTest];
    case 'internal':
      return [event.isInternal];
    case 'time':
    case 'last':
      return given(event.stamp);
    case 'duration':
      return given(event.durationUs);
    case 'data':
      return [];
  }
}
