// What the coordinator and its parse workers say to each other. Bulk travels as transferred buffers, never as copies, and
// texts that repeat (what states say) only once: reading them again is work for the thread that writes.
import type { FormatName } from '../formats/format.ts';
import type { ParsedPiece, Piece } from './parse-piece.ts';

/** Coordinator → worker: parse this. The buffer of `piece.bytes` is transferred. */
export type ParseRequest = { readonly number: number; readonly format: FormatName; readonly piece: Piece };

/** Worker → coordinator: the piece, parsed; its bytes come back, to be compared with what the case has. */
export type ParseAnswer = {
  readonly number: number;
  /** Without the texts of states, which stand beside it. */
  readonly parsed: ParsedPiece;
  readonly comment: SharedTexts;
  readonly blockedBy: SharedTexts;
  readonly bytes: Uint8Array;
};

/** A list of texts: the different ones, and which of them stands at each place. */
export type SharedTexts = { readonly texts: readonly string[]; readonly at: Uint32Array };

/** Makes an answer of a parsed piece. */
export function packAnswer(number: number, parsed: ParsedPiece, bytes: Uint8Array): ParseAnswer {
  const { comment, blockedBy } = parsed.batch.states;
  const states = { ...parsed.batch.states, comment: [], blockedBy: [] };
  const batch = { ...parsed.batch, states };
  return {
    number,
    parsed: { ...parsed, batch },
    comment: shareTexts(comment),
    blockedBy: shareTexts(blockedBy),
    bytes,
  };
}

/** The parsed piece of an answer. */
export function unpackAnswer({ parsed, comment, blockedBy }: ParseAnswer): ParsedPiece {
  const { batch } = parsed;
  const states = { ...batch.states, comment: unshareTexts(comment), blockedBy: unshareTexts(blockedBy) };
  return { ...parsed, batch: { ...batch, states } };
}

/** The buffers of an answer that can change hands, each once. */
export function answerBuffers({ parsed: { batch }, comment, blockedBy, bytes }: ParseAnswer): ArrayBuffer[] {
  const all = [bytes, batch.columns.stamp, batch.states.row, comment.at, blockedBy.at];
  const [block] = batch.blocks;
  if (block !== undefined) all.push(block.bytes);
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of all) if (buffer instanceof ArrayBuffer) buffers.add(buffer);
  return [...buffers];
}

function shareTexts(all: readonly string[]): SharedTexts {
  const places = new Map<string, number>();
  const at = new Uint32Array(all.length);
  for (let i = 0; i < all.length; i += 1) {
    const text = all[i] ?? '';
    let place = places.get(text);
    if (place === undefined) {
      place = places.size;
      places.set(text, place);
    }
    at[i] = place;
  }
  return { texts: [...places.keys()], at };
}

function unshareTexts({ texts, at }: SharedTexts): string[] {
  return Array.from(at, (place) => texts[place] ?? '');
}
