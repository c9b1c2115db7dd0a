// Reads one small YAML file with bounds and by a schema: each fault with its line. What the files of the library have in common.
import { type Document, isAlias, isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** Where and why a file is not what it should be. `line` is 1-based, `null` where the whole file is meant. */
export type Refused = { readonly ok: false; readonly line: number | null; readonly reason: string };

/** The value of a file, with the line of a part of it; or why it has none. */
export type ReadYaml<T> =
  | { readonly ok: true; readonly value: T; readonly lineAt: (path: readonly string[]) => number | null }
  | Refused;

/** Longest file that is read, in bytes; a query or a rule is far shorter. */
export const longestFile = 64 * 1024;

/** Brackets inside each other beyond which a text is not handed to the parser, which would run out of stack. */
const deepest = 50;

/** How the files of the library are parsed. */
export const yamlOptions = {
  schema: 'core',
  strict: true,
  uniqueKeys: true,
  merge: false,
  prettyErrors: false,
} as const;

/** Reads the text of a file as a schema says; `whole` names what the file has to be. Never throws. */
export function readYaml<S extends z.ZodType>(bytes: Uint8Array, schema: S, whole: string): ReadYaml<z.infer<S>> {
  if (bytes.length > longestFile) return refused(null, `it is longer than ${longestFile / 1024} kB`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused(null, 'it is no UTF-8 text');
  }
  const deep = tooDeep(text);
  if (deep !== undefined) return refused(deep, `more than ${deepest} brackets are open`);
  const lines = new LineCounter();
  const doc = parseDocument(text, { ...yamlOptions, lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const wrong = doc.errors[0] ?? doc.warnings[0];
  if (wrong !== undefined) return refused(lineAt(wrong.pos[0]), `it is no valid YAML: ${firstLine(wrong.message)}`);
  const alias = aliasOffset(doc);
  if (alias !== undefined) return refused(lineAt(alias), 'aliases (*name) are not taken');
  const checked = schema.safeParse(doc.toJS({ maxAliasCount: 0 }));
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const offset = issue === undefined ? undefined : placeOf(doc, issue);
    return refused(
      offset === undefined ? null : lineAt(offset),
      issue === undefined ? 'odd shape' : sentence(issue, whole),
    );
  }
  return {
    ok: true,
    value: checked.data,
    lineAt: (path) => {
      const offset = offsetAt(doc, path);
      return offset === undefined ? null : lineAt(offset);
    },
  };
}

/** A file that is not what it should be. */
export function refused(line: number | null, reason: string): Refused {
  return { ok: false, line, reason };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** The line on which too many brackets are open, or indented collections inside each other. */
function tooDeep(text: string): number | undefined {
  let open = 0;
  let line = 1;
  for (const c of text) {
    if (c === '\n') line += 1;
    else if (c === '[' || c === '{') open += 1;
    else if (c === ']' || c === '}') open = Math.max(0, open - 1);
    if (open > deepest) return line;
  }
  const dashes = text
    .split('\n')
    .findIndex((one) => (one.match(/^[\s?-]*/)?.[0].match(/[?-]/g) ?? []).length > deepest);
  return dashes === -1 ? undefined : dashes + 1;
}

function aliasOffset(doc: Document.Parsed): number | undefined {
  let found: number | undefined;
  visit(doc, {
    Alias: (_key, node) => {
      if (!isAlias(node)) return undefined;
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

function placeOf(doc: Document.Parsed, issue: z.core.$ZodIssue): number | undefined {
  const path = issue.path.map(String);
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return offsetAt(doc, unknown === undefined ? path : [...path, unknown]);
}

/** Where the value at a path begins, or the nearest part of the path that is there. */
function offsetAt(doc: Document.Parsed, path: readonly string[]): number | undefined {
  let node: unknown = doc.contents;
  let offset = rangeOf(node);
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
    if (pair === undefined) break;
    offset = rangeOf(pair.key) ?? offset;
    node = pair.value;
  }
  return offset;
}

function rangeOf(node: unknown): number | undefined {
  const range = (node as { readonly range?: readonly [number, number, number] } | null)?.range;
  return range?.[0];
}

function sentence(issue: z.core.$ZodIssue, whole: string): string {
  const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code === 'unrecognized_keys') return `${place}unknown key ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `${place}expected one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.path.length === 0) return `expected ${whole}`;
  return place + issue.message.replace(/^Invalid (input|option): /, '');
}
