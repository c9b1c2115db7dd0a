// The line from pieces to the case: pieces go to a parser, come back as batches, and are stored in the order of the files.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { Format } from '../formats/format.ts';
import type { Batch } from '../store/batch.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { type Identifier, identifier } from './identify.ts';
import type { ProgressMeter } from './import-progress.ts';
import { emptyBatch, type Piece } from './parse-piece.ts';
import type { ParsePool, PoolAnswer } from './parse-pool.ts';
import { ParserStrings } from './parser-strings.ts';
import { ProblemLedger } from './problem-ledger.ts';
import { Transaction } from './transaction.ts';

/** A source that is about to be read. */
export type LineSource = {
  readonly name: string;
  readonly path: string;
  readonly format: Format;
  readonly pool: ParsePool;
  /** Takes the bytes of a piece that is done with. */
  readonly giveBack?: ((bytes: Uint8Array) => void) | undefined;
};

/** How a source ended. */
export type TrackEnd = {
  /** False when there was more that could not be read. */
  readonly isComplete: boolean;
  /** What is to be said of a packed file that is cut (problem `compressed-cut`). */
  readonly cut?: string | undefined;
};

/** Takes the pieces of one source. */
export type Track = {
  /** Takes a piece; waits while too much is under way. `packedRead`: bytes read so far as they lie on the disk. */
  readonly send: (piece: Piece, packedRead: number) => Promise<Outcome<void>>;
  /** The source has ended. */
  readonly end: (end: TrackEnd) => Promise<Outcome<void>>;
};

/** What is to be done in order: each waits for its parser, then acts on the case. */
type Step = { readonly ready: Promise<() => Promise<Outcome<void>>>; readonly isPiece: boolean };

/** Longest time the event loop is held before others get their turn, in ms. */
const holdMs = 12;

/** One import's line. */
export class IngestLine {
  /** Ids of the sources in the case, in the order of reading. */
  readonly sources: number[] = [];
  readonly #caseFile: CaseFile;
  readonly #writer: CaseWriter;
  readonly #meter: ProgressMeter;
  readonly #transaction: Transaction;
  readonly #steps: Step[] = [];
  readonly #parsers = new Map<ParsePool, ParserStrings[]>();
  readonly #workers = new Map<ParserStrings, number>();
  #piecesUnderWay = 0;
  #heldSince = performance.now();

  constructor(caseFile: CaseFile, writer: CaseWriter, meter: ProgressMeter) {
    this.#caseFile = caseFile;
    this.#writer = writer;
    this.#meter = meter;
    this.#transaction = new Transaction(writer, caseFile.columns.length);
  }

  /** Begins a source; its pieces follow. */
  begin(source: LineSource): Track {
    const state = new SourceState(source);
    this.#add(async () => this.#open(state));
    return {
      send: (piece, packedRead) => {
        this.#send(state, piece, packedRead);
        return this.#drain(source.pool.depth - 1);
      },
      end: async (end) => {
        this.#add(async () => this.#close(state, end));
        return done(undefined);
      },
    };
  }

  /** Stores all that is still under way (nothing more of it when cancelled) and commits. */
  async finish(isCancelled: (() => boolean) | undefined): Promise<Outcome<void>> {
    while (this.#steps.length > 0 && isCancelled?.() !== true) {
      const taken = await this.#take();
      if (!taken.ok) return taken;
    }
    return this.#transaction.commit();
  }

  /** Forgets the parsers' dictionaries. */
  close(): void {
    for (const worker of this.#workers.values()) this.#writer.endWorker(worker);
    this.#workers.clear();
  }

  #add(act: () => Promise<Outcome<void>>): void {
    this.#steps.push({ ready: Promise.resolve(act), isPiece: false });
  }

  #send(state: SourceState, piece: Piece, packedRead: number): void {
    this.#piecesUnderWay += 1;
    const parsed = state.source.pool.parse(state.source.format, piece);
    const ready = parsed.then((answer) => async () => {
      if (!answer.ok) return answer;
      return this.#store(state, answer.value, packedRead);
    });
    this.#steps.push({ ready, isPiece: true });
  }

  /** Takes steps until no more than so many pieces are under way. */
  async #drain(pieces: number): Promise<Outcome<void>> {
    while (this.#piecesUnderWay > pieces) {
      const taken = await this.#take();
      if (!taken.ok) return taken;
    }
    return done(undefined);
  }

  async #take(): Promise<Outcome<void>> {
    const step = this.#steps.shift();
    if (step === undefined) return done(undefined);
    const act = await step.ready;
    if (step.isPiece) this.#piecesUnderWay -= 1;
    const acted = await act();
    if (performance.now() - this.#heldSince > holdMs) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#heldSince = performance.now();
    }
    return acted;
  }

  async #open(state: SourceState): Promise<Outcome<void>> {
    const { name, path, format } = state.source;
    // What came before must be committed to be compared with.
    const committed = await this.#transaction.commitEvents();
    if (!committed.ok) return committed;
    const opened = this.#transaction.open();
    if (!opened.ok) return opened;
    state.id = this.#writer.addSource({ name, path, format: format.name });
    state.identifier = identifier(this.#caseFile, format);
    this.sources.push(state.id);
    this.#meter.begin(name);
    return done(undefined);
  }

  async #store(state: SourceState, answer: PoolAnswer, packedRead: number): Promise<Outcome<void>> {
    const strings = this.#stringsOf(state.source.pool, answer.parser);
    strings.add(answer.parsed.batch.strings);
    const batch = state.ledger.take(answer.parsed);
    const duplicateOf = state.identifier?.duplicates(batch, answer.bytes, strings);
    state.source.giveBack?.(answer.bytes);
    this.#meter.read(packedRead);
    return this.#write(state, batch, this.#workers.get(strings) ?? 0, duplicateOf);
  }

  async #write(state: SourceState, batch: Batch, worker: number, duplicateOf?: Uint32Array): Promise<Outcome<void>> {
    const opened = this.#transaction.open();
    if (!opened.ok) return opened;
    const written = this.#writer.writeBatch(state.id, worker, batch, duplicateOf);
    if (!written.ok) return written;
    const duplicates = countSet(duplicateOf);
    this.#meter.stored(batch, duplicates);
    return this.#transaction.wrote(batch.n - duplicates);
  }

  async #close(state: SourceState, { isComplete, cut }: TrackEnd): Promise<Outcome<void>> {
    this.#meter.end();
    if (cut !== undefined) {
      const batch = emptyBatch({ code: 'compressed-cut', offset: 0, line: 0, sample: cut, row: null });
      const written = await this.#write(state, batch, 0);
      if (!written.ok) return written;
    }
    if (isComplete) this.#transaction.finish(state.id);
    return done(undefined);
  }

  #stringsOf(pool: ParsePool, parser: number): ParserStrings {
    const known = this.#parsers.get(pool) ?? [];
    this.#parsers.set(pool, known);
    let strings = known[parser];
    if (strings === undefined) {
      strings = new ParserStrings();
      known[parser] = strings;
      // Numbers of dictionaries in the writer: 0 stays free for batches without strings.
      this.#workers.set(strings, this.#workers.size + 1);
    }
    return strings;
  }
}

/** One source on the line. */
class SourceState {
  id = 0;
  identifier: Identifier | undefined;
  readonly ledger = new ProblemLedger();
  readonly source: LineSource;

  constructor(source: LineSource) {
    this.source = source;
  }
}

function countSet(duplicateOf: Uint32Array | undefined): number {
  let count = 0;
  if (duplicateOf !== undefined) for (const id of duplicateOf) if (id !== 0) count += 1;
  return count;
}
