// A JSON text as the flat list of rows that a tree shows: only what is open, long texts cut into lines, big integers as they stand in the text.

/** An integer beyond 2^53, kept as its digits. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value with exact integers. */
export type ExactJson = null | boolean | number | string | ExactNumber | ExactJson[] | { [key: string]: ExactJson };

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** Reads a JSON text without losing digits; `undefined` when it is no JSON. */
export function readExactJson(text: string): ExactJson | undefined {
  const keepDigits: Reviver = (_key, value, context) =>
    typeof value === 'number' &&
    Number.isInteger(value) &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined
      ? new ExactNumber(context.source)
      : value;
  try {
    return JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown) as ExactJson;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** One row of the tree. */
export type JsonRow = {
  /** Unique: the path as JSON, with the line number for lines of a text. */
  readonly id: string;
  readonly path: readonly string[];
  readonly depth: number;
  /** Key or index; `null` for the lines of an opened text and for the root. */
  readonly label: string | null;
  readonly isIndex: boolean;
  readonly value: ExactJson;
  /** Text of this row when it is one line of an opened text. */
  readonly line: string | null;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  readonly isCovered: boolean;
  readonly position: number;
  readonly siblings: number;
};

/** What decides which rows there are. */
export type JsonTreeView = {
  /** Ids that were opened or closed by hand. */
  readonly toggled: ReadonlyMap<string, boolean>;
  readonly revealed: ReadonlySet<string>;
  isSecret(key: string): boolean;
  /** Characters that fit in a line at depth 0; a level takes two. */
  readonly columns: number;
};

/** Texts longer than this, or with line breaks, can be opened into lines. */
const shortText = 90;
/** Maps and lists of at most so many entries are open at first, down to this depth. */
const openAtFirst = { entries: 60, depth: 2 };

/** True for a map or a list. */
export function isBranch(value: ExactJson): value is ExactJson[] | { [key: string]: ExactJson } {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}

/** Number of entries of a map or list. */
export function entryCount(value: ExactJson): number {
  return Array.isArray(value) ? value.length : isBranch(value) ? Object.keys(value).length : 0;
}

function canOpen(value: ExactJson): boolean {
  if (typeof value === 'string') return value.length > shortText || value.includes('\n');
  return entryCount(value) > 0;
}

function isOpenAtFirst(value: ExactJson, depth: number): boolean {
  return isBranch(value) && depth < openAtFirst.depth && entryCount(value) <= openAtFirst.entries;
}

/** The rows to show, in order. The root map itself has no row. */
export function jsonRows(root: ExactJson, view: JsonTreeView): JsonRow[] {
  const rows: JsonRow[] = [];
  const addChildren = (value: ExactJson[] | { [key: string]: ExactJson }, path: readonly string[], depth: number) => {
    const isIndex = Array.isArray(value);
    const entries: [string, ExactJson][] = isIndex ? value.map((one, n) => [String(n), one]) : Object.entries(value);
    entries.forEach(([key, one], n) => {
      add(one, [...path, key], depth, key, isIndex, n + 1, entries.length);
    });
  };
  const add = (
    value: ExactJson,
    path: readonly string[],
    depth: number,
    label: string | null,
    isIndex: boolean,
    position: number,
    siblings: number,
  ) => {
    const id = JSON.stringify(path);
    const isCovered =
      label !== null && !isIndex && view.isSecret(label) && value !== null && value !== '' && !view.revealed.has(id);
    const opens = !isCovered && canOpen(value);
    const isOpen = opens && (view.toggled.get(id) ?? isOpenAtFirst(value, depth));
    rows.push({
      id,
      path,
      depth,
      label,
      isIndex,
      value,
      line: null,
      canOpen: opens,
      isOpen,
      isCovered,
      position,
      siblings,
    });
    if (!isOpen) return;
    if (isBranch(value)) addChildren(value, path, depth + 1);
    else if (typeof value === 'string') {
      linesOf(value, Math.max(20, view.columns - 2 * (depth + 1))).forEach((line, n) => {
        rows.push({
          id: `${id} ${n}`,
          path,
          depth: depth + 1,
          label: null,
          isIndex: false,
          value,
          line,
          canOpen: false,
          isOpen: false,
          isCovered: false,
          position: n + 1,
          siblings: 0,
        });
      });
    }
  };
  if (isBranch(root)) addChildren(root, [], 0);
  else add(root, [], 0, null, false, 1, 1);
  return rows;
}

/** Cuts a text at its line breaks, and lines at the width. */
export function linesOf(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.length <= columns) lines.push(line);
    else for (let at = 0; at < line.length; at += columns) lines.push(line.slice(at, at + columns));
  }
  return lines;
}
