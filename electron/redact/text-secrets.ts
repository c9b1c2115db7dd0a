// Finds secrets that stand inside a plain text: named values, command line options, headers, keys, well-known tokens. Pure, and
// linear in the text but for bounded looks back, because the text may come from an enemy.
import { isRedactionToken, type RedactionRule } from '../../shared/salt/redaction.ts';
import { isSecretKey } from '../../shared/salt/secret.ts';
import { isWeakKey, looksRandom, ruleOfKey } from './secret-keys.ts';

/** A secret in a text, from its first character to behind its last. */
export type TextSecret = {
  readonly from: number;
  readonly to: number;
  readonly rule: RedactionRule;
  /** False where only the words around it say that it is one: it is hidden here, and elsewhere only if it looks like a secret. */
  readonly isSure: boolean;
};

/** Most texts hold none of these and are done with. */
const suspicion =
  /pass|pwd|secret|token|key|credential|auth|cookie|session|priv|aes|psk|jwt|bearer|basic|curl|-u |:\/\/|eyJ|AKIA|ASIA|gh[pousr]_|github_pat|glpat|xox|AIza|sk_live|hvs\.|\$[1256y]|\$argon/i;

const shapes: readonly (readonly [RegExp, RedactionRule])[] = [
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, 'token'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, 'token'],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|sk_live_|rk_live_|hvs\.|AIza)[A-Za-z0-9_-]{16,}/g, 'token'],
  [/\bxox[abeprs]-[A-Za-z0-9-]{10,}/g, 'token'],
  // Hashes of passwords, as in /etc/shadow.
  [/\$(?:[156]|2[abxy]|y|argon2(?:id?|d))\$[A-Za-z0-9./$=,+*-]{12,}/g, 'password'],
];

/** All secrets of a text, in order, none inside another. */
export function findTextSecrets(text: string): TextSecret[] {
  if (text.length < 6 || !suspicion.test(text)) return [];
  const found: TextSecret[] = [];
  // 1 for each character that is part of a secret already: however many there are, looking stays linear.
  const taken = new Uint8Array(text.length);
  const add = (from: number, to: number, rule: RedactionRule, isSure: boolean): void => {
    if (from >= to || taken.subarray(from, to).includes(1) || isNothing(text.slice(from, to))) return;
    taken.fill(1, from, to);
    found.push({ from, to, rule, isSure });
  };
  findPrivateKeys(text, add);
  findAddresses(text, add);
  findNamed(text, add, (at) => taken[at] === 1);
  findOptions(text, add);
  for (const match of text.matchAll(/\b(?:bearer|basic)[ \t]{1,4}([A-Za-z0-9._~+/=-]{8,})/gi)) {
    const [whole, value = ''] = match;
    const to = match.index + whole.length;
    if (looksRandom(value) || isBasic(value)) add(to - value.length, to, 'header', true);
  }
  for (const [shape, rule] of shapes) {
    for (const match of text.matchAll(shape)) add(match.index, match.index + match[0].length, rule, true);
  }
  return found.sort((a, b) => a.from - b.from);
}

type Add = (from: number, to: number, rule: RedactionRule, isSure: boolean) => void;

/** Words that stand where a secret would, and stars that somebody covered one with. */
function isNothing(value: string): boolean {
  return (
    /^(?:none|null|nil|true|false|yes|no|undefined|unset|n\/a|[*•x.]+|\$\{?[A-Za-z_]\w*\}?|\{\{.*)$/i.test(value) ||
    isRedactionToken(value)
  );
}

function findPrivateKeys(text: string, add: Add): void {
  for (const match of text.matchAll(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g)) {
    const end = text.indexOf('-----END ', match.index);
    const close = end === -1 ? -1 : text.indexOf('-----', end + 9);
    // One that is cut goes to the end of the text.
    add(match.index, close === -1 ? text.length : close + 5, 'private-key', true);
    if (close === -1) return;
  }
}

/** `scheme://user:password@host`. */
function findAddresses(text: string, add: Add): void {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const rest = /^[^\s/?#"'<>\\]{1,1024}/.exec(text.slice(at + 3, at + 3 + 1024))?.[0] ?? '';
    const sign = rest.lastIndexOf('@');
    const colon = rest.indexOf(':');
    if (colon !== -1 && colon < sign) add(at + 3 + colon + 1, at + 3 + sign, 'password', true);
  }
}

/** `name: value`, `name=value`, `'name' => "value"`, in JSON, YAML, Python, headers and shells, quoted with or without backslashes. */
function findNamed(text: string, add: Add, isTaken: (at: number) => boolean): void {
  for (const { index } of text.matchAll(/[:=]/g)) {
    if (isTaken(index)) continue;
    const name = nameBefore(text, index);
    if (name === '' || !isSecretKey(name)) continue;
    let from = index + 1;
    if (text[from] === '>' || text[from] === '=') from += 1;
    for (let spaces = 0; spaces < 8 && (text[from] === ' ' || text[from] === '\t'); spaces += 1) from += 1;
    const quote = /^(?:[ub]?)(\\{0,8}["'])/.exec(text.slice(from, from + 10));
    const rule = ruleOfKey(name);
    const isWeak = isWeakKey(name);
    if (quote !== null) {
      const mark = quote[1] ?? '"';
      from += quote[0].length;
      const to = closing(text, mark, from);
      if (!isWeak || looksRandom(text.slice(from, to))) add(from, to, rule, true);
      continue;
    }
    const pattern = rule === 'header' ? /[\r\n"']/g : /[\s,;&()[\]{}"'<>|]/g;
    pattern.lastIndex = from;
    const to = pattern.exec(text)?.index ?? text.length;
    const value = text.slice(from, to);
    if (isWeak && !looksRandom(value)) continue;
    add(from, to, rule, text[index] === '=');
  }
}

/** The name in front of a colon or equals sign: at most 64 characters, with quotes and spaces between. */
function nameBefore(text: string, sign: number): string {
  let to = sign;
  for (let spaces = 0; spaces < 3 && text[to - 1] === ' '; spaces += 1) to -= 1;
  for (let quotes = 0; quotes < 8 && /["'\\]/.test(text[to - 1] ?? ''); quotes += 1) to -= 1;
  let from = to;
  while (from > 0 && to - from < 64 && /[A-Za-z0-9_.-]/.test(text[from - 1] ?? '')) from -= 1;
  return text.slice(from, to);
}

/** Where a quoted value ends: at the same mark with as many backslashes before it, else at the end of its text. */
function closing(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + mark.length)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

/** `--password value`, `-pvalue` of the tools that take it so, `--user name:password`. */
function findOptions(text: string, add: Add): void {
  for (const match of text.matchAll(
    /(?<![^\s"'=(])--?([A-Za-z][A-Za-z0-9_-]{1,40})[ \t]{1,4}(["']?)([^\s"']{1,4096})/g,
  )) {
    const [whole, name = '', , value = ''] = match;
    const to = match.index + whole.length;
    if (value.startsWith('-') || !isSecretKey(name) || (/^-*key$/i.test(name) && !looksRandom(value))) continue;
    add(to - value.length, to, ruleOfKey(name), true);
  }
  for (const match of text.matchAll(
    /\b(?:mysql\w{0,12}|mariadb[\w-]{0,12}|sshpass)\b[^\n|;]{0,200}?[ \t]-p[ \t]{0,2}(["']?)([^\s"'-][^\s"']{0,1024})/g,
  )) {
    const value = match[2] ?? '';
    const to = match.index + match[0].length;
    add(to - value.length, to, 'password', true);
  }
  for (const match of text.matchAll(
    /(?<=\s)(?:-u|--user|--proxy-user)[ =]{1,3}["']?[^\s:"'/]{1,64}:([^\s"'/:][^\s"']{0,1024})/g,
  )) {
    const value = match[1] ?? '';
    const to = match.index + match[0].length;
    add(to - value.length, to, 'password', true);
  }
}

/** True for what stands behind `Basic`: a name and a password in base64. */
export function isBasic(value: string): boolean {
  return (
    /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
    /^[\x20-\x7e\u00a0-\uffff]+:[^\0]*$/.test(Buffer.from(value, 'base64').toString())
  );
}
