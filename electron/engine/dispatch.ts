// The engine's door: known name → schema → run with a deadline → time → answer. What throws here is our bug and is told as such.
import { setTimeout as wait } from 'node:timers/promises';
import type { Failure } from '../../shared/base/failure.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import { isZoneName } from '../../shared/base/zone.ts';
import type { RequestName } from '../../shared/bridge/contract.ts';
import type { FromEngine, ToEngine } from '../../shared/bridge/envelope.ts';
import { requestSchemas } from '../../shared/bridge/schemas.ts';
import type { QuestionName } from '../../shared/questions/questions.ts';
import { CaseError } from '../store/store-failure.ts';
import { askCase, isQuestion } from './ask-case.ts';
import { deadlines, withDeadline } from './deadline.ts';
import { Session } from './session.ts';
import type { SessionPlace } from './session-place.ts';

/** Questions slower than this are logged by name, in ms. */
const slowMs = 40;
/** Questions whose answers nobody waits for with the eyes: between their slices those of the screen in front come first. */
const patient: ReadonlySet<string> = new Set<QuestionName>(['case.summary']);
/** The longest that one slice waits for others, in ms, and how often it looks. */
const longestWaitMs = 120;
const lookEveryMs = 6;
/** So long after an answer somebody is taken to be at work still, in ms. */
const quietMs = 500;

/** What a door needs from its process. */
export type DoorPlace = Omit<SessionPlace, 'tell' | 'isAsked' | 'isUsed'> & {
  readonly send: (message: FromEngine) => void;
  /** Gets a line about slow questions and bugs; never holds event text. */
  readonly log: (line: string) => void;
};

/** A door over one port: give it what arrives, it sends what is to be answered. */
export class Door {
  readonly #place: DoorPlace;
  readonly #session: Session;
  readonly #cancelled = new Set<number>();
  /** Names by id. */
  readonly #running = new Map<number, string | undefined>();
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(place: DoorPlace) {
    this.#place = place;
    const tell: SessionPlace['tell'] = (news, body) => place.send({ news, body } as FromEngine);
    this.#session = new Session({
      ...place,
      tell,
      isAsked: () => this.#running.size > 0,
      isUsed: () => performance.now() - this.#answeredAt < quietMs,
    });
  }

  /** Handles one message; anything malformed is answered with a failure where it can be. */
  async receive(message: unknown): Promise<void> {
    const request = message as Partial<Extract<ToEngine, { name: RequestName }>> & { readonly cancel?: boolean };
    if (typeof request !== 'object' || request === null || typeof request.id !== 'number') return;
    const { id } = request;
    if (request.cancel === true) {
      if (this.#running.has(id)) this.#cancelled.add(id);
      return;
    }
    const began = performance.now();
    this.#running.set(id, request.name);
    const outcome = await this.#run(id, request.name, request.body, request.zone);
    this.#running.delete(id);
    this.#cancelled.delete(id);
    this.#answeredAt = performance.now();
    const tookMs = performance.now() - began;
    if (tookMs > slowMs) this.#place.log(`${request.name} took ${tookMs.toFixed(0)} ms`);
    this.#place.send(
      outcome.ok ? { id, ok: true, answer: outcome.value, tookMs } : { id, ok: false, failure: outcome.failure },
    );
  }

  /** Closes the open case. */
  close(): void {
    this.#session.close();
  }

  /** Waits while questions are answered that are less patient; never for long, so that all come to their end. */
  async #giveWay(): Promise<void> {
    const until = performance.now() + longestWaitMs;
    const isOtherAsked = () => [...this.#running.values()].some((name) => name !== undefined && !patient.has(name));
    while (isOtherAsked() && performance.now() < until) await wait(lookEveryMs);
  }

  async #run(id: number, name: string | undefined, body: unknown, zone: unknown): Promise<Outcome<unknown>> {
    if (name === undefined || !Object.hasOwn(requestSchemas, name))
      return refuse('request-malformed', `There is no request named ${JSON.stringify(name)}.`);
    const known = name as RequestName;
    const checked = requestSchemas[known].safeParse(body);
    if (!checked.success)
      return refuse('request-malformed', `${known}: ${checked.error.issues[0]?.message ?? 'malformed body'}`);
    try {
      if (!isQuestion(known)) return await this.#session.orders[known](checked.data as never);
      const { caseFile } = this.#session;
      if (caseFile === undefined) return refuse('case-not-open', 'No case is open.', 'Open a case or drop a capture.');
      const question = known as QuestionName;
      return await withDeadline<unknown>(question, deadlines[question], (isOverdue) =>
        askCase(caseFile, question, checked.data as never, {
          isCancelled: () => isOverdue() || this.#cancelled.has(id),
          zone: typeof zone === 'string' && isZoneName(zone) ? zone : 'UTC',
          runSql: this.#session.runSql,
          ...(patient.has(question) ? { giveWay: () => this.#giveWay() } : {}),
        }),
      );
    } catch (error) {
      // A damaged page shows itself only when it is read: the store throws, the door makes a value of it again.
      if (error instanceof CaseError) return { ok: false, failure: error.failure };
      this.#place.log(`bug in ${known}: ${error instanceof Error ? error.stack : String(error)}`);
      return refuse(
        'bug',
        `${known} met a defect of Saltrace: ${error instanceof Error ? error.message : String(error)}`,
        'Copy the details and report them; the case is unharmed.',
      );
    }
  }
}

function refuse(code: Failure['code'], message: string, tip?: string): Outcome<never> {
  return { ok: false, failure: tip === undefined ? { code, message } : { code, message, tip } };
}
