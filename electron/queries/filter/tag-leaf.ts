// Terms about the whole tag, decided once a shape and minion, or once a shape and jid, hardly ever once an event.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { ColumnLeaf } from './leaf.ts';
import { hasMinion, type TagTest, type TagVerdict, tagDecider } from './tag-truth.ts';

/** What is remembered of a pair: the lowest bit of a known verdict is the answer. */
const codes = { unasked: 0, depends: 1, no: 2, yes: 3 } as const satisfies Readonly<
  Record<TagVerdict | 'unasked', number>
>;
const firstKnown = 2;

/** Cells remembered at most; above that (very many odd tags) verdicts are made anew. */
const mostCells = 64 * 1024 * 1024;

/** Verdicts of shapes, each with all of its minions or jids, in one array: a look-up is one addition and no branch. */
class VerdictTable {
  cells = new Uint8Array(1024);
  /** Where the cells of a shape begin; 0 = it has none, cell 0 is never asked. */
  readonly starts: Uint32Array;
  /** All bits set where a shape has a cell for each word, none where it has one for all. */
  readonly spreads: Uint32Array;
  readonly #words: number;
  #used = 1;

  constructor(shapes: number, words: number) {
    this.starts = new Uint32Array(shapes + 1);
    this.spreads = new Uint32Array(shapes + 1);
    this.#words = words;
  }

  /** Gives a shape its cells, if there is room; says whether it has them. */
  admit(shape: number, isSpread: boolean): boolean {
    if (this.starts[shape] !== 0) return true;
    const need = isSpread ? this.#words + 1 : 1;
    if (this.#used + need > mostCells) return false;
    if (this.#used + need > this.cells.length) {
      const grown = new Uint8Array(Math.max(this.cells.length * 2, this.#used + need));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.starts[shape] = this.#used;
    this.spreads[shape] = isSpread ? 0xffff_ffff : 0;
    this.#used += need;
    return true;
  }

  keep(shape: number, word: number, verdict: TagVerdict): void {
    const start = this.starts[shape] as number;
    if (start !== 0) this.cells[start + (word & (this.spreads[shape] as number))] = codes[verdict];
  }

  /** The code of a pair. */
  look(shape: number, word: number): number {
    return this.cells[(this.starts[shape] as number) + (word & (this.spreads[shape] as number))] as number;
  }
}

/** A term about `tag`. */
export function tagLeaf(caseFile: CaseFile, test: TagTest): ColumnLeaf {
  const shapes = caseFile.dictionary('shape');
  const minions = caseFile.dictionary('minion');
  const jids = caseFile.dictionary('jid');
  const decide = tagDecider(test);
  const byMinion = new VerdictTable(shapes.size, minions.size);
  const byJid = new VerdictTable(shapes.size, jids.size);

  function learnMinion(shape: number, minion: number): TagVerdict {
    const text = shapes.text(shape);
    const verdict = decide(text, { minion: minions.text(minion) });
    byMinion.admit(shape, hasMinion(text));
    byMinion.keep(shape, minion, verdict);
    return verdict;
  }

  function learnJid(shape: number, jid: number): TagVerdict {
    const verdict = decide(shapes.text(shape), { jid: jids.text(jid) });
    byJid.admit(shape, true);
    byJid.keep(shape, jid, verdict);
    return verdict;
  }

  /** Decides what the tables do not know; gives its code. */
  function decideRow(segment: number, at: number, shape: number, minion: number): number {
    let known: number = byMinion.look(shape, minion);
    if (known === codes.unasked) known = codes[learnMinion(shape, minion)];
    if (known >= firstKnown) return known;
    const id = segment * segmentLength + at + 1;
    const jid = caseFile.columns.value('jid', id);
    known = byJid.look(shape, jid);
    if (known === codes.unasked) known = codes[learnJid(shape, jid)];
    if (known >= firstKnown) return known;
    return test.passes(caseFile.tag(id)) ? codes.yes : codes.no;
  }

  const shapeColumns = caseFile.columns.segments('shape');
  const minionColumns = caseFile.columns.segments('minion');
  /** Read only once a verdict depended on the jid. */
  let jidColumns: readonly Uint32Array[] | undefined;
  return {
    type: 'column',
    fill: (segment, from, to, out) => {
      const shapeColumn = shapeColumns[segment];
      const minionColumn = minionColumns[segment];
      if (shapeColumn === undefined || minionColumn === undefined) return;
      const { starts, spreads } = byMinion;
      let { cells } = byMinion;
      let jidCells = byJid.cells;
      let jidColumn = jidColumns?.[segment];
      for (let i = from; i < to; i++) {
        const shape = shapeColumn[i] as number;
        const minion = minionColumn[i] as number;
        let known = cells[(starts[shape] as number) + (minion & (spreads[shape] as number))] as number;
        if (known === codes.depends && jidColumn !== undefined) {
          const jid = jidColumn[i] as number;
          known = jidCells[(byJid.starts[shape] as number) + (jid & (byJid.spreads[shape] as number))] as number;
        }
        if (known < firstKnown) {
          known = decideRow(segment, i, shape, minion);
          cells = byMinion.cells;
          jidCells = byJid.cells;
          if (jidColumn === undefined && byMinion.look(shape, minion) === codes.depends) {
            jidColumns ??= caseFile.columns.segments('jid');
            jidColumn = jidColumns[segment];
          }
        }
        out[i] = known & 1;
      }
    },
  };
}
