// What goes along in a share beside the events: each thing in one place, with its texts to be looked at and a way to write it anew. Saved
// queries, notes and views of a case are added here.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';

/** What a carried thing may ask for while it is written anew. */
export type CarryHands = {
  /** The text as it may be shown. */
  readonly text: (text: string) => string;
  /** Id in the share of an event of the case; `undefined` when it does not go along. */
  readonly event: (id: number) => number | undefined;
};

/** One thing that goes along. */
export type Carried = {
  /** What it is called in the preview. */
  readonly name: string;
  /** Every text in it that a person wrote or an event held; empty when the case has no such thing. */
  readonly texts: (from: CaseFile) => Iterable<string>;
  /** Writes it into the new case; a transaction is open. */
  readonly write: (from: CaseFile, to: CaseWriter, hands: CarryHands) => Outcome<void>;
};

/** All of them. */
export const carried: readonly Carried[] = [
  {
    name: 'view',
    texts: (from) => {
      const text = from.meta('view') ?? '';
      return text === '' ? [] : [text, ...textsOf(parsed(text))];
    },
    write: (from, to, hands) => {
      const view = parsed(from.meta('view') ?? '');
      if (view !== undefined) to.setMeta('view', JSON.stringify(rewritten(view, hands)));
      return done(undefined);
    },
  },
];

/** The names of those that a case has. */
export function carriedNames(from: CaseFile): string[] {
  return carried.filter(({ texts }) => !isEmpty(texts(from))).map(({ name }) => name);
}

function isEmpty(list: Iterable<unknown>): boolean {
  for (const _ of list) return false;
  return true;
}

/** The view is opaque to the engine, and may come from anybody: what is no JSON does not go along. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Deeper than any view; what lies deeper does not go along. */
const deepest = 100;

function* textsOf(value: unknown, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && depth < deepest) {
    for (const [key, part] of Object.entries(value)) {
      yield key;
      yield* textsOf(part, depth + 1);
    }
  }
}

/** The same with its texts redacted, and the ids of selected events as they are in the share. */
function rewritten(value: unknown, hands: CarryHands, depth = 0): unknown {
  if (typeof value === 'string') return hands.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return null;
  if (Array.isArray(value)) return value.map((item) => rewritten(item, hands, depth + 1));
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [
    hands.text(key),
    isEventSelection(value, key, part)
      ? part.flatMap((id) => hands.event(id) ?? [])
      : rewritten(part, hands, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/** `{what: "events", ids: […]}`. */
function isEventSelection(map: object, key: string, part: unknown): part is number[] {
  return key === 'ids' && 'what' in map && map.what === 'events' && Array.isArray(part) && part.every(Number.isInteger);
}
