// Keeps the writer's transactions: one is open while there is something to write, and is committed at a steady pace.
import { setTimeout as wait } from 'node:timers/promises';
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { segmentLength } from '../store/columns/column-defs.ts';

/**
 * A commit is due after this time, and whenever a segment of the columns is full: each commit writes the segment that is
 * not, which is cheapest then.
 */
const commitEveryMs = 1000;
/** How often a commit is tried that another program's reading delays, and how long to wait in between. */
const busyTries = 20;
const busyWaitMs = 100;

/** The transactions of one import. */
export class Transaction {
  readonly #writer: CaseWriter;
  #isOpen = false;
  #events: number;
  #segment: number;
  #openedAt = 0;
  #isFirst = true;
  readonly #finished: number[] = [];

  /** `events`: how many the case has. */
  constructor(writer: CaseWriter, events: number) {
    this.#writer = writer;
    this.#events = events;
    this.#segment = segmentOf(events);
  }

  /** Makes sure that one is open. */
  open(): Outcome<void> {
    if (this.#isOpen) return done(undefined);
    const begun = this.#writer.begin();
    this.#isOpen = begun.ok;
    this.#openedAt = performance.now();
    return begun;
  }

  /** Counts new events; commits when that is due. The first batch is committed at once, to be seen at once. */
  async wrote(events: number): Promise<Outcome<void>> {
    this.#events += events;
    const isDue =
      this.#isFirst || segmentOf(this.#events) > this.#segment || performance.now() - this.#openedAt >= commitEveryMs;
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
    this.#segment = segmentOf(this.#events);
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

function segmentOf(events: number): number {
  return Math.floor(events / segmentLength);
}
