// The rules there are: the program's own folder and the user's, one YAML file each. Files that are no rules are listed with their reason.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMap, parseDocument, stringify } from 'yaml';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { FindingRule, RuleEntry, RulePlace } from '../../shared/keep/finding-rule.ts';
import { writeWhole, writing } from './query-folder.ts';
import { longestFile, yamlOptions } from './read-yaml.ts';
import { type ReadRule, readRuleFile } from './rule-file.ts';

/** The folder of the rules that ship with the program, in a checkout; a bundled program says where. */
export const builtInRules: string = join(import.meta.dirname, 'built-in-rules');

/** More files are not read; the list says so. */
const mostFiles = 500;

/** Where rules lie. */
export type RuleFolders = {
  readonly builtIn: string;
  /** A folder or one file; it need not be there. */
  readonly own: string | undefined;
};

/** All rules, the program's first, each by id; a broken file by its name. */
export function listRules(folders: RuleFolders): RuleEntry[] {
  const builtIn = readPlace(folders.builtIn, 'built-in', () => undefined);
  const known = new Map(builtIn.flatMap((one) => ('rule' in one ? [[one.rule.id, one.rule] as const] : [])));
  const own = folders.own === undefined ? [] : readPlace(folders.own, 'folder', (id) => known.get(id));
  const taken = new Set(own.flatMap((one) => ('rule' in one ? [one.rule.id] : [])));
  const isOverridden = (one: RuleEntry) => 'rule' in one && taken.has(one.rule.id);
  return [...builtIn.map((one) => ('rule' in one ? { ...one, isOverridden: isOverridden(one) } : one)), ...own];
}

/** The rules in force. */
export function activeRules(entries: readonly RuleEntry[]): FindingRule[] {
  return entries.flatMap((one) => ('rule' in one && !one.isOverridden && one.rule.isEnabled ? [one.rule] : []));
}

/**
 * Turns a rule on or off by a file in the user's folder. One of the program's is turned off by a file that says no more than that, and on
 * again by taking that file away; a file of the user's keeps its words and comments.
 */
export function switchRule(
  folder: string,
  entry: Extract<RuleEntry, { rule: FindingRule }>,
  isEnabled: boolean,
): Outcome<void> {
  return writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    if (entry.place === 'built-in') {
      if (!isEnabled)
        writeWhole(join(folder, `${entry.rule.id}.yaml`), stringify({ id: entry.rule.id, enabled: false }));
      return;
    }
    const path = join(folder, basename(entry.file));
    const doc = parseDocument(readFileSync(path, 'utf8'), yamlOptions);
    if (isEnabled) doc.delete('enabled');
    else doc.set('enabled', false);
    const saysNothing = isMap(doc.contents) && doc.contents.items.length === 1;
    if (isEnabled && saysNothing) rmSync(path);
    else writeWhole(path, doc.toString({ lineWidth: 100 }));
  });
}

function readPlace(path: string, place: RulePlace, builtIn: (id: string) => FindingRule | undefined): RuleEntry[] {
  const broken = (file: string, line: number | null, reason: string): RuleEntry => ({ place, file, line, reason });
  let names: string[];
  try {
    names = statSync(path).isDirectory() ? readdirSync(path).filter(isRuleName).sort() : [''];
  } catch (error) {
    return codeOf(error) === 'ENOENT' && place === 'folder'
      ? []
      : [broken('', null, `${path} could not be read (${codeOf(error)})`)];
  }
  const entries: RuleEntry[] = [];
  const taken = new Map<string, string>();
  for (const name of names.slice(0, mostFiles)) {
    const file = name === '' ? basename(path) : name;
    const read = readRule(name === '' ? path : join(path, name), builtIn);
    const other = read.ok ? taken.get(read.rule.id) : undefined;
    if (!read.ok) entries.push(broken(file, read.line, read.reason));
    else if (other !== undefined) entries.push(broken(file, 1, `the id ${read.rule.id} is taken by ${other}`));
    else {
      taken.set(read.rule.id, file);
      entries.push({ place, file, rule: read.rule, isOverridden: false });
    }
  }
  if (names.length > mostFiles)
    entries.push(broken('', null, `only the first ${mostFiles} of ${names.length} files were read`));
  return entries;
}

function readRule(path: string, builtIn: (id: string) => FindingRule | undefined): ReadRule {
  try {
    const info = statSync(path);
    if (!info.isFile()) return { ok: false, line: null, reason: 'it is no file' };
    if (info.size > longestFile) return { ok: false, line: null, reason: `it is longer than ${longestFile / 1024} kB` };
    return readRuleFile(readFileSync(path), builtIn);
  } catch (error) {
    return { ok: false, line: null, reason: `it could not be read (${codeOf(error)})` };
  }
}

function isRuleName(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !name.startsWith('.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
