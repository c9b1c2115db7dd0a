// Which keys are covered, and that covering a text covers all of a value and nothing else.
import { expect, test } from 'vitest';
import { coverSecrets, isSecretKey, secretCover } from '../../../../shared/salt/secret.ts';

test.each([
  'password',
  'X-Auth-Token',
  'token',
  'key',
  'api_key',
  'client_secret',
  'Authorization',
  'eauth_token',
  'AES',
  'pass',
])('the value under %s is covered', (key) => expect(isSecretKey(key)).toBe(true));

test.each(['jid', 'fun', 'keys', 'keyring', 'monkey', 'minion', 'retcode', 'passwordless', 'path', ''])(
  'the value under %s is shown',
  (key) => expect(isSecretKey(key)).toBe(false),
);

test('only the value of a secret key is covered', () => {
  const text = '{"id": "web1", "token": "hunter2", "ret": {"password" : "a\\"b", "n": 1}}';
  expect(coverSecrets(text)).toBe(
    `{"id": "web1", "token": "${secretCover}", "ret": {"password" : "${secretCover}", "n": 1}}`,
  );
});

test('numbers, lists and maps under a secret key are covered whole', () => {
  expect(coverSecrets('{"pwd": 1234, "secret": {"a": ["]", 2]}, "b": 3}')).toBe(
    `{"pwd": "${secretCover}", "secret": "${secretCover}", "b": 3}`,
  );
});

test('a cut secret is covered to the end', () => {
  expect(coverSecrets('noise {"token": "hunt')).toBe(`noise {"token": "${secretCover}"`);
  expect(coverSecrets('{"token": {"a": [1, "hunt')).toBe(`{"token": "${secretCover}"`);
});

test('a text of escaped quotes is covered in one pass', () => {
  const text = `{"a": "${'\\"'.repeat(300_000)}", "token": "x"}`;
  expect(coverSecrets(text).endsWith(`"token": "${secretCover}"}`)).toBe(true);
});
