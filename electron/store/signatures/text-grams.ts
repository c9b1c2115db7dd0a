// Which bits a text sets in the signature of its block. Three and five neighbouring characters of the text that bare words are
// searched in (letters folded, escapes read) set a bit each: a text that lacks one of a word's bits does not hold the word.
import { isAscii } from 'node:buffer';
import { decodeEscapes, foldCase } from '../../../shared/filter/decoded-text.ts';

/** Names this way of signing; signatures made in another way are made anew. */
export const signingMethod = 1;

/** Bits of threes: enough for absent words, and for texts shorter than five. */
const threeBits = 16_384;
/** Bits of fives, behind those of the threes: what tells ids, jids and hashes apart, whose threes are in nearly every block. */
const fiveBits = 32_768;
/** Bits of the signature of one block. */
export const signatureBits = threeBits + fiveBits;
/** Bits asked of a word at most: more would cost more reading than they save. */
const mostAsked = 12;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const backslash = 92;
const escaped = new Uint8Array(256);
for (const [letter, character] of Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }))
  escaped[letter.charCodeAt(0)] = character.charCodeAt(0);
for (const character of '"\\/') escaped[character.charCodeAt(0)] = character.charCodeAt(0);
const folded = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/** Bit of the last three characters; `last` holds the last four, eight bits apart (a wider one reaches into its neighbour). */
function threeBit(last: number): number {
  const key = last & 0xff_ffff;
  return (Math.imul(key ^ (key >>> 15), 0x2c1b_3c6d) >>> 12) & (threeBits - 1);
}

/** Bit of the last five characters. */
function fiveBit(last: number, fifth: number): number {
  const key = last ^ Math.imul(fifth, 0x9e37_79b1);
  return threeBits + ((Math.imul(key ^ (key >>> 15), 0x2c1b_3c6d) >>> 12) & (fiveBits - 1));
}

/** Adds one raw record to the signature of its block: `bits` holds one bit each, 32 an element. */
export function signRecord(bytes: Uint8Array, bits: Uint32Array): void {
  if (!isAscii(bytes) || hasUnicodeEscape(bytes)) signText(foldCase(decodeEscapes(utf8.decode(bytes))), bits);
  else signAscii(bytes, bits);
}

function hasUnicodeEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(backslash); at !== -1; at = bytes.indexOf(backslash, at + 1))
    if (bytes[at + 1] === 117) return true;
  return false;
}

/** Folds letters and reads the one-letter escapes byte by byte: four times quicker than through a string. */
function signAscii(bytes: Uint8Array, bits: Uint32Array): void {
  let last = 0;
  let fifth = 0;
  for (let at = 0; at < bytes.length; at++) {
    let code = bytes[at] ?? 0;
    if (code === backslash) {
      const meant = escaped[bytes[at + 1] ?? 0] ?? 0;
      if (meant !== 0) {
        at++;
        code = meant;
      }
    }
    fifth = last >>> 24;
    last = (last << 8) | (folded[code] ?? 0);
    const three = threeBit(last);
    bits[three >>> 5] = (bits[three >>> 5] ?? 0) | (1 << (three & 31));
    const five = fiveBit(last, fifth);
    bits[five >>> 5] = (bits[five >>> 5] ?? 0) | (1 << (five & 31));
  }
}

function signText(text: string, bits: Uint32Array): void {
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    last = (last << 8) ^ text.charCodeAt(at);
    const three = threeBit(last);
    bits[three >>> 5] = (bits[three >>> 5] ?? 0) | (1 << (three & 31));
    const five = fiveBit(last, at < 4 ? 0 : text.charCodeAt(at - 4));
    bits[five >>> 5] = (bits[five >>> 5] ?? 0) | (1 << (five & 31));
  }
}

/** The bits that a record holding the (folded) text has surely set; none for a text of less than three characters. */
export function bitsOfText(text: string): number[] {
  const threes = new Set<number>();
  const fives = new Set<number>();
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    last = (last << 8) ^ text.charCodeAt(at);
    if (at >= 2) threes.add(threeBit(last));
    if (at >= 4) fives.add(fiveBit(last, text.charCodeAt(at - 4)));
  }
  return [...spread([...fives], mostAsked), ...spread([...threes], Math.max(0, mostAsked - fives.size))];
}

/** At most `most` of a list, from all over it. */
function spread(bits: readonly number[], most: number): readonly number[] {
  if (bits.length <= most) return bits;
  return Array.from({ length: most }, (_, at) => bits[Math.floor((at * bits.length) / most)] ?? 0);
}
