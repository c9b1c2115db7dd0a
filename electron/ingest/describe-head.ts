// Says in a few words what a file is that is no capture, from its first bytes.

const signatures: readonly (readonly [string, string])[] = [
  ['SQLite format 3\0', 'an SQLite database'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['%PDF-', 'a PDF document'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['\x7fELF', 'a program'],
  ['BZh', 'bzip2 data'],
  ['\xfd7zXZ\0', 'xz data'],
];

/** Characters of the first line that are quoted. */
const quotedCharacters = 60;

/** What the bytes are, fit to stand behind "it holds". */
export function describeHead(head: Uint8Array): string {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096));
  const latin = start.toString('latin1');
  const known = signatures.find(([signature]) => latin.startsWith(signature));
  if (known !== undefined) return known[1];
  if (start.includes(0)) return 'binary data';
  const text = start.toString('utf8');
  const line = text.split('\n').find((each) => each.trim() !== '');
  if (line === undefined) return 'nothing but blank lines';
  // Control characters could move the cursor of the terminal that shows this.
  const shown = line.trim().replaceAll(/\p{C}/gu, '\u00b7');
  const quoted = shown.length > quotedCharacters ? `${shown.slice(0, quotedCharacters)}…` : shown;
  return `text that begins with ${JSON.stringify(quoted)}`;
}
