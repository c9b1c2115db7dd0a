// Of the problems of one source only so many of each code are shown with a sample, the first ones, however it was cut.
import type { Batch } from '../store/batch.ts';
import type { ParsedPiece } from './parse-piece.ts';
import { sampledPerCode } from './problem-list.ts';

/** Keeps count for one source. */
export class ProblemLedger {
  readonly #placed = new Map<string, number>();
  #endsInNoise = false;

  /** The batch of the next piece, with the problems that are to be placed. */
  take({ batch, noiseAt }: ParsedPiece): Batch {
    const goesOn = this.#endsInNoise && noiseAt.start;
    this.#endsInNoise = noiseAt.end;
    if (batch.problems.length === 0) return batch;
    const problems: Batch['problems'][number][] = [];
    for (const [index, problem] of batch.problems.entries()) {
      // Noise over several pieces is one stretch of noise.
      if (goesOn && index === 0 && problem.code === 'noise') continue;
      const placed = this.#placed.get(problem.code) ?? 0;
      this.#placed.set(problem.code, placed + 1);
      if (placed < sampledPerCode) problems.push(problem);
      else if (problem.row !== null) problems.push({ ...problem, sample: '' });
    }
    return { ...batch, problems };
  }
}
