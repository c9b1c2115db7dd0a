// Bookmarks, notes and tags: what a person says about an event, a job or a piece of time.
import type { Stamp } from '../base/stamp.ts';

/** What is to be noted about. An event is named by its number in the open case. */
export type NoteTarget =
  | { readonly what: 'event'; readonly event: number }
  | { readonly what: 'job'; readonly jid: string }
  | { readonly what: 'span'; readonly from: Stamp; readonly to: Stamp };

/** What was said. A note that says nothing at all is none. */
export type NoteContent = {
  readonly isBookmarked: boolean;
  /** Plain text, shown as text. */
  readonly text: string;
  readonly tags: readonly string[];
};

/** What a note is about, as the case tells it: `event` is `null` when the event is not in this case (any more). */
export type NoteSubject =
  | { readonly what: 'event'; readonly event: number | null; readonly tag: string; readonly stamp: Stamp | null }
  | Extract<NoteTarget, { what: 'job' | 'span' }>;

/** One note; there is one at most about each thing. */
export type Note = NoteContent & {
  /** Names the thing over rebuilding and importing again. */
  readonly key: string;
  readonly about: NoteSubject;
  /** When it was last changed, µs since 1970 UTC. */
  readonly changed: Stamp;
};

/** A filter, span, selection and layout under a name. `view` is the window's, opaque to the engine. */
export type NamedView = { readonly name: string; readonly view: string };

/** Bounds of what is kept in a case. */
export const noteBounds = { text: 20_000, tags: 20, tag: 60, notes: 10_000, view: 262_144, views: 500 };

/** Tags as typed, separated by commas: without spaces around, once each, none empty, none over-long. */
export function readTags(text: string): readonly string[] {
  const tags = text.split(/[,，、\n]/).map((tag) =>
    tag
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, noteBounds.tag),
  );
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, noteBounds.tags);
}
