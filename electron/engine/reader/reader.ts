// Holds one reader process for an engine: gives it one request at a time, kills it when nobody waits any more or it takes too long,
// and starts another. SQLite cannot be stopped in any other way (ADR 0011).
import type { Failure } from '../../../shared/base/failure.ts';
import { failed, type Outcome } from '../../../shared/base/outcome.ts';
import { cancelled } from '../../queries/question.ts';
import type { ForkReader, FromReader, ReaderAnswers, ReaderProcess, ToReader } from './reader-talk.ts';

/** How often a running request is looked at, in ms: the longest that a Stop waits. */
const tickMs = 15;

/** How one request may be ended. */
export type ReaderPatience = {
  readonly isCancelled: () => boolean;
  /** ms that the process may take for it; waiting for a turn does not count. */
  readonly deadlineMs: number;
  /** What is told when that is over. */
  readonly late: Failure;
  /** What is told when the process ended by itself; `how` continues "It ended ". */
  readonly lost: (how: string) => Failure;
};

/** A process and who hears it at present. */
type Held = {
  readonly process: ReaderProcess;
  readonly gone: Promise<void>;
  answered: (answer: FromReader) => void;
  ended: (how: string) => void;
};

/** One reader. */
export class Reader {
  readonly #fork: ForkReader;
  #held: Held | undefined;
  /** Requests run one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #writers = 0;
  #stopRunning: (() => Promise<void>) | undefined;

  constructor(fork: ForkReader) {
    this.#fork = fork;
  }

  /** True while a request is being carried out: the case is then locked against writing. */
  get isReading(): boolean {
    return this.#stopRunning !== undefined;
  }

  /** Resolves when what was asked until now is answered. */
  async whenIdle(): Promise<void> {
    await this.#last;
  }

  /** Asks the reader. Never rejects. */
  ask<T extends ToReader['type']>(
    request: ToReader & { readonly type: T },
    patience: ReaderPatience,
  ): Promise<Outcome<ReaderAnswers[T]>> {
    const answer = this.#last.then(() => this.#carryOut(request, patience));
    this.#last = answer;
    // A reader answers a request with that request's answer.
    return answer as Promise<Outcome<ReaderAnswers[T]>>;
  }

  /**
   * Lets somebody write to the case: what is being read is stopped, and begun again when the writing has ended. Resolves when
   * the lock of the reader is gone.
   */
  async standAside<T>(write: () => Promise<T>): Promise<T> {
    this.#writers += 1;
    try {
      await this.#stopRunning?.();
      return await write();
    } finally {
      this.#writers -= 1;
    }
  }

  /** Ends the process; a running request is answered with its loss. */
  close(): void {
    this.#held?.process.kill();
  }

  #carryOut(request: ToReader, patience: ReaderPatience): Promise<Outcome<unknown>> {
    return new Promise((resolve) => {
      let running: Held | undefined;
      let began = 0;
      const end = (outcome: Outcome<unknown>) => {
        clearInterval(timer);
        if (running !== undefined) {
          running.answered = unheard;
          running.ended = unheard;
          running = undefined;
        }
        this.#stopRunning = undefined;
        resolve(outcome);
      };
      const killAndEnd = (outcome: Outcome<unknown>) => {
        const isRunning = running !== undefined;
        end(outcome);
        if (!isRunning) return;
        this.#drop();
        // The next request need not wait for a start.
        this.#held = this.#start();
      };
      const begin = () => {
        const mine = this.#held ?? this.#start();
        this.#held = mine;
        running = mine;
        began = performance.now();
        mine.answered = end;
        mine.ended = (how) => end(failed(patience.lost(how)));
        this.#stopRunning = async () => {
          running = undefined;
          mine.answered = unheard;
          mine.ended = unheard;
          this.#stopRunning = undefined;
          this.#drop();
          await mine.gone;
        };
        mine.process.send(request);
      };
      const look = () => {
        if (patience.isCancelled()) killAndEnd(cancelled());
        else if (running !== undefined && performance.now() - began > patience.deadlineMs)
          killAndEnd(failed(patience.late));
        else if (running === undefined && this.#writers === 0) begin();
      };
      const timer = setInterval(look, tickMs);
      look();
    });
  }

  #start(): Held {
    let told: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      told = resolve;
    });
    const process = this.#fork({
      answered: (answer) => held.answered(answer),
      ended: (how) => {
        if (this.#held === held) this.#held = undefined;
        told();
        held.ended(how);
      },
    });
    const held: Held = { process, gone, answered: unheard, ended: unheard };
    return held;
  }

  /** Kills the process and forgets it. */
  #drop(): void {
    const { process } = this.#held ?? {};
    this.#held = undefined;
    process?.kill();
  }
}

function unheard(): void {}
