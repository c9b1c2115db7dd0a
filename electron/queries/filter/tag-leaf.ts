// Terms about the whole tag, decided once a shape and minion, not once an event.
import type { CaseFile } from '../../store/case-file.ts';
import type { ColumnLeaf } from './leaf.ts';
import { hasMinion, type TagTest, type TagVerdict, tagDecider } from './tag-truth.ts';

/** What is remembered of a shape or of a shape with a minion; 0 = not asked yet. */
const codes = { no: 1, yes: 2, depends: 3, perMinion: 4 } as const;

/** Bytes kept for shapes with a minion; above that (very many odd tags) verdicts are made anew. */
const keptBytes = 64 * 1024 * 1024;

/** A term about `tag`. */
export function tagLeaf(caseFile: CaseFile, test: TagTest): ColumnLeaf {
  const shapes = caseFile.dictionary('shape');
  const minions = caseFile.dictionary('minion');
  const decide = tagDecider(test);
  const ofShape = new Uint8Array(shapes.size + 1);
  const ofMinion = new Map<number, Uint8Array>();

  const code = (verdict: TagVerdict): number => codes[verdict];

  function learnShape(shape: number): number {
    const text = shapes.text(shape);
    const learnt = hasMinion(text) ? codes.perMinion : code(decide(text, ''));
    ofShape[shape] = learnt;
    return learnt;
  }

  function learnMinion(shape: number, minion: number): number {
    const learnt = code(decide(shapes.text(shape), minions.text(minion)));
    let kept = ofMinion.get(shape);
    if (kept === undefined && ofMinion.size * (minions.size + 1) < keptBytes) {
      kept = new Uint8Array(minions.size + 1);
      ofMinion.set(shape, kept);
    }
    if (kept !== undefined) kept[minion] = learnt;
    return learnt;
  }

  const shapeColumns = caseFile.columns.segments('shape');
  const minionColumns = caseFile.columns.segments('minion');
  const segmentBits = 16;
  return {
    type: 'column',
    fill: (segment, from, to, out) => {
      const shapeColumn = shapeColumns[segment];
      const minionColumn = minionColumns[segment];
      if (shapeColumn === undefined || minionColumn === undefined) return;
      let lastShape = -1;
      let lastKept: Uint8Array | undefined;
      for (let i = from; i < to; i++) {
        const shape = shapeColumn[i] as number;
        let verdict = ofShape[shape] as number;
        if (verdict === 0) verdict = learnShape(shape);
        if (verdict === codes.perMinion) {
          if (shape !== lastShape) {
            lastShape = shape;
            lastKept = ofMinion.get(shape);
          }
          const minion = minionColumn[i] as number;
          verdict = lastKept === undefined ? 0 : (lastKept[minion] as number);
          if (verdict === 0) {
            verdict = learnMinion(shape, minion);
            lastKept = ofMinion.get(shape);
          }
        }
        if (verdict === codes.depends) out[i] = test.passes(caseFile.tag((segment << segmentBits) + i + 1)) ? 1 : 0;
        else out[i] = verdict === codes.yes ? 1 : 0;
      }
    },
  };
}
