import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileFnmatch } from '../../../shared/salt/fnmatch.ts';

/** Made by Python 3.11: pattern, texts that `fnmatch.fnmatchcase` matches, texts that it does not. */
const table: [string, string[], string[]][] = JSON.parse(
  readFileSync(new URL('fnmatch-python.json', import.meta.url), 'utf8'),
);

it.each(table)("%j matches what Python's fnmatch matches", (pattern, matching, others) => {
  const matches = compileFnmatch(pattern);
  expect(matching.filter((text) => !matches(text))).toEqual([]);
  expect(others.filter((text) => matches(text))).toEqual([]);
});

it('a pattern of many stars does not take exponential time', () => {
  const matches = compileFnmatch(`${'*a'.repeat(40)}*b`);
  expect(matches('a'.repeat(2_000))).toBe(false);
  expect(matches(`${'a'.repeat(2_000)}b`)).toBe(true);
});
