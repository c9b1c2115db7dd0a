// The bytes that JSON text as Salt writes it is made of, by name, and how words of it are compared.

export const space = 32;
export const quote = 34;
export const comma = 44;
export const minus = 45;
export const point = 46;
export const zero = 48;
export const colon = 58;
export const letterUpperE = 69;
export const letterUpperT = 84;
export const openList = 91;
export const backslash = 92;
export const closeList = 93;
export const underscore = 95;
export const letterE = 101;
export const letterF = 102;
export const letterN = 110;
export const letterT = 116;
export const openMap = 123;
export const bar = 124;
export const closeMap = 125;

/** The bytes of a text in ASCII. */
export function literal(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}

/** True when those bytes stand there. */
export function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text[i]) return false;
  return true;
}
