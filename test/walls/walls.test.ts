// The walls between the rooms hold: the checkout has no breach, and each rule catches its canary.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Survey, surveyWalls } from '../../build/walls/cruise.ts';
import { walls } from '../../build/walls/rules.ts';
import { allowed, canaries, neighbours } from './canaries.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('in a small tree of one canary per import', () => {
  let tree: string;
  let survey: Survey;

  beforeAll(async () => {
    tree = mkdtempSync(path.join(tmpdir(), 'saltrace-walls-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    for (const file of neighbours) write(file, 'export const name = 1;\n');
    for (const [file, imports] of allowed) write(file, `import * as it from '${imports}';\nexport const used = it;\n`);
    for (const { file, imports, typeOnly } of canaries) {
      const keyword = typeOnly === true ? 'import type' : 'import';
      write(file, `${keyword} * as it from '${imports}';\nexport type Used = typeof it;\nexport const name = 1;\n`);
    }
    survey = await surveyWalls(tree);
  });

  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }

  test('every file is seen', () => {
    expect(survey.present).toBe(neighbours.length + allowed.length + canaries.length);
    expect(survey.seen).toBe(survey.present);
  });

  test('every rule has a canary, and every canary names a rule', () => {
    expect(new Set(canaries.map(({ rule }) => rule))).toEqual(new Set(walls.map(({ name }) => name)));
  });

  test.each(canaries)('$rule catches $file importing $imports', ({ rule, file }) => {
    const caught = survey.breaches.filter((breach) => breach.from === file).map((breach) => breach.rule);
    // dependency-cruiser names a cycle once, by one of its files.
    const other = rule === 'no-cycles' ? survey.breaches.filter((breach) => breach.rule === rule) : [];
    expect([...caught, ...other.map((breach) => breach.rule)]).toContain(rule);
  });

  test.each(allowed)('%s may import %s', (file) => {
    expect(survey.breaches.filter((breach) => breach.from === file)).toEqual([]);
  });
});

test('the checkout is seen whole and has no breach', async () => {
  const survey = await surveyWalls(root);
  expect(survey.seen).toBeGreaterThanOrEqual(survey.present);
  expect(survey.present).toBeGreaterThan(100);
  const sentences = survey.breaches.map(({ rule, from, to }) => {
    const sentence = walls.find(({ name }) => name === rule)?.comment;
    return `${from} → ${to}: ${rule} (${sentence})`;
  });
  expect(sentences).toEqual([]);
}, 120_000);
