// Views as they go along in a share: the one that the window shows, and those with a name. Their texts are redacted one by one, so that
// what they are made of stays; ids of selected events become those of the share.
import { done } from '../../shared/base/outcome.ts';
import { listViews } from '../keep/named-views.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CarryHands, Made } from './carried-thing.ts';
import { freeNames } from './free-names.ts';

const viewKey = 'view';

/** The view that the window keeps in the case. */
export function makeView(from: CaseFile, hands: CarryHands): Made {
  const text = from.meta(viewKey) ?? '';
  const view = rewrittenView(text, hands);
  return {
    count: view === undefined ? 0 : 1,
    left: view === undefined && text !== '' ? 1 : 0,
    write: (_to, writer) => {
      if (view !== undefined) writer.setMeta(viewKey, view);
      return done(undefined);
    },
  };
}

/** The views that a person gave a name. */
export function makeNamedViews(from: CaseFile, hands: CarryHands): Made {
  const all = listViews(from);
  const nameOf = freeNames();
  const views = all.flatMap(({ name, view }) => {
    const made = rewrittenView(view, hands);
    return made === undefined ? [] : [{ name: nameOf(hands.text(name)), view: made }];
  });
  return {
    count: views.length,
    left: all.length - views.length,
    write: (_to, writer) => {
      for (const view of views) {
        const put = writer.putRow('saved_view', view);
        if (!put.ok) return put;
      }
      return done(undefined);
    },
  };
}

/** A view is opaque to the engine, and may come from anybody: what is no JSON does not go along. */
function rewrittenView(text: string, hands: CarryHands): string | undefined {
  let view: unknown;
  try {
    view = JSON.parse(text);
  } catch {
    return undefined;
  }
  return JSON.stringify(rewritten(view, hands, 0));
}

/** Deeper than any view; what lies deeper does not go along. */
const deepest = 100;

/** The same with its texts redacted, and the ids of selected events as they are in the share. */
function rewritten(value: unknown, hands: CarryHands, depth: number): unknown {
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
