// The SQL console: what is typed, the statement that runs, its answer. An answer stays until the next one comes; an error changes nothing.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { SqlAnswer, SqlParameters } from '../../shared/questions/sql.ts';
import { type Asking, ask, listen } from '../bridge/engine.ts';
import { useFilterStore } from './filter-store.ts';
import { useLayoutStore } from './layout-store.ts';
import { useSpanStore } from './span-store.ts';

/** Row limits that can be chosen. */
export const rowLimits = [100, 1_000, 10_000, 100_000] as const;

/** Longer values are cut in the window; the command line gives them whole. */
const shownCharacters = 4_000;
const deadlineMs = 120_000;

type SqlStore = {
  readonly text: string;
  /** What the `$name`s of a saved statement stand for. */
  readonly values: SqlParameters;
  /** Rises when the text was put there by something else than typing. */
  readonly textWish: number;
  readonly rowLimit: number;
  readonly shownAs: 'table' | 'chart';
  readonly isRunning: boolean;
  /** When the running statement was sent, as `Date.now()`. */
  readonly begun: number;
  readonly answer: SqlAnswer | null;
  /** Rises with each answer. */
  readonly answerCount: number;
  readonly failure: Failure | null;
  /** The text that `failure` is about. */
  readonly failedText: string;
  textTyped(text: string): void;
  /** Puts a text in place and shows the console. */
  textOpened(text: string, values?: SqlParameters): void;
  rowLimitChosen(limit: number): void;
  shownAsChosen(shownAs: 'table' | 'chart'): void;
  run(): Promise<void>;
  stop(): void;
  /** Opens the filter and span in force as SQL. */
  openFilter(): Promise<void>;
};

const example = `SELECT minion, outcome, count(*) AS returns
FROM returns
GROUP BY minion, outcome
ORDER BY returns DESC`;

const fresh = {
  text: example,
  rowLimit: 1_000,
  shownAs: 'table',
  isRunning: false,
  begun: 0,
  answer: null,
  failure: null,
  failedText: '',
  values: {} as SqlParameters,
} as const;

let running: Asking<SqlAnswer> | undefined;

/** Owner of the console. */
export const useSqlStore = create<SqlStore>()((set, get) => ({
  ...fresh,
  textWish: 0,
  answerCount: 0,
  textTyped: (text) => set({ text }),
  textOpened: (text, values = {}) => {
    set((s) => ({ text, values, textWish: s.textWish + 1, failure: null }));
    useLayoutStore.getState().screenWanted('sql');
  },
  rowLimitChosen: (rowLimit) => set({ rowLimit }),
  shownAsChosen: (shownAs) => set({ shownAs }),
  run: async () => {
    if (get().isRunning) return;
    const { text, values, rowLimit } = get();
    const limits = { rows: rowLimit, characters: shownCharacters, deadlineMs };
    const asking = ask('sql.run', { sql: text, values, limits });
    running = asking;
    set({ isRunning: true, begun: Date.now(), failure: null });
    const reply = await asking.reply;
    // Another case was opened meanwhile.
    if (running !== asking) return;
    running = undefined;
    if (reply.ok) set((s) => ({ isRunning: false, answer: reply.answer, answerCount: s.answerCount + 1 }));
    else set({ isRunning: false, failure: reply.failure, failedText: text });
  },
  stop: () => running?.cancel(),
  openFilter: async () => {
    const filter = useFilterStore.getState().inForce;
    const span = useSpanStore.getState().visible;
    const reply = await ask('sql.of-filter', span === null ? { filter } : { filter, span }).reply;
    if (reply.ok) get().textOpened(reply.answer.sql);
    else set({ failure: reply.failure, failedText: '' });
  },
}));

/** Forgets what another case answered; the result stops it. */
export function watchSql(): () => void {
  return listen('case.changed', () => {
    running?.cancel();
    running = undefined;
    const { text } = useSqlStore.getState();
    useSqlStore.setState({ ...fresh, text });
  });
}
