// The generated references are what the code says now, and the words of the glossary exist.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedDocs } from '../../build/tasks/generate-docs.ts';

const root = join(import.meta.dirname, '..', '..');

describe('generated references', () => {
  it.each(Object.entries(generatedDocs()))('docs/%s is what the code says (else: npm run docs)', (name, text) => {
    expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(text);
  });
});

describe('the glossary', () => {
  const names = [...readFileSync(join(root, 'docs', 'glossary.md'), 'utf8').matchAll(/^\|[^|]*\| `(\w+)` \|/gm)].map(
    (m) => m[1] ?? '',
  );

  it('has words', () => {
    expect(names.length).toBeGreaterThan(20);
  });

  it.each(names)('%s exists in the code', (name) => {
    const found = execFileSync('grep', ['-rlw', '--include=*.ts', '--include=*.tsx', name, 'shared', 'electron'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(found).not.toBe('');
  });
});
