// Which keys of event data hold secrets: their values are covered until a person asks to see them. Salt itself puts root keys, eauth tokens and headers on the bus.

const secretWords = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'privatekey',
  'accesskey',
  'credential',
  'authorization',
  'cookie',
  'passcode',
  'jwt',
  'encryptionkey',
  'signingkey',
  'sharedkey',
  'masterkey',
  'rootkey',
  'sshkey',
  'licensekey',
  'connectionstring',
];

/** Keys that are secrets as they stand: `key` is the root key in a load, `priv` a generated private key, `aes` a session key. */
const secretKeys = new Set(['key', 'pwd', 'pass', 'priv', 'pempriv', 'aes', 'sessionid', 'psk']);

/** Keys that hold a word of the list and yet no secret. */
const openKeys = new Set(['tokencount', 'tokenexpire', 'tokentype', 'passwordless']);

/** True when the value under this key is to be covered. Letter case, `-`, `_`, `.` and spaces do not matter: `X-Auth-Token`, `api_key`. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (openKeys.has(plain)) return false;
  return secretKeys.has(plain) || secretWords.some((word) => plain.includes(word));
}

/** What stands in the place of a covered value; its length says nothing about the value's. */
export const secretCover = '••••••';

/**
 * Covers the values of secret keys in a JSON-like text, whatever else the text is (cut, pretty, with noise between). Linear
 * in the length of the text: it may come from an enemy. Lists and maps under a secret key are covered whole.
 */
export function coverSecrets(text: string): string {
  let covered = '';
  let done = 0;
  let at = text.indexOf('"');
  while (at !== -1) {
    const end = stringEnd(text, at);
    const colon = afterSpaces(text, end);
    if (text[colon] === ':' && isSecretKey(text.slice(at + 1, end - 1))) {
      const from = afterSpaces(text, colon + 1);
      const to = valueEnd(text, from);
      covered += `${text.slice(done, from)}"${secretCover}"`;
      done = to;
      at = text.indexOf('"', to);
    } else at = text.indexOf('"', end);
  }
  return covered + text.slice(done);
}

/** Just behind the closing quote of the string that opens at `from`; the end of the text when it is cut. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

function valueEnd(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return stringEnd(text, from);
  if (first !== '{' && first !== '[') {
    let at = from;
    while (at < text.length && !/[\s,}\]]/.test(text[at] ?? '')) at++;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
