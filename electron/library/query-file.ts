// One saved query as a YAML file: read with bounds and by a schema, each fault with its line; written so that comments stay.
import { type Document, isAlias, isMap, isPair, isScalar, LineCounter, parseDocument, stringify, visit } from 'yaml';
import type { z } from 'zod';
import { queryFault } from '../../shared/keep/check-query.ts';
import { queryFileSchema } from '../../shared/keep/query-schema.ts';
import type { SavedQuery } from '../../shared/keep/saved-query.ts';

/** The query of a file, or where and why it is none. `line` is 1-based, `null` where the whole file is meant. */
export type ReadQuery =
  | { readonly ok: true; readonly query: SavedQuery }
  | { readonly ok: false; readonly line: number | null; readonly reason: string };

/** Longest file that is read, in bytes; a query is far shorter. */
export const longestFile = 64 * 1024;

/** Brackets inside each other beyond which a text is not handed to the parser, which would run out of stack. */
const deepest = 50;

const options = { schema: 'core', strict: true, uniqueKeys: true, merge: false, prettyErrors: false } as const;

/** Reads the text of a file. Never throws. */
export function readQueryFile(bytes: Uint8Array): ReadQuery {
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
  const doc = parseDocument(text, { ...options, lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const wrong = doc.errors[0] ?? doc.warnings[0];
  if (wrong !== undefined) return refused(lineAt(wrong.pos[0]), `it is no valid YAML: ${firstLine(wrong.message)}`);
  const alias = aliasOffset(doc);
  if (alias !== undefined) return refused(lineAt(alias), 'aliases (*name) are not taken');
  const checked = queryFileSchema.safeParse(doc.toJS({ maxAliasCount: 0 }));
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const offset = issue === undefined ? undefined : placeOf(doc, issue);
    return refused(offset === undefined ? null : lineAt(offset), issue === undefined ? 'odd shape' : sentence(issue));
  }
  const query = queryOf(checked.data);
  const fault = queryFault(query);
  if (fault === null) return { ok: true, query };
  const path = fault.parameter === undefined ? [fault.part] : ['parameters', fault.parameter];
  const offset = offsetAt(doc, path);
  const line = offset === undefined ? null : lineAt(offset);
  return refused(line, `${fault.part}: ${fault.message}`);
}

/** Writes a query as a file. With the text of the file before, its comments and the order of its keys stay. */
export function writeQueryFile(query: SavedQuery, before?: string): string {
  const fields = fieldsOf(query);
  const doc = before === undefined ? undefined : parseDocument(before, options);
  if (doc === undefined || doc.errors.length > 0 || !isMap(doc.contents)) return stringify(fields, { lineWidth: 100 });
  for (const [key, value] of Object.entries(fields)) {
    if (JSON.stringify(doc.toJS()[key]) === JSON.stringify(value)) continue;
    doc.set(key, doc.createNode(value));
  }
  for (const key of ['description', 'parameters']) if (!Object.hasOwn(fields, key)) doc.delete(key);
  return doc.toString({ lineWidth: 100 });
}

/** What a file says of a query: nothing that would be so anyway. */
function fieldsOf({ name, description, kind, text, parameters }: SavedQuery): Record<string, unknown> {
  const parameterFields = parameters.map((one) => [
    one.name,
    {
      type: one.type,
      ...(one.description === '' ? {} : { description: one.description }),
      ...(one.default === null ? {} : { default: one.default }),
      ...(one.choices.length === 0 ? {} : { choices: one.choices }),
    },
  ]);
  return {
    name,
    ...(description === '' ? {} : { description }),
    kind,
    text,
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameterFields) }),
  };
}

function queryOf({ name, description, kind, text, parameters }: z.infer<typeof queryFileSchema>): SavedQuery {
  // A block text of YAML ends with a line feed that nobody meant.
  const trimmed = text.replace(/\s+$/, '');
  const list = Object.entries(parameters).map(([parameter, fields]) => ({ name: parameter, ...fields }));
  return { name, description: description.trim(), kind, text: trimmed, parameters: list };
}

function refused(line: number | null, reason: string): ReadQuery {
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

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code === 'unrecognized_keys') return `${place}unknown key ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `${place}expected one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.path.length === 0) return 'expected a map with name, kind and text';
  return place + issue.message.replace(/^Invalid (input|option): /, '');
}
