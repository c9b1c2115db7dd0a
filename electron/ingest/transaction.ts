// Keeps the writer's transactions: one is open while there is something to write, and is committed at a steady pace.
import { setTimeout as wait } from 'node:timers/promises';
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { CaseWriter } from '../store/case-writer.ts';

/** A commit is due after this time … */
const commitEveryMs = 1000;
/** … or after this many events, which fill a segment of the columns. */
const commitEveryEvents = 65_536;
/** How often a commit is tried that another program's reading delays, and how long to wait in between. */
const busyTries = 20;
const busyWaitMs = 100;

/** The transactions of one import. */
export class Transaction {
  readonly #writer: CaseWriter;
  #isOpen = false;
  #events = 0;
  #openedAt = 0;
  #isFirst = true;
  readonly #finished: number[] = [];

  constructor(writer: CaseWriter) {
    this.#writer = writer;
  }

  /** Makes sure that one is open. */
  open(): Outcome<void> {
    if (this.#isOpen) return done(undefined);
    const begun = this.#writer.begin();
    this.#isOpen = begun.ok;
    this.#events = 0;
    this.#openedAt = performance.now();
    return begun;
  }

  /** Counts what was written; commits when that is due. The first batch is committed at once, to be seen at once. */
  async wrote(events: number): Promise<Outcome<void>> {
    this.#events += events;
    const isDue =
      this.#isFirst || this.#events >= commitEveryEvents || performance.now() - this.#openedAt >= commitEveryMs;
    return isDue ? this.commit() : done(undefined);
  }

  /**
   * A source is read to its end. It is marked at the next commit that is due: each such commit waits for the disk, which
   * many small sources should not have to.
   */
  finish(source: number): void {
    this.#finished.push(source);
  }

  /** Commits; the sources that are finished are marked. */
  async commit(): Promise<Outcome<void>> {
    if (!this.#isOpen) {
      if (this.#finished.length === 0) return done(undefined);
      const opened = this.open();
      if (!opened.ok) return opened;
    }
    for (const source of this.#finished.splice(0)) this.#writer.finishSource(source);
    return this.#tryCommit();
  }

  /** Commits what there is, so that it can be compared with; marks no source. */
  async commitEvents(): Promise<Outcome<void>> {
    return this.#isOpen ? this.#tryCommit() : done(undefined);
  }

  async #tryCommit(): Promise<Outcome<void>> {
    this.#isFirst = false;
    for (let tries = 1; ; tries += 1) {
      const committed = this.#writer.commit();
      if (committed.ok || committed.failure.code !== 'database-busy' || tries === busyTries) {
        if (!committed.ok) this.#writer.rollback();
        this.#isOpen = false;
        return committed;
      }
      await wait(busyWaitMs);
    }
  }
}
