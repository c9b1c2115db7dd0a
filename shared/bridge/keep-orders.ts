// The orders about what a person keeps: saved queries, named views, notes. Part of the one contract (contract.ts).
import type { NamedView, Note, NoteContent, NoteTarget } from '../keep/note.ts';
import type { PinnedNumber, ReportThing } from '../keep/report.ts';
import type { OwnPlace, QueryAt, QueryList, SavedQuery } from '../keep/saved-query.ts';

type Nothing = Record<string, never>;

/** What can be put back. */
type Removed = { readonly undo: number };

/** See `orderDocs` for what each does. */
export type KeepOrders = {
  'queries.list': { body: Nothing; answer: QueryList };
  'queries.save': {
    body: { readonly place: OwnPlace; readonly query: SavedQuery; readonly replaces: QueryAt | null };
    answer: Nothing;
  };
  'queries.remove': { body: QueryAt; answer: Removed };
  'queries.import': {
    body: { readonly place: OwnPlace; readonly paths: readonly string[] };
    answer: {
      readonly imported: readonly string[];
      readonly refused: readonly { readonly file: string; readonly line: number | null; readonly reason: string }[];
    };
  };
  'queries.export': { body: QueryAt & { readonly path: string }; answer: Nothing };
  'views.list': { body: Nothing; answer: { readonly views: readonly NamedView[] } };
  'views.save': { body: NamedView & { readonly replaces: string | null }; answer: Nothing };
  'views.remove': { body: { readonly name: string }; answer: Removed };
  'notes.list': { body: Nothing; answer: { readonly notes: readonly Note[] } };
  'notes.save': {
    body: { readonly about: NoteTarget; readonly content: NoteContent };
    answer: { readonly note: Note | null };
  };
  'notes.remove': { body: { readonly key: string }; answer: Removed };
  'report.put': {
    body: {
      readonly key: string | null;
      readonly thing: ReportThing;
      readonly was: readonly PinnedNumber[];
      readonly before: string | null;
    };
    answer: { readonly key: string };
  };
  'report.move': { body: { readonly key: string; readonly to: number }; answer: Nothing };
  'report.remove': { body: { readonly key: string }; answer: Removed };
  'keep.undo': { body: Removed; answer: Nothing };
};

/** What each of these orders does. */
export const keepOrderDocs: { readonly [N in keyof KeepOrders]: string } = {
  'queries.list': 'All saved queries: of the case, of the library, of the program; broken ones with the reason.',
  'queries.save':
    'Puts a saved query into the case or the library; instead of another one when it was edited, renamed or moved.',
  'queries.remove': 'Takes a saved query out of the case or the library.',
  'queries.import': 'Reads saved queries from YAML files into the case or the library, and says which are none.',
  'queries.export': 'Writes a saved query to a YAML file.',
  'views.list': 'The named views of the case.',
  'views.save': 'Keeps a named view in the case; instead of another one when it was renamed or taken anew.',
  'views.remove': 'Takes a named view out of the case.',
  'notes.list': 'All bookmarks, notes and tags of the case, newest first.',
  'notes.save': 'Says something about an event, a job or a piece of time; saying nothing takes the note away.',
  'notes.remove': 'Takes a note away.',
  'report.put': 'Pins a thing to the report, at the end or before a block; or changes a block where it stands.',
  'report.move': 'Moves a block of the report to another place.',
  'report.remove': 'Takes a block out of the report.',
  'keep.undo': 'Puts back what was removed last under that number, as it was.',
};
