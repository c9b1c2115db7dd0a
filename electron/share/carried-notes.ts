// Bookmarks, notes and tags as they go along in a share: those about events, jobs and times that are in it, named anew, because stamps and
// tags may be the same there and what the event says is not.
import type { NoteTarget } from '../../shared/keep/note.ts';
import { type NewNote, putNotes, readNotes } from '../keep/notes.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CarryHands, Made } from './carried-thing.ts';

/** Those whose thing goes along. */
export function makeNotes(from: CaseFile, hands: CarryHands): Made {
  const all = readNotes(from);
  const notes = all.flatMap(({ about, isBookmarked, text, tags, changed }): NewNote[] => {
    const target = targetOf(about, hands);
    if (target === undefined) return [];
    return [{ about: target, content: { isBookmarked, text: hands.text(text), tags: tags.map(hands.text) }, changed }];
  });
  return {
    count: notes.length,
    left: all.length - notes.length,
    write: (to, writer) => putNotes(to, writer, notes),
  };
}

function targetOf(about: ReturnType<typeof readNotes>[number]['about'], hands: CarryHands): NoteTarget | undefined {
  switch (about.what) {
    case 'event': {
      const event = about.event === null ? undefined : hands.event(about.event);
      return event === undefined ? undefined : { what: 'event', event };
    }
    case 'job':
      return hands.hasJob(about.jid) ? { what: 'job', jid: hands.text(about.jid) } : undefined;
    case 'span': {
      const { span } = hands;
      return span === undefined || (about.from < span.to && about.to > span.from) ? about : undefined;
    }
  }
}
