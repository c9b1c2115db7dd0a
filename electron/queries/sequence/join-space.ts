// The numbers that stand for the values of one position of `by`. Where all steps ask the same dictionary its own ids serve; where
// a position compares different fields, lists or data, texts get numbers of their own.
import { somePathValue } from '../../../shared/filter/data-path.ts';
import type { JoinField } from '../../../shared/filter/sequence-tree.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { listSeparator } from '../../store/columns/column-defs.ts';
import { sourceNames } from '../filter/source-names.ts';
import { expectedLists } from './expected-lists.ts';

/** What a reader gives for an event with several values: ask for the list. */
export const several = 0xffffffff;

/** A column of dictionary ids, and the largest of them. */
export type OwnColumn = {
  readonly segments: readonly Uint32Array[];
  readonly size: number;
  readonly hasLists: boolean;
};

/** The value of one field of an event as a number; 0 where it has none. */
export type FieldReader = {
  readonly value: (event: number) => number;
  /** Its different values, where `value` gives {@link several}. */
  readonly list: (event: number) => ArrayLike<number>;
  /** Where values are those of a column as they are, but for the lists of `new` events where `hasLists`. */
  readonly column?: OwnColumn;
  /** True when raw records are read. */
  readonly readsRecords: boolean;
};

/** One position of `by`: a reader a step, and the text of a number. */
export type JoinSpace = { readonly readers: readonly FieldReader[]; readonly text: (value: number) => string };

type OwnDictionary = 'minion' | 'jid' | 'user';

/** The dictionary whose ids can stand for a field's values as they are. */
function dictionaryOf({ field }: JoinField): OwnDictionary | undefined {
  if (field === 'minion' || field === 'expected') return 'minion';
  return field === 'jid' || field === 'user' ? field : undefined;
}

/** Makes the space of one position from the field that each step has there. */
export function joinSpace(caseFile: CaseFile, fields: readonly JoinField[]): JoinSpace {
  const [shared, ...others] = new Set(fields.map(dictionaryOf));
  if (shared !== undefined && others.length === 0) {
    const dictionary = caseFile.dictionary(shared);
    return { readers: fields.map((field) => readerOf(caseFile, field)), text: (value) => dictionary.text(value) };
  }
  const texts = [''];
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { readers: fields.map((field) => readerOf(caseFile, field, numberOf)), text: (value) => texts[value] ?? '' };
}

function readerOf(caseFile: CaseFile, join: JoinField, numberOf?: (text: string) => number): FieldReader {
  const own = dictionaryOf(join);
  if (own === undefined) return textReader(caseFile, join, numberOf ?? (() => 0));
  const reader = ownReader(caseFile, join.field, own);
  if (numberOf === undefined) return reader;
  const dictionary = caseFile.dictionary(own);
  const renumber = memo(dictionary.size, (id) => numberOf(dictionary.text(id)));
  return {
    value: (event) => {
      const id = reader.value(event);
      return id === several ? several : renumber(id);
    },
    list: (event) => Array.from(reader.list(event), renumber),
    readsRecords: false,
  };
}

/** Remembers a number for each id; 0 stays 0. */
function memo(size: number, make: (id: number) => number): (id: number) => number {
  const known = new Uint32Array(size + 1);
  return (id) => {
    if (id === 0) return 0;
    const before = known[id] ?? 0;
    if (before !== 0) return before;
    const made = make(id);
    known[id] = made;
    return made;
  };
}

function ownReader(caseFile: CaseFile, field: string, own: OwnDictionary): FieldReader {
  const columns = caseFile.columns.segments(own);
  const { size } = caseFile.dictionary(own);
  const column = (event: number): number => columns[(event - 1) >>> 16]?.[(event - 1) & 0xffff] ?? 0;
  if (field !== 'minion' && field !== 'expected') {
    return { value: column, list: () => [], column: { segments: columns, size, hasLists: false }, readsRecords: false };
  }
  const list = expectedLists(caseFile);
  if (field === 'expected') return { value: () => several, list, readsRecords: false };
  const kinds = caseFile.columns.segments('kind');
  const newKind = kindCode('new');
  // A new event is about every minion it expects.
  const value = (event: number): number =>
    kinds[(event - 1) >>> 16]?.[(event - 1) & 0xffff] === newKind ? several : column(event);
  return { value, list, column: { segments: columns, size, hasLists: true }, readsRecords: false };
}

function textReader(caseFile: CaseFile, { field, path }: JoinField, numberOf: (text: string) => number): FieldReader {
  const { columns } = caseFile;
  if (field === 'source') {
    const names = sourceNames(caseFile);
    const value = memo(Math.max(0, ...names.keys()), (id) => numberOf(names.get(id) ?? ''));
    return { value: (event) => value(columns.value('source', event)), list: () => [], readsRecords: false };
  }
  if (path === undefined) {
    const funs = caseFile.dictionary('fun');
    const isList = (id: number): boolean => id !== 0 && funs.text(id).includes(listSeparator);
    const value = memo(funs.size, (id) => (isList(id) ? several : numberOf(funs.text(id))));
    const list = (event: number): number[] => [
      ...new Set(funs.text(columns.value('fun', event)).split(listSeparator).map(numberOf)),
    ];
    return { value: (event) => value(columns.value('fun', event)), list, readsRecords: false };
  }
  const list = (event: number): number[] => {
    const found = new Set<number>();
    somePathValue(caseFile.event(event).data, path, (value) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        found.add(numberOf(String(value)));
      return false;
    });
    return [...found];
  };
  return { value: () => several, list, readsRecords: true };
}
