// Filter → a program that fills one mask a segment. Columns decide first; where the answer hangs on raw records, only the events
// still in doubt are read, in rising order, in slices that let the event loop run and obey a cancel.
import type { FilterTree } from '../../../shared/filter/filter-tree.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { breathe } from '../question.ts';
import { andInto, countOnes, listOnes, negate, orInto } from './column-loops.ts';
import { compileTerm } from './compile-term.ts';
import { type ColumnLeaf, constantLeaf, type RecordLeaf } from './leaf.ts';
import { RecordReader } from './record.ts';

/** A compiled filter. One fill at a time. */
export type Program = {
  /** True when raw records may have to be read. */
  readonly readsRecords: boolean;
  /** Fills out[from…to) of a segment with 0 or 1; false when it was cancelled on the way. */
  readonly fill: (
    segment: number,
    from: number,
    to: number,
    out: Uint8Array,
    isCancelled: () => boolean,
  ) => Promise<boolean>;
};

/** A tree in which every part that only needs columns is one node. */
type Node =
  | { readonly type: 'columns'; readonly tree: ColumnTree; readonly mask: Uint8Array }
  | RecordLeaf
  | { readonly type: 'and' | 'or'; readonly terms: readonly Node[] }
  | { readonly type: 'not'; readonly term: Node };

type ColumnTree =
  | ColumnLeaf
  | { readonly type: 'and' | 'or'; readonly terms: readonly ColumnTree[] }
  | { readonly type: 'not'; readonly term: ColumnTree };

/** How long a scan of raw records may hold the event loop, in ms. */
const sliceMs = 12;

/** Compiles a filter over a case. `within` is a further condition on columns, such as the visible span. */
export function compileFilter(
  tree: FilterTree,
  caseFile: CaseFile,
  context: TimeContext,
  within?: ColumnLeaf,
): Program {
  const filter = simplify(tree, caseFile, context);
  const root = within === undefined ? filter : joined('and', [columnsOf(within), filter]);
  const columnNodes = listColumns(root);
  if (root.type === 'columns') {
    return {
      readsRecords: false,
      fill: (segment, from, to, out) => {
        evaluate(root.tree, segment, from, to, out);
        return Promise.resolve(true);
      },
    };
  }
  const record = new RecordReader(caseFile);
  const low = new Uint8Array(segmentLength);
  const high = new Uint8Array(segmentLength);
  return {
    readsRecords: true,
    fill: async (segment, from, to, out, isCancelled) => {
      for (const node of columnNodes) evaluate(node.tree, segment, from, to, node.mask);
      bound(root, segment, from, to, low, high);
      let sliceEnd = performance.now() + sliceMs;
      for (let row = from; row < to; row++) {
        if (low[row] === high[row]) {
          out[row] = low[row] ?? 0;
          continue;
        }
        record.moveTo(segment * segmentLength + row + 1);
        out[row] = decide(root, row, record) ? 1 : 0;
        if (performance.now() < sliceEnd) continue;
        await breathe();
        if (isCancelled()) return false;
        sliceEnd = performance.now() + sliceMs;
      }
      return true;
    },
  };
}

function columnsOf(tree: ColumnTree): Node {
  return { type: 'columns', tree, mask: new Uint8Array(segmentLength) };
}

function simplify(tree: FilterTree, caseFile: CaseFile, context: TimeContext): Node {
  switch (tree.type) {
    case 'all':
      return columnsOf(constantLeaf(true));
    case 'not': {
      const term = simplify(tree.term, caseFile, context);
      return term.type === 'columns' ? columnsOf({ type: 'not', term: term.tree }) : { type: 'not', term };
    }
    case 'and':
    case 'or':
      return joined(
        tree.type,
        tree.terms.map((term) => simplify(term, caseFile, context)),
      );
    case 'tag':
    case 'text':
    case 'comparison':
    case 'match': {
      const leaf = compileTerm(tree, caseFile, context);
      return leaf.type === 'column' ? columnsOf(leaf) : leaf;
    }
  }
}

/** Joins terms so that all that needs columns only comes first, as one. */
function joined(type: 'and' | 'or', terms: readonly Node[]): Node {
  const columns = terms
    .flatMap((term) => (term.type === 'columns' ? [term.tree] : []))
    .sort((a, b) => weightOf(a) - weightOf(b));
  const others = terms.filter((term) => term.type !== 'columns');
  const [first] = columns;
  if (first === undefined) return { type, terms: others };
  const merged = columnsOf(columns.length === 1 ? first : { type, terms: columns });
  return others.length === 0 ? merged : { type, terms: [merged, ...others] };
}

function weightOf(tree: ColumnTree): number {
  if (tree.type === 'column') return tree.weight;
  return tree.type === 'not' ? weightOf(tree.term) : tree.terms.reduce((sum, term) => sum + weightOf(term), 0);
}

function listColumns(node: Node): Extract<Node, { type: 'columns' }>[] {
  switch (node.type) {
    case 'columns':
      return [node];
    case 'record':
      return [];
    case 'not':
      return listColumns(node.term);
    case 'and':
    case 'or':
      return node.terms.flatMap(listColumns);
  }
}

/** Masks for the inner results of a column tree, handed back after use. */
const spare: Uint8Array[] = [];

function evaluate(tree: ColumnTree, segment: number, from: number, to: number, out: Uint8Array): void {
  if (tree.type === 'column') {
    tree.fill(segment, from, to, out);
    return;
  }
  if (tree.type === 'not') {
    evaluate(tree.term, segment, from, to, out);
    negate(out, from, to);
    return;
  }
  const other = spare.pop() ?? new Uint8Array(segmentLength);
  for (const [index, term] of tree.terms.entries()) {
    if (index === 0) evaluate(term, segment, from, to, out);
    else if (tree.type === 'or') {
      // Nothing is missing: the other terms cannot change it.
      if (!out.subarray(from, to).includes(0)) break;
      evaluate(term, segment, from, to, other);
      orInto(out, other, from, to);
    } else {
      const left = countOnes(out, from, to);
      if (left === 0) break;
      if (left * fewRows < to - from && term.type === 'column' && term.keep !== undefined) {
        keepRows(term.keep, segment, from, to, out);
      } else {
        evaluate(term, segment, from, to, other);
        andInto(out, other, from, to);
      }
    }
  }
  spare.push(other);
}

/** Below one selected row in so many, a term is asked for them only. */
const fewRows = 8;
const rows = new Uint16Array(segmentLength);

function keepRows(
  keep: NonNullable<ColumnLeaf['keep']>,
  segment: number,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  const kept = keep(segment, rows, listOnes(out, from, to, rows));
  out.fill(0, from, to);
  for (let i = 0; i < kept; i++) out[rows[i] ?? 0] = 1;
}

/** What is certain (low) and what is possible (high) before any record is read. */
function bound(node: Node, segment: number, from: number, to: number, low: Uint8Array, high: Uint8Array): void {
  switch (node.type) {
    case 'columns':
      low.set(node.mask.subarray(from, to), from);
      high.set(node.mask.subarray(from, to), from);
      return;
    case 'record':
      low.fill(0, from, to);
      high.fill(1, from, to);
      node.bound?.(segment, from, to, low, high);
      return;
    case 'not':
      bound(node.term, segment, from, to, high, low);
      negate(low, from, to);
      negate(high, from, to);
      return;
    case 'and':
    case 'or': {
      const join = node.type === 'and' ? andInto : orInto;
      const otherLow = spare.pop() ?? new Uint8Array(segmentLength);
      const otherHigh = spare.pop() ?? new Uint8Array(segmentLength);
      low.fill(node.type === 'and' ? 1 : 0, from, to);
      high.fill(node.type === 'and' ? 1 : 0, from, to);
      for (const term of node.terms) {
        bound(term, segment, from, to, otherLow, otherHigh);
        join(low, otherLow, from, to);
        join(high, otherHigh, from, to);
      }
      spare.push(otherLow, otherHigh);
    }
  }
}

/** Decides one event in doubt; columns stand before records in every list. */
function decide(node: Node, row: number, record: RecordReader): boolean {
  switch (node.type) {
    case 'columns':
      return node.mask[row] === 1;
    case 'record':
      return node.passes(record);
    case 'not':
      return !decide(node.term, row, record);
    case 'and':
      return node.terms.every((term) => decide(term, row, record));
    case 'or':
      return node.terms.some((term) => decide(term, row, record));
  }
}
