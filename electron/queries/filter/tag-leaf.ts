// Terms about the whole tag, decided once a shape and minion, or once a shape and jid, hardly ever once an event.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { ColumnLeaf } from './leaf.ts';
import { hasMinion, type TagTest, type TagVerdict, tagDecider } from './tag-truth.ts';

/** What is remembered of a pair: the lowest bit of a known verdict is the answer. */
const codes = { unasked: 0, depends: 1, no: 2, yes: 3 } as const satisfies Readonly<
  Record<TagVerdict | 'unasked', number>
>;
type Code = (typeof codes)[keyof typeof codes];

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
    const start = this.starts[shape] ?? 0;
    if (start !== 0) this.cells[start + (word & (this.spreads[shape] ?? 0))] = codes[verdict];
  }

  /** The code of a pair. */
  look(shape: number, word: number): Code {
    return this.cells[(this.starts[shape] ?? 0) + (word & (this.spreads[shape] ?? 0))] as Code;
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

  const shapeColumns = caseFile.columns.segments('shape');
  const minionColumns = caseFile.columns.segments('minion');
  return {
    type: 'column',
    weight: 8,
    fill: (segment, from, to, out) => {
      const shape = shapeColumns[segment];
      const minion = minionColumns[segment];
      if (shape === undefined || minion === undefined) return;
      for (let at = from; at < to; at++) {
        at = lookUntilUnasked(shape, minion, byMinion, at, to, out);
        if (at < to) out[at] = codes[learnMinion(shape[at] ?? 0, minion[at] ?? 0)];
      }
      if (out.subarray(from, to).includes(codes.depends)) askJids(segment, shape, from, to, out);
      for (let i = from; i < to; i++) out[i] = (out[i] ?? 0) & 1;
    },
  };

  /** Decides what depends on the jid, and where that is not enough asks the whole tag. */
  function askJids(segment: number, shape: Uint32Array, from: number, to: number, out: Uint8Array): void {
    const jid = caseFile.columns.segments('jid')[segment];
    if (jid === undefined) return;
    for (let i = from; i < to; i++) {
      if (out[i] !== codes.depends) continue;
      let known = byJid.look(shape[i] ?? 0, jid[i] ?? 0);
      if (known === codes.unasked) known = codes[learnJid(shape[i] ?? 0, jid[i] ?? 0)];
      if (known === codes.depends) {
        known = test.passes(caseFile.tag(segment * segmentLength + i + 1)) ? codes.yes : codes.no;
      }
      out[i] = known;
    }
  }
}

/** Fills in the codes of pairs, up to the first that was never asked; gives its place, or `to`. */
function lookUntilUnasked(
  shape: Uint32Array,
  word: Uint32Array,
  { starts, spreads, cells }: VerdictTable,
  from: number,
  to: number,
  out: Uint8Array,
): number {
  for (let i = from; i < to; i++) {
    const of = shape[i] ?? 0;
    const known = cells[(starts[of] ?? 0) + ((word[i] ?? 0) & (spreads[of] ?? 0))] ?? 0;
    if (known === codes.unasked) return i;
    out[i] = known;
  }
  return to;
}
