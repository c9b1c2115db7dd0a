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

/** Lays the states into rows, each with its name where it can be read. */
export function placeStates(inside: TimelineInside, { xOf, measure, blockedText, width }: Lengths): PlacedState[] {
  const pieces = piecesOf(inside.states, blockedText)
    .map((piece) => {
      const x0 = xOf(piece.state.from);
      return { ...piece, x0, x1: Math.max(x0 + leastPx, xOf(piece.to)) };
    })
    .filter((piece) => piece.x1 > 0 && piece.x0 < width);
  const taken: (readonly [number, number])[][] = Array.from({ length: waterfallRows }, () => []);
  const isFree = (level: number, from: number, to: number) =>
    (taken[level] ?? []).every(([begin, end]) => to <= begin || from >= end);
  const placed: PlacedState[] = [];
  let texts = 0;
  let last = -1;
  const put = (piece: (typeof pieces)[number], isLoud: boolean) => {
    const from = Math.max(0, piece.x0);
    const wanted = piece.x1 + textGapPx + (texts < mostTexts ? measure(piece.text) : 0);
    const order = Array.from({ length: waterfallRows }, (_, n) => (last + 1 + n) % waterfallRows);
    const withText = texts < mostTexts ? order.find((level) => isFree(level, from, wanted + textGapPx)) : undefined;
    const level = withText ?? order.find((one) => isFree(one, from, piece.x1)) ?? (last + 1) % waterfallRows;
    const text = withText !== undefined || (isLoud && texts < mostTexts) ? piece.text : '';
    taken[level]?.push([from, text === '' ? piece.x1 : wanted + textGapPx]);
    if (text !== '') texts += 1;
    last = level;
    placed.push({ state: piece.state, tone: piece.tone, x0: piece.x0, x1: piece.x1, level, text });
  };
  // The roots choose first; the others fill what is left.
  const loud = new Set(pieces.filter((piece) => piece.tone === 'failed'));
  for (const piece of loud) {
    last = Math.min(waterfallRows - 2, pieces.indexOf(piece) - 1) % waterfallRows;
    put(piece, true);
  }
  last = -1;
  for (const piece of pieces) if (!loud.has(piece)) put(piece, false);
  return placed;
}

type Piece = { readonly state: InsideState; readonly to: number; readonly tone: Tone; readonly text: string };

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
      text: tone === 'blocked' && n > 1 ? blockedText(n) : textOf(state),
    });
    at = end;
  }
  return pieces;
}

function textOf(state: InsideState): string {
  const reason = state.role === 'root' ? (state.comment.split('\n', 1)[0] ?? '').trim() : '';
  return reason === '' ? state.id : `${state.id} — ${reason.length > 60 ? `${reason.slice(0, 60)}…` : reason}`;
}
