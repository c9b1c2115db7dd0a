// The inside of a bar: the states of a run (or the steps of an orchestration) as a waterfall below an opened lane, and as a thin strip
// in the bar itself. Where the states are many, the roots keep their names.
import type { InsideState, TimelineInside } from '../../../../shared/questions/timeline.ts';
import type { Tone } from './inks.ts';

/** One state in its place; px of the picture. `text` is '' where there is no room for it. */
export type PlacedState = {
  readonly state: InsideState;
  readonly tone: Tone;
  readonly x0: number;
  readonly x1: number;
  readonly level: number;
  readonly text: string;
};

/** Rows of the waterfall. */
export const waterfallRows = 4;
const leastPx = 3;
const textGapPx = 5;
const mostTexts = 80;

/** How a state is drawn: roots failed, what they blocked grey. */
export function toneOfState(state: InsideState): Tone {
  if (state.role === 'cascade') return 'blocked';
  if (state.result === false) return 'failed';
  return state.result === null || state.isChanged ? 'changed' : 'succeeded';
}

type Lengths = {
  /** Px of a stamp. */
  readonly xOf: (at: number) => number;
  readonly measure: (text: string) => number;
  /** Words for `n` states in a row that a root blocked. */
  readonly blockedText: (n: number) => string;
  readonly width: number;
};

/** What is taken already of each row, in px: shared by all runs of a lane, so that no name lies on another. */
export type TakenRows = [from: number, to: number][][];

/** Rows with nothing in them. */
export function emptyRows(): TakenRows {
  return Array.from({ length: waterfallRows }, () => []);
}

/** Lays the states into rows, each with its name where it can be read. Roots choose first. */
export function placeStates(
  inside: TimelineInside,
  { xOf, measure, blockedText, width }: Lengths,
  taken: TakenRows,
): PlacedState[] {
  const pieces = piecesOf(inside.states, blockedText)
    .map((piece, at) => {
      const x0 = xOf(piece.state.from);
      return { ...piece, at, x0, x1: Math.max(x0 + leastPx, xOf(piece.to)) };
    })
    .filter((piece) => piece.x1 > 0 && piece.x0 < width);
  const isFree = (level: number, from: number, to: number) =>
    (taken[level] ?? []).every(([begin, end]) => to <= begin || from >= end);
  const rows = pieces.map((piece) => ({ ...piece, level: piece.at % waterfallRows }));
  const texts = new Map<number, string>();
  // The last row is left to the others, so that no name of a root lies on their bars.
  const levelsFrom = (at: number, isLoud: boolean) => {
    const levels = isLoud ? waterfallRows - 1 : waterfallRows;
    return Array.from({ length: levels }, (_, n) => (at + n) % levels);
  };
  const name = (row: (typeof rows)[number]) => {
    if (texts.size >= mostTexts) return;
    const end = (text: string) => row.x1 + 2 * textGapPx + measure(text);
    const text = row.texts.find((one) => isFree(row.level, row.x1 + 0.01, end(one)));
    if (text === undefined) return;
    texts.set(row.at, text);
    taken[row.level]?.push([row.x1, end(text)]);
  };
  // Roots take their place with their names; then the other bars, where no name lies; then what names there is room for.
  for (const isLoud of [true, false])
    for (const row of rows) {
      if ((row.tone === 'failed') !== isLoud) continue;
      row.level = levelsFrom(row.at, isLoud).find((level) => isFree(level, row.x0, row.x1)) ?? waterfallRows - 1;
      taken[row.level]?.push([row.x0, row.x1]);
      if (isLoud) name(row);
    }
  for (const row of rows) if (row.tone !== 'failed') name(row);
  return rows.map(({ state, tone, x0, x1, level, at }) => ({ state, tone, x0, x1, level, text: texts.get(at) ?? '' }));
}

type Piece = {
  readonly state: InsideState;
  readonly to: number;
  readonly tone: Tone;
  readonly texts: readonly string[];
};

/** Blocked states that follow one another are one piece: their number says more than their names. */
function piecesOf(states: readonly InsideState[], blockedText: (n: number) => string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < states.length; ) {
    const state = states[at];
    if (state === undefined) break;
    const tone = toneOfState(state);
    let end = at + 1;
    if (tone === 'blocked') while (end < states.length && states[end]?.role === 'cascade') end += 1;
    const n = end - at;
    pieces.push({
      state,
      to: states[end - 1]?.to ?? state.to,
      tone,
      texts: tone === 'blocked' && n > 1 ? [blockedText(n), `${n}`] : textsOf(state),
    });
    at = end;
  }
  return pieces;
}

/** A root says why as far as there is room. */
function textsOf(state: InsideState): string[] {
  const reason = state.role === 'root' ? (state.comment.split('\n', 1)[0] ?? '').trim() : '';
  if (reason === '') return [state.id];
  return [60, 30]
    .map((most) => `${state.id} — ${reason.length > most ? `${reason.slice(0, most)}…` : reason}`)
    .concat(state.id);
}
