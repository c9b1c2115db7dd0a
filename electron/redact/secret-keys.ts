// What the name of a field says about the secret in it, and whether a text looks like a secret by itself. Pure.
import type { RedactionRule } from '../../shared/salt/redaction.ts';
import { isSecretKey } from '../../shared/salt/secret.ts';

const plainName = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Names that often stand for something else too: in a text they count only before something that looks like a secret. */
const weakKeys = new Set(['key', 'pwd', 'pass', 'priv', 'aes']);

/** True for the name of a field whose value is a secret as a value, but as a word in a text may be anything. */
export function isWeakKey(key: string): boolean {
  return weakKeys.has(plainName(key));
}

const known = new Map<string, boolean>();
const mostKnown = 10_000;

/** {@link isSecretKey}, remembered: events have the same few keys again and again. */
export function isSecretField(key: string): boolean {
  let isSecret = known.get(key);
  if (isSecret === undefined) {
    isSecret = isSecretKey(key);
    if (known.size >= mostKnown) known.clear();
    known.set(key, isSecret);
  }
  return isSecret;
}

/** The rule that hides the value under a secret key. */
export function ruleOfKey(key: string): RedactionRule {
  const plain = plainName(key);
  if (plain.includes('authorization') || plain.includes('cookie')) return 'header';
  if (plain.includes('privatekey') || plain === 'priv' || plain === 'pempriv') return 'private-key';
  if (plain.includes('pass') || plain.includes('pwd') || plain.includes('psk')) return 'password';
  if (plain === 'key' || plain === 'aes' || plain.endsWith('masterkey') || plain.endsWith('rootkey')) return 'key';
  return 'token';
}

/** True for a text that is no word, number, path or address: letters and digits mixed, or signs among them, and no spaces. */
export function looksRandom(text: string): boolean {
  if (text.length < 8 || /[\s\u0000-\u001f]/.test(text) || /^[/~.]/.test(text) || text.includes('://')) return false;
  if (text.length >= 40) return true;
  const hasLetter = /[A-Za-z]/.test(text);
  if (!hasLetter) return false;
  return (
    /[0-9]/.test(text) ||
    /[^A-Za-z0-9._:/,-]/.test(text) ||
    (/[a-z][A-Z]/.test(text) && /[A-Z][a-z]/.test(text.slice(1)))
  );
}
