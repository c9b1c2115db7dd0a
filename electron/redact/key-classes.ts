// What the names of Salt's fields say about the values in them. Pure.
import type { RedactionRule } from '../../shared/salt/redaction.ts';
import type { TolerantValue } from '../formats/tolerant-json.ts';
import { isSecretField, isWeakKey } from './secret-keys.ts';

/** Hold pillar values. */
export const pillarKeys = new Set(['pillar', '__pillar__', 'pillar_override', 'ext_pillar', 'pillars']);
/** Hold environment variables. */
export const environmentKeys = new Set([
  'env',
  'environ',
  'environment',
  'env_vars',
  'envvars',
  'environment_variables',
]);
/** Hold arguments of a function. */
export const argumentKeys = new Set(['arg', 'fun_args', 'kwargs', 'kwarg', '__pub_arg', 'arglist', 'Arguments']);
/** Hold contents of files, or differences of them. */
export const differenceKeys = new Set(['diff', 'contents', 'content']);
/** Hold what a command printed. */
export const outputKeys = new Set(['stdout', 'stderr']);
/** Hold what a function returned. */
export const returnKeys = new Set(['return', 'ret', 'Result', 'Return']);
/** Hold the name of a host or minion. */
export const hostKeys = new Set([
  'fqdn',
  'host',
  'hostname',
  'nodename',
  'localhost',
  'domain',
  'master',
  'Minion',
  'minion',
]);
/** Hold names of minions. */
export const minionLists = new Set([
  'minions',
  'missing',
  'present',
  'Minions',
  'all_minions',
  'pending',
  'down',
  'up',
]);
/** Hold the name of a user; in small letters. */
export const userKeys = new Set(['user', 'username', '__pub_user', 'sudo_user', 'runas', 'login', 'logname', 'owner']);

/** Keywords of a function that are no arguments of its own. */
export const openKeywords = new Set([
  '__kwarg__',
  'test',
  'saltenv',
  'pillarenv',
  'queue',
  'concurrent',
  'orchestration_jid',
  'jid',
]);

/** Keys with a meaning of their own in some place. */
const named: ReadonlySet<string> = new Set([
  ...pillarKeys,
  ...environmentKeys,
  ...argumentKeys,
  ...differenceKeys,
  ...outputKeys,
  ...returnKeys,
  ...hostKeys,
  ...minionLists,
  ...['args', 'body', 'id', 'lost', 'new', 'post', 'tgt', 'Target', '__pub_tgt', 'value'],
]);

const known = new Map<string, boolean>();
const mostKnown = 10_000;

/** True for a key that says nothing about its value, wherever it stands; remembered, because events have the same few again and again. */
export function isPlainKey(key: string): boolean {
  let isPlain = known.get(key);
  if (isPlain === undefined) {
    isPlain = !(key.includes('_|-') || named.has(key) || isSecretField(key) || userKeys.has(key.toLowerCase()));
    if (known.size >= mostKnown) known.clear();
    known.set(key, isPlain);
  }
  return isPlain;
}

/** The name in `{name: DB_PASSWORD, value: …}`. */
export function isSecretName(name: TolerantValue | undefined): boolean {
  return typeof name === 'string' && isSecretField(name) && !isWeakKey(name);
}

/** What hides the return of a function. */
export function returnRule(fun: TolerantValue | undefined): RedactionRule | undefined {
  if (typeof fun !== 'string') return undefined;
  const [module = '', name = ''] = fun.replace(/^(?:runner|wheel)\./, '').split('.');
  if (module === 'cmd' || (module === 'salt' && (name === 'cmd' || name === 'execute'))) return 'output';
  if (module === 'pillar') return 'pillar';
  if (module === 'environ') return 'environment';
  return module === 'sdb' || module === 'vault' || module === 'gpg' ? 'token' : undefined;
}
