// Worker threads that parse pieces, and the same thing in place for small sources. A worker that dies is a failure, never
// a wait without end.
import { Worker } from 'node:worker_threads';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Format } from '../formats/format.ts';
import { type ParsedPiece, type Piece, pieceParser } from './parse-piece.ts';
import type { ParseAnswer, ParseRequest } from './worker-talk.ts';

/** A parsed piece and who parsed it. */
export type PoolAnswer = {
  readonly parsed: ParsedPiece;
  /** The bytes of the piece, back again. */
  readonly bytes: Uint8Array;
  /** Which dictionaries the batch speaks: position of the parser in its pool. */
  readonly parser: number;
};

/** Parses pieces; answers of one parser come in the order of its pieces. */
export type ParsePool = {
  /** True when parsing holds the caller's event loop. */
  readonly isInline: boolean;
  /** Pieces that may be under way at once before the source should wait. */
  readonly depth: number;
  /** Takes over the buffer of the piece. Never rejects. */
  readonly parse: (format: Format, piece: Piece) => Promise<Outcome<PoolAnswer>>;
  readonly close: () => Promise<void>;
};

/** Pieces a worker has at hand: one being parsed and two waiting, so that it never idles while the writer writes. */
const piecesPerWorker = 3;

/** A pool of worker threads; they start when first needed. */
export function workerPool(url: URL, workers: number): ParsePool {
  const members: PoolWorker[] = [];
  return {
    isInline: false,
    depth: workers * piecesPerWorker,
    parse: (format, piece) => {
      let member = members.reduce<PoolWorker | undefined>(
        (best, one) => (best === undefined || one.load < best.load ? one : best),
        undefined,
      );
      if (member === undefined || (member.load > 0 && members.length < workers)) {
        member = new PoolWorker(url, members.length);
        members.push(member);
      }
      return member.parse(format, piece);
    },
    close: async () => {
      await Promise.all(members.map((member) => member.stop()));
    },
  };
}

/** Parses in place: for sources so small that starting a thread would take longer. */
export function inlinePool(): ParsePool {
  const parser = pieceParser();
  return {
    isInline: true,
    depth: 1,
    parse: async (format, piece) => done({ parsed: parser.parse(format, piece), bytes: piece.bytes, parser: 0 }),
    close: async () => {},
  };
}

/** Room for new objects: a piece leaves some MB of them behind, all soon dead; with more room fewer are copied. */
const maxYoungGenerationSizeMb = 64;

class PoolWorker {
  readonly #worker: Worker;
  readonly #parser: number;
  readonly #waiting = new Map<number, (answer: Outcome<PoolAnswer>) => void>();
  #next = 0;
  #death: Outcome<never> | undefined;

  constructor(url: URL, parser: number) {
    this.#parser = parser;
    this.#worker = new Worker(url, {
      name: `saltrace-parse-${parser}`,
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    this.#worker.on('message', (answer: ParseAnswer) => this.#answer(answer));
    this.#worker.on('messageerror', (error) => this.#die(error.message));
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => this.#die(`it ended with status ${code}`));
  }

  /** Pieces it has not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  parse(format: Format, piece: Piece): Promise<Outcome<PoolAnswer>> {
    if (this.#death !== undefined) return Promise.resolve(this.#death);
    const number = this.#next;
    this.#next += 1;
    const request: ParseRequest = { number, format: format.name, piece };
    const { buffer } = piece.bytes;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#worker.postMessage(request, buffer instanceof ArrayBuffer ? [buffer] : []);
    });
  }

  async stop(): Promise<void> {
    this.#die('it was stopped');
    await this.#worker.terminate();
  }

  #answer({ number, parsed, bytes }: ParseAnswer): void {
    this.#waiting.get(number)?.(done({ parsed, bytes, parser: this.#parser }));
    this.#waiting.delete(number);
  }

  #die(reason: string): void {
    this.#death ??= failed({ code: 'bug', message: `A parse worker stopped: ${reason}.` });
    for (const resolve of this.#waiting.values()) resolve(this.#death);
    this.#waiting.clear();
  }
}
