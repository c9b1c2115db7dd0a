// What goes along in a share beside the events: each thing in one place, made once while it is looked for what is to be hidden, and once
// more to be written.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { Span } from '../../shared/questions/questions.ts';
import type { CarriedCount, CarriedThing } from '../../shared/questions/share.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { makeNotes } from './carried-notes.ts';
import { makeQueries } from './carried-queries.ts';
import type { CarryHands, Made } from './carried-thing.ts';
import { makeNamedViews, makeView } from './carried-views.ts';

/** Which events go along. */
export type Going = { readonly ids: Uint32Array; readonly span?: Span | undefined };

const makers: readonly (readonly [CarriedThing, (from: CaseFile, hands: CarryHands) => Made])[] = [
  ['view', makeView],
  ['queries', makeQueries],
  ['notes', makeNotes],
  ['views', makeNamedViews],
];

/** Things of a case, as they are counted, and how they are written. */
export type Carried = {
  /** Those that the case has. */
  readonly counts: readonly CarriedCount[];
  readonly write: (to: CaseFile, writer: CaseWriter) => Outcome<void>;
};

/** Makes all things with that redactor; those of `without` are only counted. */
export function carry(from: CaseFile, redactor: Redactor, going: Going, without: readonly CarriedThing[]): Carried {
  const places = placesIn(from, going);
  const counts: CarriedCount[] = [];
  const writes: Made['write'][] = [];
  for (const [thing, make] of makers) {
    const isOn = !without.includes(thing);
    const hands = {
      ...places,
      text: (text: string) => (isOn ? redactor.loose(text, thing) : text),
      field: (name: string, value: string) => (isOn ? redactor.looseField(name, value, thing) : value),
    };
    const { count, left, write } = make(from, hands);
    if (count + left > 0) counts.push({ thing, isOn, count, left });
    if (isOn) writes.push(write);
  }
  return {
    counts,
    write: (to, writer) => {
      for (const write of writes) {
        const written = write(to, writer);
        if (!written.ok) return written;
      }
      return done(undefined);
    },
  };
}

/** Where events and jobs of the case are in the share; found out when it is first asked for. */
function placesIn(from: CaseFile, { ids, span }: Going): Pick<CarryHands, 'event' | 'hasJob' | 'span'> {
  let places: Uint32Array | undefined;
  let jobs: Uint8Array | undefined;
  const findPlaces = () => {
    const found = new Uint32Array(from.columns.length + 1);
    for (const [at, id] of ids.entries()) found[id] = at + 1;
    return found;
  };
  const findJobs = () => {
    const found = new Uint8Array(from.dictionary('jid').size + 1);
    for (const id of ids) found[from.columns.value('jid', id)] = 1;
    found[0] = 0;
    return found;
  };
  return {
    span,
    event: (id) => {
      places ??= findPlaces();
      return places[id] || undefined;
    },
    hasJob: (jid) => {
      jobs ??= findJobs();
      return jobs[from.dictionary('jid').id(jid)] === 1;
    },
  };
}
