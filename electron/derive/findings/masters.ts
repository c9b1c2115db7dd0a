// Detectors of what goes on between minions and master: keys, authentications, presence, restarts of the master.
import type { JsonObject } from '../../../shared/salt/json.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { groupByTime, together } from '../../analysis/merge-candidates.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

/** Events of one sort that are read; a storm of them is told by its first ones. */
const mostRead = 10_000;
/** Findings of one sort that follow each other within this are one, in µs. */
const near = 600_000_000;

type Seen<T> = { readonly event: number; readonly stamp: number; readonly minion: number } & T;
type Auth = Seen<{ readonly act: string; readonly result: boolean | undefined; readonly pub: string }>;
type Presence = { readonly event: number; readonly stamp: number; readonly come: number[]; readonly lost: number[] };

type Kept = { readonly auths: Auth[]; readonly keys: Auth[]; readonly presence: Presence[] };
const kept = new WeakMap<Ground, Promise<Kept>>();

function signsOf(ground: Ground): Promise<Kept> {
  const known = kept.get(ground) ?? readSigns(ground);
  kept.set(ground, known);
  return known;
}

async function readSigns(ground: Ground): Promise<Kept> {
  const auths = await readAll(ground, ground.listed('auth').ids(), authOf);
  const keys = await readAll(ground, ground.listed('key').ids(), authOf);
  const change = ground.caseFile.dictionary('shape').id('salt/presence/change');
  const changes = ground
    .listed('presence')
    .ids()
    .filter((id) => ground.caseFile.columns.value('shape', id) === change);
  const minion = (name: unknown) => (typeof name === 'string' ? ground.caseFile.dictionary('minion').id(name) : 0);
  const ids = (list: unknown) => (Array.isArray(list) ? list.map(minion).filter((id) => id !== 0) : []);
  const presence = await readAll(ground, changes, (data, { event, stamp }) => ({
    event,
    stamp,
    come: ids(data.new),
    lost: ids(data.lost),
  }));
  return { auths: inTime(auths), keys: inTime(keys), presence: inTime(presence) };
}

function authOf(data: JsonObject, seen: Seen<unknown>): Auth {
  const { act, result, pub } = data;
  return {
    ...seen,
    act: typeof act === 'string' ? act : '',
    result: typeof result === 'boolean' ? result : undefined,
    pub: typeof pub === 'string' ? pub : '',
  };
}

async function readAll<T>(
  ground: Ground,
  ids: Uint32Array,
  read: (data: JsonObject, seen: Seen<object>) => T,
): Promise<T[]> {
  const all: T[] = [];
  for (const event of ids.subarray(0, mostRead)) {
    all.push(read(ground.dataOf(event), { event, stamp: ground.stampOf(event), minion: ground.minionOf(event) }));
    await ground.pause();
  }
  return all;
}

function inTime<T extends { readonly stamp: number }>(list: T[]): T[] {
  return list.sort((a, b) => a.stamp - b.stamp);
}

function about(
  ground: Ground,
  seen: readonly { readonly event: number; readonly stamp: number; readonly minion?: number }[],
) {
  const minions = new Set(seen.flatMap(({ minion = 0 }) => (minion === 0 ? [] : [minion])));
  return {
    minions,
    jids: new Set<number>(),
    events: seen.map(({ event }) => event),
    first: Math.min(...seen.map(({ stamp }) => stamp)),
    last: Math.max(...seen.map(({ stamp }) => stamp)),
    values: { minions: { list: [...minions].map(ground.minionName) }, count: seen.length },
  };
}

/** Authentications that the master turned away: a rejected key, another key for a known id, no room. */
export const keyRejections: Detector = async (ground) => {
  const { auths } = await signsOf(ground);
  const refused = auths.filter(({ result }) => result === false);
  const variant = ({ act, minion }: Auth) => {
    if (act === 'denied' || act === 'full') return act;
    // 3006 and 3007 say nothing about why; a minion that is let in with one key and not with another is told by that.
    return act === '' && auths.some((one) => one.minion === minion && one.act === 'accept') ? 'denied' : 'rejected';
  };
  return [...Map.groupBy(refused, variant)].flatMap(([name, all]) =>
    groupByTime(
      [...Map.groupBy(all, ({ minion }) => minion).values()].map((some) => about(ground, some)),
      near,
    ).map((group) => {
      const joined = together(group);
      return {
        ...joined,
        variant: name === 'rejected' ? null : name,
        key: `${name} ${[...joined.minions].map(ground.minionName).join(' ')}`.slice(0, 300),
        values: { minions: { list: [...joined.minions].map(ground.minionName) }, count: joined.events.length },
      };
    }),
  );
};

/** Keys of minions at work that were deleted, or that are another than before. */
export const keyChanges: Detector = async (ground) => {
  const { auths, keys } = await signsOf(ground);
  const returns = ground.caseFile.rows<{ minion: number }>('SELECT minion FROM minion WHERE returns > 0');
  const atWork = new Set(returns.map(({ minion }) => minion));
  const found: Candidate[] = [];
  for (const key of keys) {
    if (!/^delete/.test(key.act)) continue;
    const wasIn = auths.some((one) => one.minion === key.minion && one.act === 'accept' && one.stamp < key.stamp);
    if (!wasIn && !atWork.has(key.minion)) continue;
    const after = [...keys, ...auths].filter((one) => one.minion === key.minion && one.stamp > key.stamp);
    const back = after.filter(({ act }) => /^accept/.test(act)).toSorted((a, b) => a.stamp - b.stamp)[0];
    const waiting = after.filter((one) => one.act === 'pend' && (back === undefined || one.stamp < back.stamp));
    const some = about(ground, [key, ...waiting, ...(back === undefined ? [] : [back])]);
    found.push({
      ...some,
      variant: back === undefined ? 'deleted' : 'deleted-and-back',
      key: `${ground.minionName(key.minion)} ${key.stamp}`,
      values: {
        ...some.values,
        attempts: waiting.length,
        away: { seconds: back === undefined ? 0 : (back.stamp - key.stamp) / 1e6 },
      },
    });
  }
  const accepted = auths.filter(
    ({ act, pub, result }) => pub !== '' && (act === 'accept' || (act === '' && result === true)),
  );
  for (const some of Map.groupBy(accepted, ({ minion }) => minion).values()) {
    const changed = some.find(({ pub }, at) => at > 0 && pub.trim() !== some[at - 1]?.pub.trim());
    if (changed === undefined) continue;
    found.push({ ...about(ground, [changed]), key: `${ground.minionName(changed.minion)} key` });
  }
  return found;
};

/** Minions that lose their connection again and again. */
export const presenceFlaps: Detector = async (ground, { parameters }) => {
  const { losses = 3, within_s: withinS = 900 } = parameters;
  const { presence } = await signsOf(ground);
  const lost = presence.flatMap(({ event, stamp, lost: minions }) =>
    minions.map((minion) => ({ event, stamp, minion })),
  );
  const flaps = [...Map.groupBy(lost, ({ minion }) => minion).values()].filter(
    (some) => burst(some, losses, withinS * 1e6) !== undefined,
  );
  return groupByTime(
    flaps.map((some) => about(ground, some)),
    near,
  ).map((group) => {
    const joined = together(group);
    return {
      ...joined,
      key: `${joined.first ?? ''}`,
      values: {
        minions: { list: [...joined.minions].map(ground.minionName) },
        count: group.reduce((sum, { values }) => sum + values.count, 0),
      },
    };
  });
};

/** The first so many within so long, if there are. */
function burst<T extends { readonly stamp: number }>(
  sorted: readonly T[],
  least: number,
  within: number,
): readonly T[] | undefined {
  for (let at = 0; at + least <= sorted.length; at += 1) {
    const last = sorted[at + least - 1];
    if (last !== undefined && last.stamp - (sorted[at]?.stamp ?? 0) <= within) return sorted.slice(at);
  }
  return undefined;
}

/** Many authentications in a short time, of one minion or of all together. */
export const authStorms: Detector = async (ground, { parameters }) => {
  const { per_minion: perMinion = 20, in_all: inAll = 200, within_s: withinS = 60 } = parameters;
  const all = inTime(
    [...ground.listed('auth').ids()].map((event) => ({
      event,
      stamp: ground.stampOf(event),
      minion: ground.minionOf(event),
    })),
  );
  await ground.pause();
  const found: Candidate[] = [];
  const storm = burst(all, inAll, withinS * 1e6);
  if (storm !== undefined) found.push({ ...about(ground, storm), key: 'all' });
  const single = [...Map.groupBy(all, ({ minion }) => minion).values()].flatMap(
    (some) => burst(some, perMinion, withinS * 1e6) ?? [],
  );
  if (single.length > 0) found.push({ ...about(ground, single), variant: 'one', key: 'one' });
  return found;
};

/** The master began anew while the capture ran: it says so, or everybody connects at once. */
export const masterRestarts: Detector = async (ground, { parameters }) => {
  const { share = 0.8, least = 3 } = parameters;
  const { presence } = await signsOf(ground);
  const seen = new Map(
    ground.caseFile
      .rows<{ minion: number; first: number }>(
        'SELECT minion, first_seen AS first FROM minion WHERE first_seen IS NOT NULL',
      )
      .map(({ minion, first }) => [minion, first]),
  );
  const signs: { event: number; stamp: number; isTold: boolean }[] = [];
  for (const event of ground.listed('master-start').ids()) {
    const stamp = ground.stampOf(event);
    // The recorder's own beginning may be the master's; only a capture that heard events before can tell.
    if (stamp - ground.first > 5e6) signs.push({ event, stamp, isTold: true });
  }
  // The first word on presence lists everybody: it says when the recording, not the master, began.
  const heard = ground
    .listed('presence')
    .ids()
    .reduce((first, event) => Math.min(first, ground.stampOf(event)), Number.POSITIVE_INFINITY);
  for (const { event, stamp, come, lost } of presence) {
    if (stamp - heard < 5e6) continue;
    const known = come.filter((minion) => (seen.get(minion) ?? Number.POSITIVE_INFINITY) < stamp - 5e6);
    if (known.length >= least && known.length >= share * seen.size && lost.length === 0)
      signs.push({ event, stamp, isTold: false });
  }
  const items = signs.map((sign) => ({ ...sign, first: sign.stamp, last: sign.stamp }));
  return groupByTime(items, near / 5).map((some) => ({
    ...about(ground, some),
    variant: some.some(({ isTold }) => isTold) ? null : 'presence',
    certainty: some.some(({ isTold }) => isTold) ? 'certain' : 'inferred',
    key: `${some[0]?.stamp ?? ''}`,
    minions: new Set(),
    values: { count: some.length },
  }));
};
