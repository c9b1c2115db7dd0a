// Notes what is to be hidden elsewhere too when a value was hidden: its texts, and the parts of them that are secrets by themselves. Pure.
import { isRedactionToken, type RedactionRule } from '../../shared/salt/redaction.ts';
import { NumberText, type TolerantValue } from '../formats/tolerant-json.ts';
import type { Findings, Strength } from './findings.ts';
import { looksRandom } from './secret-keys.ts';
import { isBasic } from './text-secrets.ts';

/** Notes all texts of a value. */
export function noteValue(findings: Findings, value: TolerantValue, rule: RedactionRule, strength: Strength): void {
  const waiting: TolerantValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') noteText(findings, next, rule, strength);
    else if (next instanceof NumberText) noteText(findings, next.text, rule, strength);
    else if (typeof next === 'number') noteText(findings, String(next), rule, strength);
    else if (Array.isArray(next)) for (const item of next) waiting.push(item ?? null);
    else if (next !== null && typeof next === 'object') {
      for (const key of Object.keys(next)) {
        if (looksRandom(key) && strength !== 'hidden') noteText(findings, key, rule, 'likely');
        waiting.push(next[key] ?? null);
      }
    }
  }
}

function noteText(findings: Findings, text: string, rule: RedactionRule, strength: Strength): void {
  const value = text.trim();
  if (value === '' || isRedactionToken(value)) return;
  findings.note(value, rule, strength);
  if (strength === 'hidden') return;
  for (const part of partsOf(value, rule)) findings.note(part, rule, 'likely');
}

/** Parts of a secret that may stand elsewhere by themselves: lines of a key, what follows `Bearer`, values of cookies. */
function* partsOf(value: string, rule: RedactionRule): Generator<string> {
  if (value.includes('\n') || value.includes('\\n')) {
    for (const line of value.split(/\r?\n|\\n/)) {
      const part = line.trim();
      if (part.length >= 16 && !part.startsWith('-----')) yield part;
    }
  }
  if (rule !== 'header') return;
  const [, scheme = '', rest = ''] = /^([A-Za-z]{3,20})\s+(\S+)$/.exec(value) ?? [];
  if (rest !== '') yield rest;
  if (scheme.toLowerCase() === 'basic' && isBasic(rest)) {
    const pair = Buffer.from(rest, 'base64').toString();
    yield pair.slice(pair.indexOf(':') + 1);
  }
  if (!value.includes('=')) return;
  for (const cookie of value.split(';')) {
    const part = cookie.slice(cookie.indexOf('=') + 1).trim();
    if (looksRandom(part)) yield part;
  }
}
