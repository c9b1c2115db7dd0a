// Carries the questions of the timeline's painter to the engine: the painter knows what it lacks, but has no way to the bridge.
import type { Failure } from '../../shared/base/failure.ts';
import type { Answer, Body } from '../../shared/questions/questions.ts';
import { type Asking, ask } from '../bridge/engine.ts';

type PainterQuestion = 'timeline.tile' | 'timeline.inside';

/** Questions under way of one painter. */
export class PainterAsks {
  readonly #underWay = new Map<number, Asking<unknown>>();
  readonly #failed: (failure: Failure) => void;

  /** `failed` hears why an answer did not come, unless it was taken back. */
  constructor(failed: (failure: Failure) => void) {
    this.#failed = failed;
  }

  /** Asks; `done` gets the answer, or `null` when there is none. After {@link cancel} it hears nothing. */
  async ask<N extends PainterQuestion>(
    id: number,
    name: N,
    body: Body<N>,
    done: (answer: Answer<N> | null) => void,
  ): Promise<void> {
    const asking = ask(name, body);
    this.#underWay.set(id, asking);
    const reply = await asking.reply;
    if (this.#underWay.get(id) !== asking) return;
    this.#underWay.delete(id);
    if (!reply.ok && reply.failure.code !== 'question-cancelled') this.#failed(reply.failure);
    done(reply.ok ? reply.answer : null);
  }

  /** Takes a question back. */
  cancel(id: number): void {
    this.#underWay.get(id)?.cancel();
    this.#underWay.delete(id);
  }

  cancelAll(): void {
    for (const id of [...this.#underWay.keys()]) this.cancel(id);
  }
}
