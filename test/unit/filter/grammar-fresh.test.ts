// The committed parser is the one its grammar gives.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateGrammar } from '../../../build/tasks/generate-grammar.ts';

it('holds the generated parser equal to the grammar', () => {
  for (const [name, text] of generateGrammar()) {
    expect(readFileSync(new URL(`../../../shared/filter/${name}`, import.meta.url), 'utf8')).toBe(text);
  }
});
