// The dictionaries of one parser as the coordinator sees them: what its local ids mean, and their ids in the case.
import type { CaseFile } from '../store/case-file.ts';
import type { DictionaryKind } from '../store/columns/column-defs.ts';
import type { TagIds } from './known-events.ts';
import type { NewStrings } from './local-strings.ts';

const tagKinds = ['shape', 'jid', 'minion'] as const satisfies readonly DictionaryKind[];
type TagKind = (typeof tagKinds)[number];

/** Texts of local ids (position id − 1), and the ids they have in the case where that was found. */
export class ParserStrings {
  readonly #texts: { readonly [K in TagKind]: string[] } = { shape: [], jid: [], minion: [] };
  readonly #ids: { readonly [K in TagKind]: number[] } = { shape: [], jid: [], minion: [] };

  /** Adds what is new in a batch; batches must come in the parser's order. */
  add(strings: NewStrings): void {
    for (const kind of tagKinds) for (const text of strings[kind]) this.#texts[kind].push(text);
  }

  /** The parts of a tag as ids of the case; `undefined` when the case lacks one, so that no event of it can match. */
  tagIds(caseFile: CaseFile, shape: number, jid: number, minion: number): TagIds | undefined {
    const shapeId = this.#id(caseFile, 'shape', shape);
    if (shapeId === undefined) return undefined;
    const jidId = this.#id(caseFile, 'jid', jid);
    if (jidId === undefined) return undefined;
    const minionId = this.#id(caseFile, 'minion', minion);
    return minionId === undefined ? undefined : { shape: shapeId, jid: jidId, minion: minionId };
  }

  #id(caseFile: CaseFile, kind: TagKind, local: number): number | undefined {
    if (local === 0) return 0;
    const known = this.#ids[kind][local];
    if (known !== undefined) return known;
    const text = this.#texts[kind][local - 1];
    const id = text === undefined ? 0 : caseFile.dictionary(kind).id(text);
    // A string the case does not have yet may be there for the next source: only what is found is kept.
    if (id === 0) return undefined;
    this.#ids[kind][local] = id;
    return id;
  }
}
