// What the coordinator and its parse workers say to each other. Bulk travels as transferred buffers, never as copies.
import type { FormatName } from '../formats/format.ts';
import type { ParsedPiece, Piece } from './parse-piece.ts';

/** Coordinator → worker: parse this. The buffer of `piece.bytes` is transferred. */
export type ParseRequest = { readonly number: number; readonly format: FormatName; readonly piece: Piece };

/** Worker → coordinator: the piece, parsed; its bytes come back, to be compared with what the case has. */
export type ParseAnswer = { readonly number: number; readonly parsed: ParsedPiece; readonly bytes: Uint8Array };

/** The buffers of an answer that can change hands, each once. */
export function answerBuffers({ parsed: { batch }, bytes }: ParseAnswer): ArrayBuffer[] {
  const all = [bytes, batch.columns.stamp, batch.states.row];
  const [block] = batch.blocks;
  if (block !== undefined) all.push(block.bytes);
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of all) if (buffer instanceof ArrayBuffer) buffers.add(buffer);
  return [...buffers];
}
