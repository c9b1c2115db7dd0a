// Looks at every import of a tree and tells which ones go through a wall. dependency-cruiser needs TypeScript's JavaScript interface; with a
// TypeScript that has none it sees no module at all and reports no violation, so the number of modules is part of the answer.
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { walls } from './rules.ts';

/** One import through a wall. */
export type Breach = { readonly rule: string; readonly from: string; readonly to: string };

/** What a look at a tree found. */
export type Survey = {
  readonly breaches: readonly Breach[];
  /** Source files that were seen, without packages. */
  readonly seen: number;
  /** Source files that lie there. */
  readonly present: number;
};

const rooms = ['shared', 'electron', 'renderer', 'test', 'build'];
const notOurs = /(^|\/)(captures|golden|node_modules)\/|\.d\.m?ts$/;

/** Surveys the tree at `root`. */
export async function surveyWalls(root: string): Promise<Survey> {
  const present = rooms.filter((room) => existsSync(path.join(root, room)));
  const { output } = await cruise(present, {
    baseDir: root,
    ruleSet: { forbidden: [...walls] },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/captures|test/golden|out)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json'] },
  });
  const { modules, summary } = output as ICruiseResult;
  const isSource = (file: string): boolean => /\.(ts|tsx)$/.test(file) && !notOurs.test(file);
  return {
    breaches: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    seen: modules.filter(({ source }) => isSource(source) && present.some((room) => source.startsWith(`${room}/`)))
      .length,
    present: globSync(
      present.map((room) => `${room}/**/*.{ts,tsx}`),
      { cwd: root },
    ).filter(isSource).length,
  };
}
