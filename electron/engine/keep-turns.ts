// When orders about what a person keeps are carried out: one after the other, between the transactions of an import, after any other order.
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import type { KeepOrders } from '../../shared/bridge/keep-orders.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { KeepDesk } from './keep-desk.ts';

/** What the turns are told by their session. */
export type TurnPlace = {
  readonly caseFile: () => CaseFile | undefined;
  /** The case that an import is writing to at present. */
  readonly importing: () => CaseFile | undefined;
  readonly isBusy: () => boolean;
  /** Resolves when the order that is being carried out has ended. */
  readonly whenFree: () => Promise<void>;
  /** Carries out an order alone; refused when another is being carried out. */
  readonly alone: <T>(order: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
};

type Handlers = {
  readonly [N in keyof KeepOrders]: (body: KeepOrders[N]['body']) => Promise<Outcome<KeepOrders[N]['answer']>>;
};

const changed = {
  code: 'case-not-open',
  message: 'The case was closed before this could be kept in it.',
  tip: 'Open it again, and try again.',
} as const;

/** The desk's orders in their turns. */
export function keepInTurn(desk: KeepDesk['orders'], place: TurnPlace): Handlers {
  let turn: Promise<unknown> = Promise.resolve();
  const handlers = Object.entries(desk).map(([name, order]) => {
    const act = (body: never) => order(body) as Outcome<never>;
    const inTurn = (body: never): Promise<Outcome<never>> => {
      const asked = place.caseFile();
      const run = () => carryOut(place, () => (place.caseFile() === asked ? act(body) : failed(changed)));
      // Whatever became of the one before.
      const mine = turn.then(run, run);
      turn = mine;
      return mine;
    };
    return [name, (body: never) => (isOfCase(name, body) ? inTurn(body) : Promise.resolve(act(body)))];
  });
  // One wrapper around every handler: TypeScript cannot follow the names through the list.
  return Object.fromEntries(handlers) as Handlers;
}

/** True for what may write to the case: lists only read, and the files of the library are not in it. */
function isOfCase(name: string, body: object): boolean {
  if (name.endsWith('.list') || name === 'queries.export') return false;
  const replaces = 'replaces' in body && body.replaces instanceof Object ? body.replaces : undefined;
  const places = [body, replaces].flatMap((part) => (part !== undefined && 'place' in part ? [part.place] : []));
  return places.length === 0 || places.includes('case');
}

async function carryOut<T>(place: TurnPlace, write: () => Outcome<T>): Promise<Outcome<T>> {
  for (;;) {
    const writer = place.importing()?.writer;
    if (writer !== undefined) {
      // An import goes on for long; between two of its transactions there is room.
      const { promise, resolve, reject } = Promise.withResolvers<Outcome<T>>();
      writer.between(() => {
        try {
          resolve(write());
        } catch (error) {
          reject(error);
        }
      });
      return promise;
    }
    if (!place.isBusy()) return place.alone(async () => write());
    await place.whenFree();
  }
}
