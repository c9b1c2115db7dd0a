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
];

/** Keys that are secrets as they stand: `key` is the root key of a load, `sig` its signature, `priv` a generated private key. */
const secretKeys = new Set([
  'key',
  'pwd',
  'pass',
  'auth',
  'xauthtoken',
  'priv',
  'pempriv',
  'aes',
  'session',
  'sessionid',
]);

/** Keys that hold a word of the list and yet no secret. */
const openKeys = new Set(['tokencount', 'tokenexpire', 'passwordless', 'secretsprovider', 'cookiejar']);

/** True when the value under this key is to be covered. Letter case, `-`, `_`, `.` and spaces do not matter: `X-Auth-Token`, `api_key`. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (openKeys.has(plain)) return false;
  return secretKeys.has(plain) || secretWords.some((word) => plain.includes(word));
}

/** What stands in the place of a covered value; its length says nothing about the value's. */
export const secretCover = '••••••';

const pair = /("(?:[^"\\]|\\.)*")(\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)/g;

/** Covers the values of secret keys in a JSON-like text, whatever else the text is (cut, pretty, with noise between). */
export function coverSecrets(text: string): string {
  return text.replace(pair, (whole, key: string, between: string) =>
    isSecretKey(key.slice(1, -1)) ? `${key}${between}"${secretCover}"` : whole,
  );
}
