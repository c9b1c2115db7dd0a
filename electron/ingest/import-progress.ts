// Counts what an import has done and tells it at a bearable pace.
import type { Batch } from '../store/batch.ts';

/** How far an import is; the bridge's progress without its transport. */
export type IngestProgress = {
  /** Name of the source being read. */
  readonly name: string;
  /** Bytes as they lie on the disk, over all sources. */
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  readonly events: number;
  readonly rejected: number;
  readonly duplicates: number;
  /** Over the last second. */
  readonly eventsPerSecond: number;
  readonly leftS: number | null;
  readonly stage: 'reading' | 'done';
};

/** Receives progress. */
export type OnProgress = (progress: IngestProgress) => void;

/** Milliseconds between two reports. */
const reportEvery = 100;
/** Milliseconds over which the rate is taken. */
const rateSpan = 1000;

/** Meters one import. */
export class ProgressMeter {
  #name = '';
  #bytesBefore = 0;
  #bytesHere = 0;
  #events = 0;
  #rejected = 0;
  #duplicates = 0;
  #lastReport = Number.NEGATIVE_INFINITY;
  /** Time, records and bytes of the reports of the last second. */
  readonly #marks: { readonly at: number; readonly records: number; readonly bytes: number }[] = [];
  readonly #total: number | undefined;
  readonly #report: OnProgress;
  readonly #now: () => number;

  constructor(total: number | undefined, report: OnProgress, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#report = report;
    this.#now = now;
  }

  /** A source begins. */
  begin(name: string): void {
    this.#name = name;
    this.tell();
  }

  /** Bytes of the present source that were read, as they lie on the disk. */
  read(bytes: number): void {
    this.#bytesHere = bytes;
  }

  /** The present source is read to its end. */
  end(): void {
    this.#bytesBefore += this.#bytesHere;
    this.#bytesHere = 0;
  }

  /** A batch is stored. */
  stored(batch: Batch, duplicates: number): void {
    this.#events += batch.n - duplicates;
    this.#duplicates += duplicates;
    this.#rejected += batch.rejected;
    if (this.#now() - this.#lastReport >= reportEvery) this.tell();
  }

  /** Reports now. */
  tell(stage: IngestProgress['stage'] = 'reading'): void {
    const at = this.#now();
    this.#lastReport = at;
    const bytes = this.#bytesBefore + this.#bytesHere;
    const records = this.#events + this.#duplicates;
    this.#marks.push({ at, records, bytes });
    while (this.#marks.length > 2 && at - (this.#marks[0]?.at ?? 0) > rateSpan) this.#marks.shift();
    const first = this.#marks[0] ?? { at, records, bytes };
    const seconds = (at - first.at) / 1000;
    const byteRate = seconds > 0 ? (bytes - first.bytes) / seconds : 0;
    this.#report({
      name: this.#name,
      bytesRead: bytes,
      bytesTotal: this.#total ?? null,
      events: this.#events,
      rejected: this.#rejected,
      duplicates: this.#duplicates,
      eventsPerSecond: seconds > 0 ? (records - first.records) / seconds : 0,
      leftS: this.#total === undefined || byteRate <= 0 ? null : Math.max(0, this.#total - bytes) / byteRate,
      stage,
    });
  }
}
