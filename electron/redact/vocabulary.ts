// The values that are hidden wherever they stand: their spellings. Pure.

/** One spelling of a value that is looked for. */
export type Spelling = {
  readonly text: string;
  /** What it is replaced by. */
  readonly token: string;
  /** Position of the value in the list it came of. */
  readonly value: number;
  /** True when a letter or digit beside it makes another word of it (`web1` in `web10`). */
  readonly isWord: boolean;
  /** True when it is the middle of a base64 text: the whole of that is meant. */
  readonly isBase64: boolean;
};

/** The spellings of a value that are looked for in parsed texts: plain, escaped for JSON, percent-encoded, base64. */
export function spellingsOf(value: string): { readonly text: string; readonly isBase64: boolean }[] {
  const texts = new Set([value]);
  const json = JSON.stringify(value).slice(1, -1);
  texts.add(json);
  texts.add(JSON.stringify(json).slice(1, -1));
  texts.add(asciiJson(json));
  texts.add(asciiJson(json).replaceAll('\\', '\\\\'));
  if (value.isWellFormed()) {
    const percent = encodeURIComponent(value);
    texts.add(percent);
    texts.add(percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
    texts.add(percent.replaceAll('%20', '+'));
  }
  const list = [...texts].map((text) => ({ text, isBase64: false }));
  for (const text of base64Cores(Buffer.from(value))) list.push({ text, isBase64: true });
  // Commands of PowerShell travel as base64 of UTF-16.
  for (const text of base64Cores(Buffer.from(value, 'utf16le'))) list.push({ text, isBase64: true });
  return list;
}

/** Shortest middle of a base64 text that is taken for the value: 8 characters stand for 6 bytes. */
const leastCore = 8;

/** What is in every base64 text of anything that holds these bytes: one text for each place they may begin at. */
export function base64Cores(bytes: Uint8Array): string[] {
  const cores: string[] = [];
  for (let offset = 0; offset < 3; offset += 1) {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = padded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < leastCore) continue;
    cores.push(core);
    if (/[+/]/.test(core)) cores.push(core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}

/** JSON as Python writes it by default: everything beyond ASCII as `\uXXXX`. */
function asciiJson(json: string): string {
  return json.replaceAll(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
