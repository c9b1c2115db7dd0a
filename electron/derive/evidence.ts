// What the capture knows about minions that did not return: signs of life, starts, presence, keys, and answers to polls.

import { isObject, type JsonObject } from '../../shared/salt/json.ts';
import type { KeySign, MinionTrail, Poll, Sign } from '../analysis/missing-reason.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { ColumnReader } from './column-reader.ts';
import type { MissingReturns, SentPoll } from './find-missing.ts';
import { type LifeGroups, lowerBound, sortByStamp } from './group-events.ts';
import { type Groups, groupIds, type IdList } from './id-list.ts';
import type { Pacer } from './pacer.ts';
import type { Scan } from './scan-events.ts';

/** A find_job poll and who answered what. */
type PollView = Sign & {
  readonly isKill: boolean;
  readonly asked: readonly Uint32Array[];
  readonly answers: ReadonlyMap<number, number>;
};

/** Places looked at when a return to an older (or newer) job is searched; further ones say nothing new. */
const searchDepth = 64;
/** Most events read of one minion's authentications near a job. */
const mostAuths = 2_000;

const refusals = new Set(['reject', 'rejected', 'denied', 'delete', 'deleted', 'full']);
const acceptances = new Set(['accept', 'accepted']);

/** Gives trails and polls. Everything is read when first asked for, because most minions are never asked about. */
export class Evidence {
  readonly #caseFile: CaseFile;
  readonly #scan: Scan;
  readonly #missing: MissingReturns;
  readonly #groups: LifeGroups;
  readonly #returnsByJid: Groups;
  readonly #stampOf: ColumnReader;
  readonly #jidOf: ColumnReader;
  readonly #minionOf: ColumnReader;
  readonly #presence: PresenceChanges;
  readonly #starts: MinionSigns['starts'];
  readonly #keys: MinionSigns['keys'];
  readonly #auths: MinionSigns['auths'];
  readonly #trails = new Map<number, MinionTrail>();
  readonly #answers = new Map<number, boolean>();
  #polledJid = 0;
  #polls: readonly PollView[] = [];

  constructor(parts: {
    readonly caseFile: CaseFile;
    readonly scan: Scan;
    readonly missing: MissingReturns;
    readonly groups: LifeGroups;
    readonly presence: PresenceChanges;
    readonly signs: MinionSigns;
    readonly returnsByJid: Groups;
    readonly stampOf: ColumnReader;
    readonly jidOf: ColumnReader;
    readonly minionOf: ColumnReader;
  }) {
    this.#caseFile = parts.caseFile;
    this.#scan = parts.scan;
    this.#missing = parts.missing;
    this.#groups = parts.groups;
    this.#returnsByJid = parts.returnsByJid;
    this.#stampOf = parts.stampOf;
    this.#jidOf = parts.jidOf;
    this.#minionOf = parts.minionOf;
    this.#starts = parts.signs.starts;
    this.#keys = parts.signs.keys;
    this.#auths = parts.signs.auths;
    this.#presence = parts.presence;
  }

  /** The trail of a minion. */
  trailOf(minion: number): MinionTrail {
    const known = this.#trails.get(minion);
    if (known !== undefined) return known;
    const life = groupIds(this.#groups.life, minion);
    const returns = groupIds(this.#groups.returns, minion);
    const stampOf = this.#stampOf;
    // Asked with the same start for every job that the start may have cut off.
    const late = new Map<string, Sign | undefined>();
    const trail: MinionTrail = {
      isSeen: !Number.isNaN(this.#scan.minions.firstSeen[minion] ?? Number.NaN),
      timesAsked: this.#missing.timesAsked[minion] ?? 0,
      starts: this.#starts.get(minion) ?? [],
      presence: this.#presence.get(minion) ?? [],
      keys: this.#keys.get(minion) ?? [],
      silentPolls: this.#missing.silentPolls.get(minion) ?? [],
      authsBetween: (from, to) => this.#authsBetween(minion, from, to),
      lastLifeBefore: (time) => {
        const at = lowerBound(life, stampOf, time);
        return at === 0 ? undefined : stampOf(life[at - 1] ?? 0);
      },
      returnAfter: (time, before) => {
        const key = `${time} ${before}`;
        if (!late.has(key))
          late.set(
            key,
            this.#searchReturn(returns, time, (published) => published < before),
          );
        return late.get(key);
      },
      freshReturnAfter: (time, after) => this.#searchReturn(returns, time, (published) => published > after),
    };
    this.#trails.set(minion, trail);
    return trail;
  }

  /** The polls about a job that went to a minion. Asked job by job. */
  pollsAbout(jid: number, minion: number): Poll[] {
    if (this.#polledJid !== jid) {
      this.#polledJid = jid;
      this.#polls = (this.#missing.pollsAbout.get(jid) ?? [])
        .map((poll) => this.#readPoll(poll))
        .sort((a, b) => a.stamp - b.stamp);
    }
    const polls: Poll[] = [];
    for (const { event, stamp, asked, answers, isKill } of this.#polls) {
      if (!asked.some((expected) => expected.includes(minion))) continue;
      const answer = answers.get(minion);
      if (!isKill) {
        polls.push({ event, stamp, answer: answer === undefined ? undefined : this.#answer(answer) });
      } else if (answer !== undefined && this.#hasKilled(answer)) {
        polls.push({ event, stamp, answer: { ...this.#sign(answer), isRunning: false, certainty: 'inferred' } });
      }
    }
    return polls;
  }

  /** What an answer says is read only when somebody asks for it. */
  #answer(event: number): NonNullable<Poll['answer']> {
    const isRunning = () => this.#isRunning(event);
    return {
      event,
      stamp: this.#stampOf(event),
      certainty: 'certain',
      get isRunning() {
        return isRunning();
      },
    };
  }

  #sign(event: number): Sign {
    return { event, stamp: this.#stampOf(event) };
  }

  #searchReturn(returns: Uint32Array, time: number, fits: (published: number) => boolean): Sign | undefined {
    const from = lowerBound(returns, this.#stampOf, time);
    for (let at = from; at < returns.length && at < from + searchDepth; at += 1) {
      const event = returns[at] ?? 0;
      const published = this.#scan.jobs.started[this.#jidOf(event)] ?? Number.NaN;
      if (fits(published) && this.#stampOf(event) > time) return this.#sign(event);
    }
    return undefined;
  }

  #readPoll({ jid, event, asked }: SentPoll): PollView {
    const answers = new Map<number, number>();
    for (const ret of groupIds(this.#returnsByJid, jid)) {
      const minion = this.#minionOf(ret);
      if (!answers.has(minion)) answers.set(minion, ret);
    }
    const fun = this.#caseFile.dictionary('fun').text(this.#scan.jobs.fun[jid] ?? 0);
    return { ...this.#sign(event), asked, answers, isKill: fun !== 'saltutil.find_job' };
  }

  /** A minion that runs the job answers with its map, one that does not with an empty one (salt-live §1). */
  #isRunning(answer: number): boolean {
    const known = this.#answers.get(answer);
    if (known !== undefined) return known;
    const value = this.#data(answer).return;
    const isRunning = isObject(value) && Object.keys(value).length > 0;
    this.#answers.set(answer, isRunning);
    return isRunning;
  }

  /** A minion that had the job answers `Signal 9 sent to job <jid> at pid <pid>`, one that had not an empty text. */
  #hasKilled(answer: number): boolean {
    const value = this.#data(answer).return;
    return typeof value === 'string' && value.includes('sent to job');
  }

  #data(event: number): JsonObject {
    return this.#caseFile.event(event).data;
  }

  #authsBetween(minion: number, from: number, to: number): KeySign[] {
    const ids = this.#auths.get(minion);
    if (ids === undefined) return [];
    const signs: KeySign[] = [];
    for (let at = lowerBound(ids, this.#stampOf, from); at < ids.length && signs.length < mostAuths; at += 1) {
      const event = ids[at] ?? 0;
      if (this.#stampOf(event) > to) break;
      const sign = keySign(this.#sign(event), this.#data(event));
      if (sign !== undefined) signs.push(sign);
    }
    return signs;
  }
}

/** `act` is spelled in two ways, and absent for a rejected key in 3006 and 3007 (salt-live §1). */
function keySign(sign: Sign, { act, result }: JsonObject): KeySign | undefined {
  if (typeof act === 'string' && refusals.has(act)) return { ...sign, says: 'refused' };
  if (typeof act === 'string' && acceptances.has(act)) return { ...sign, says: 'accepted' };
  return result === false ? { ...sign, says: 'refused' } : undefined;
}

/** Rare events of the minions that are asked about, in time order. */
export type MinionSigns = {
  readonly starts: ReadonlyMap<number, readonly Sign[]>;
  readonly keys: ReadonlyMap<number, readonly KeySign[]>;
  /** Authentications may be many: their ids only. */
  readonly auths: ReadonlyMap<number, readonly number[]>;
};

/** Reads them; `undefined` when cancelled. */
export async function readSigns(
  caseFile: CaseFile,
  { rare }: Scan,
  wanted: Uint8Array,
  stampOf: ColumnReader,
  minionOf: ColumnReader,
  pacer: Pacer,
): Promise<MinionSigns | undefined> {
  const byMinion = async <V>(events: IdList, read: (event: number) => V | undefined) => {
    const lists = new Map<number, V[]>();
    const ids = events.ids().slice();
    sortByStamp(ids, stampOf);
    for (const [at, event] of ids.entries()) {
      if ((at & 63) === 63 && pacer.isDue() && (await pacer.rest())) return undefined;
      const minion = minionOf(event);
      const value = wanted[minion] === 1 ? read(event) : undefined;
      if (value === undefined) continue;
      const list = lists.get(minion);
      if (list === undefined) lists.set(minion, [value]);
      else list.push(value);
    }
    return lists;
  };
  const sign = (event: number) => ({ event, stamp: stampOf(event) });
  const starts = await byMinion(rare.minionStarts, sign);
  const keys = await byMinion(rare.keys, (event) => keySign(sign(event), caseFile.event(event).data));
  const auths = await byMinion(rare.auths, (event) => event);
  return starts && keys && auths && { starts, keys, auths };
}

/** The presence changes of minions, in time order. */
export type PresenceChanges = ReadonlyMap<number, MinionTrail['presence']>;

/** Reads the presence changes of the minions that are asked about; `undefined` when cancelled. */
export async function readPresence(
  caseFile: CaseFile,
  scan: Scan,
  wanted: Uint8Array,
  stampOf: ColumnReader,
  pacer: Pacer,
): Promise<PresenceChanges | undefined> {
  const changes = new Map<number, MinionTrail['presence'][number][]>();
  const minions = caseFile.dictionary('minion');
  const ids = scan.rare.presence.ids().slice();
  sortByStamp(ids, stampOf);
  for (const event of ids) {
    if (pacer.isDue() && (await pacer.rest())) return undefined;
    if (!caseFile.tag(event).endsWith('/change')) continue;
    const { new: found, lost } = caseFile.event(event).data;
    for (const [list, isLost] of [
      [found, false],
      [lost, true],
    ] as const) {
      if (!Array.isArray(list)) continue;
      for (const name of list) {
        const minion = typeof name === 'string' ? minions.id(name) : 0;
        if (wanted[minion] !== 1) continue;
        const sign = { event, stamp: stampOf(event), isLost };
        const known = changes.get(minion);
        if (known === undefined) changes.set(minion, [sign]);
        else known.push(sign);
      }
    }
  }
  return changes;
}
