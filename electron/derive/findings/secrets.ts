// Detector of secrets in events: the master's root key, passwords in arguments, tokens in headers. Only where, never what.
import { isObject, type Json } from '../../../shared/salt/json.ts';
import { isSecretKey } from '../../../shared/salt/secret.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

type Sort = 'root-key' | 'token' | 'argument' | 'header';

/** Events of one sort that are read. */
const mostRead = 2_000;
/** `new` events whose arguments are looked at with one statement. */
const publishesPerSlice = 5_000;
/** What a covered or empty value looks like. */
const covered = /^\**$/;

/** Secrets that anybody who can read the bus can read. */
export const secretsOnTheBus: Detector = async (ground) => {
  const found = new Map<Sort, { events: Set<number>; keys: Set<string> }>();
  const note = (sort: Sort, event: number, key: string): void => {
    const known = found.get(sort) ?? { events: new Set(), keys: new Set() };
    found.set(sort, known);
    known.events.add(event);
    known.keys.add(key);
  };
  for (const kind of ['job-error', 'reactors', 'run-progress', 'hook'] as const) {
    for (const event of ground.listed(kind).ids().subarray(0, mostRead)) {
      for (const key of secretKeysIn(ground.dataOf(event))) {
        if (kind === 'hook') note('header', event, key);
        else if (key === 'key') note('root-key', event, key);
        else note('token', event, key);
      }
      await ground.pause();
    }
  }
  await argumentSecrets(ground, (event, key) => note('argument', event, key));
  return [...found].map(([sort, { events, keys }]): Candidate => {
    const ids = [...events];
    const stamps = ids.map(ground.stampOf);
    return {
      variant: sort,
      key: sort,
      minions: new Set(),
      jids: new Set(ids.map(ground.jidOf).filter((jid) => jid !== 0)),
      events: ids,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: { count: ids.length, keys: { list: [...keys] } },
    };
  });
};

async function argumentSecrets(ground: Ground, note: (event: number, key: string) => void): Promise<void> {
  const sql = `SELECT event, arg FROM publish WHERE event > :after ORDER BY event LIMIT ${publishesPerSlice}`;
  const suspicious = /pass|secret|token|key|pwd|cred|jwt|psk|priv|aes|cookie|auth/i;
  for (let after = 0; ; ) {
    const rows = ground.caseFile.rows<{ event: number; arg: string }>(sql, { after });
    for (const { event, arg } of rows) {
      if (arg.length < 3 || !suspicious.test(arg)) continue;
      const args: Json = JSON.parse(arg);
      for (const key of secretKeysIn(args)) note(event, key);
    }
    if (rows.length < publishesPerSlice) return;
    after = rows.at(-1)?.event ?? after;
    await ground.pause();
  }
}

/** The secret keys that have a value, anywhere inside. */
function secretKeysIn(value: Json | undefined, depth = 12): string[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((one) => secretKeysIn(one, depth - 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isText = typeof inner === 'string' && !covered.test(inner);
    return isText && isSecretKey(key) ? [key] : secretKeysIn(inner, depth - 1);
  });
}
