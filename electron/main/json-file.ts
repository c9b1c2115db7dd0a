// One small JSON file that belongs to main: schema-checked when read, written whole or not at all.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';

/** What was read. `setAside` is where an unreadable file was moved to, when there was one; `value` is then the default. */
export type ReadJson<T> = { readonly value: T; readonly setAside: string | null };

/** Reads the file; absent means the default. A file that cannot be understood is moved aside, never overwritten. */
export function readJsonFile<T>(file: string, schema: ZodType<T>, fallback: T): ReadJson<T> {
  if (!existsSync(file)) return { value: fallback, setAside: null };
  const value = parse(readFileSync(file, 'utf8'), schema);
  if (value !== undefined) return { value, setAside: null };
  const setAside = freeName(`${file}.unreadable`);
  renameSync(file, setAside);
  return { value: fallback, setAside };
}

/** Writes the file: first beside it, then in its place, so that a crash leaves the old or the new one. */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temp = `${file}.${process.pid}.part`;
  try {
    writeFileSync(temp, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(temp, file);
  } finally {
    rmSync(temp, { force: true });
  }
}

function parse<T>(text: string, schema: ZodType<T>): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const checked = schema.safeParse(json);
  return checked.success ? checked.data : undefined;
}

function freeName(wanted: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!existsSync(name)) return name;
  }
}
