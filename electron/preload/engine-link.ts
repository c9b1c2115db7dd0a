// The page's end of the wire: matches replies to requests, passes news on, and keeps its word when the engine dies: requests under way
// fail as `engine-lost`, the case that was open is opened again, and requests that come in between wait for the new engine.
import type { Failure } from '../../shared/base/failure.ts';
import type { CaseSeen, EngineState } from '../../shared/bridge/channels.ts';
import type { RequestName } from '../../shared/bridge/contract.ts';
import type { FromEngine, ToEngine } from '../../shared/bridge/envelope.ts';
import type { NewsItem, Reply } from '../../shared/bridge/shell.ts';

/** The part of a DOM MessagePort that is used. */
export type Wire = {
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  postMessage(message: ToEngine): void;
  close(): void;
};

/** Ids of the page are positive; this one is the link's own. */
const REOPEN_ID = -1;
const lost: Failure = { code: 'engine-lost', message: 'The engine stopped before it answered.', tip: 'Try again.' };

/** The link of one page. */
export class EngineLink {
  readonly #caseSeen: (seen: CaseSeen) => void;
  readonly #listeners = new Set<(item: NewsItem) => void>();
  readonly #waiting = new Map<number, (reply: Reply<unknown>) => void>();
  #unsent: ToEngine[] = [];
  #wire: Wire | undefined;
  /** Set once no engine will come any more. */
  #refusal: Failure | undefined;
  #openCase: Omit<CaseSeen, 'events'> | null = null;

  /** `caseSeen` hears of every case that is opened, and of its size. */
  constructor(caseSeen: (seen: CaseSeen) => void) {
    this.#caseSeen = caseSeen;
  }

  /** Sends a question or an order. */
  request(name: RequestName, body: unknown, id: number, zone?: string): Promise<Reply<unknown>> {
    if (this.#refusal !== undefined) return Promise.resolve({ ok: false, failure: this.#refusal });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(zone === undefined ? { id, name, body } : { id, name, body, zone });
    });
  }

  /** Says that a request's answer is no longer wanted; its reply still comes. */
  cancel(id: number): void {
    if (this.#waiting.has(id)) this.#send({ id, cancel: true });
  }

  /** Hears all news; the result stops the listening. */
  listen(hear: (item: NewsItem) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** A new engine is there. */
  connected(wire: Wire): void {
    this.#refusal = undefined;
    wire.onmessage = ({ data }) => this.#received(wire, data as FromEngine);
    if (this.#openCase === null) {
      this.#ready(wire);
      return;
    }
    wire.postMessage({ id: REOPEN_ID, name: 'case.open', body: { path: this.#openCase.path } });
  }

  /** The engine is gone, for now or for good. */
  disconnected(state: EngineState): void {
    this.#wire?.close();
    this.#wire = undefined;
    if (state.state === 'lost') {
      this.#refusal = state.failure ?? lost;
      this.#unsent = [];
    }
    const kept = new Set(this.#unsent.map(({ id }) => id));
    for (const [id, answer] of this.#waiting) {
      if (kept.has(id)) continue;
      this.#waiting.delete(id);
      answer({ ok: false, failure: this.#refusal ?? lost });
    }
    this.#tell({ news: 'engine.state', body: state });
  }

  /** A link from outside waits in main. */
  linkOffered(): void {
    this.#tell({ news: 'link.offered', body: {} });
  }

  #send(message: ToEngine): void {
    if (this.#wire === undefined) this.#unsent.push(message);
    else this.#wire.postMessage(message);
  }

  #ready(wire: Wire): void {
    this.#wire = wire;
    for (const message of this.#unsent.splice(0)) wire.postMessage(message);
    this.#tell({ news: 'engine.state', body: { state: 'ready' } });
  }

  #received(wire: Wire, message: FromEngine): void {
    if ('news' in message) {
      this.#noteCase(message);
      this.#tell(message);
      return;
    }
    if (message.id === REOPEN_ID) {
      // A case that cannot be opened again is closed: the page learns it from its next question.
      if (!message.ok) this.#openCase = null;
      this.#ready(wire);
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    answer?.(
      message.ok
        ? { ok: true, answer: message.answer, tookMs: message.tookMs }
        : { ok: false, failure: message.failure },
    );
  }

  #noteCase(item: NewsItem): void {
    if (item.news === 'case.changed') {
      const { path, ...named } = item.body;
      this.#openCase = path === null ? null : { path, ...named };
      if (this.#openCase !== null) this.#caseSeen({ ...this.#openCase, events: null });
    }
    if (item.news === 'store.changed' && this.#openCase !== null)
      this.#caseSeen({ ...this.#openCase, events: item.body.events });
  }

  #tell(item: NewsItem): void {
    for (const hear of this.#listeners) hear(item);
  }
}
