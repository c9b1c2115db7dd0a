// Counts what should become less and never more: long files, silenced lint rules, type casts. The allowed counts are in ratchet.json.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Longest file that needs no excuse, in lines. */
const LONGEST = 300;

/** Where each kind occurs, as `file:line`. */
export type Counted = {
  readonly longFiles: readonly string[];
  readonly silencedRules: readonly string[];
  readonly casts: readonly string[];
};

/** Counts over the tree at `root`. Casts in tests are not counted: there they shorten made-up values. */
export function count(root: string): Counted {
  const longFiles: string[] = [];
  const silencedRules: string[] = [];
  const casts: string[] = [];
  const files = globSync('{shared,electron,renderer,build,test}/**/*.{ts,tsx}', { cwd: root });
  for (const file of files.filter((name) => !/\.(generated|d)\.ts$|^test\/(captures|golden)\//.test(name)).sort()) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const lines = text.split('\n');
    if (lines.length - 1 > LONGEST) longFiles.push(`${file}:${lines.length - 1}`);
    lines.forEach((line, at) => {
      if (/\/[/*]\s*biome-ignore\b/.test(line)) silencedRules.push(`${file}:${at + 1}`);
    });
    if (!file.startsWith('test/')) casts.push(...castsIn(file, text));
  }
  return { longFiles, silencedRules, casts };
}

/** `as` with a type; `as const` loses nothing and is free. */
function castsIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) {
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.end).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
