// The cases opened before, newest first, in one small file.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CaseSeen } from '../../shared/bridge/channels.ts';
import type { RecentCase } from '../../shared/bridge/shell.ts';
import { chosenRules, keepableRules } from '../../shared/salt/redaction.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** More are not shown on the start screen. */
const KEPT = 20;

/** What a share says of itself, as far as the list tells it. */
export const shareMark = z.object({
  made: z.number().nullable(),
  choices: z.object({ keep: z.array(z.enum(keepableRules)), hide: z.array(z.enum(chosenRules)) }),
});

const schema = z.array(
  z.object({
    path: z.string(),
    id: z.string().optional(),
    openedAt: z.number(),
    events: z.number().nullable(),
    share: shareMark.optional(),
  }),
);

/** The list behind one file. */
export class RecentCases {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The cases, newest first; those whose file is gone stay in the list and say so. */
  list(): readonly RecentCase[] {
    return this.#read().map(({ id: _id, ...entry }) => ({
      ...entry,
      name: path.basename(entry.path, '.saltrace'),
      isThere: existsSync(entry.path),
    }));
  }

  /** The case that was open last and is still there. */
  last(): RecentCase | undefined {
    return this.list().find(({ isThere }) => isThere);
  }

  /** The case with that id which was open last: of copies the one in use. */
  withId(id: string): RecentCase | undefined {
    const found = this.#read().find((entry) => entry.id === id);
    return this.list().find(({ path: place }) => place === found?.path);
  }

  /** Puts a case on top. A count that is not known yet does not replace one that is. */
  remember(seen: CaseSeen, openedAt: number): void {
    const entries = this.#read();
    const known = entries.find((entry) => entry.path === seen.path);
    const events = seen.events ?? known?.events ?? null;
    const id = seen.id ?? known?.id;
    const share = seen.share ?? undefined;
    const others = entries.filter((entry) => entry.path !== seen.path);
    writeJsonFile(this.#file, [{ path: seen.path, id, openedAt, events, share }, ...others].slice(0, KEPT));
  }

  /** Takes a case off the list; the case itself is not touched. */
  forget(casePath: string): void {
    writeJsonFile(
      this.#file,
      this.#read().filter((entry) => entry.path !== casePath),
    );
  }

  #read(): z.infer<typeof schema> {
    return readJsonFile(this.#file, schema, []).value;
  }
}
