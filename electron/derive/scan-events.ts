// The first look over all events: what jobs and minions there are, as arrays by dictionary id. One pass over the columns.
import { kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import { IdList } from './id-list.ts';
import type { Pacer } from './pacer.ts';

/** Bits of {@link JobArrays.bits}. */
export const jobBits = {
  /** Some event makes it a job: published, begun, or returned. */
  isJob: 1,
  /** A `new` event. */
  isPublished: 2,
  hasBatchEvents: 4,
  isTest: 8,
  isInternal: 16,
  isScheduled: 32,
  /** A return with neither user nor success, as salt-call sends it. */
  bareReturn: 64,
} as const;

/** What the columns tell of each job; the index is the jid's dictionary id, 0 means none. */
export type JobArrays = {
  /** Largest jid id. */
  readonly size: number;
  readonly bits: Uint8Array;
  /** Earliest stamp of a new, publish, run-new or wheel-new event; NaN when there is none. */
  readonly started: Float64Array;
  /** First such event, else the first return or batch event. */
  readonly event: Uint32Array;
  /** Dictionary ids. */
  readonly fun: Uint32Array;
  readonly user: Uint32Array;
  /** Number of `new` events. */
  readonly published: Uint32Array;
  /** Number of returns, duplicates included. */
  readonly returned: Uint32Array;
};

/** What the columns tell of each minion; the index is its dictionary id. */
export type MinionArrays = {
  readonly size: number;
  readonly firstSeen: Float64Array;
  readonly lastSeen: Float64Array;
};

/** Rare events that later steps read again, in the order of reading. */
export type RareEvents = {
  readonly minionStarts: IdList;
  readonly presence: IdList;
  readonly keys: IdList;
  readonly auths: IdList;
  readonly runnerBegins: IdList;
  readonly runnerReturns: IdList;
  /** Beacons, custom events and starts of minions: what reactors commonly answer. */
  readonly triggers: IdList;
};

/** All that the first pass finds. */
export type Scan = {
  /** Events looked at; later ones belong to a later derivation. */
  readonly events: number;
  readonly jobs: JobArrays;
  readonly minions: MinionArrays;
  readonly rare: RareEvents;
};

/** How a kind counts: what it says of its job and whether it is a sign of life of its minion. */
const kindRoles = makeRoles();
const role = { begin: 1, ret: 2, batch: 4, life: 8 } as const;

function makeRoles(): Uint8Array {
  const roles = new Uint8Array(64);
  const add = (bits: number, ...names: readonly Parameters<typeof kindCode>[0][]) => {
    for (const name of names) {
      const code = kindCode(name);
      if (code !== undefined) roles[code] = (roles[code] ?? 0) | bits;
    }
  };
  add(1, 'new', 'publish', 'run-new', 'wheel-new');
  add(2, 'ret', 'run-ret', 'wheel-ret');
  add(4, 'batch');
  add(8, 'ret', 'start', 'prog', 'state-result', 'sub-error', 'minion-start', 'minion-ping', 'refresh', 'minion-error');
  add(8, 'beacon', 'auth', 'custom');
  return roles;
}

/** True for kinds that only a minion that lives brings about. */
export function isLifeKind(kind: number): boolean {
  return ((kindRoles[kind] ?? 0) & role.life) !== 0;
}

/** Looks over all events; `undefined` when cancelled. */
export async function scanEvents(caseFile: CaseFile, pacer: Pacer): Promise<Scan | undefined> {
  const { columns } = caseFile;
  const events = columns.length;
  const scan: Scan = {
    events,
    jobs: jobArrays(caseFile.dictionary('jid').size),
    minions: minionArrays(caseFile.dictionary('minion').size),
    rare: {
      minionStarts: new IdList(),
      presence: new IdList(),
      keys: new IdList(),
      auths: new IdList(),
      runnerBegins: new IdList(),
      runnerReturns: new IdList(),
      triggers: new IdList(),
    },
  };
  for (let segment = 0; segment * segmentLength < events; segment += 1) {
    scanSegment(caseFile, scan, segment, Math.min(segmentLength, events - segment * segmentLength));
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return scan;
}

function jobArrays(size: number): JobArrays {
  return {
    size,
    bits: new Uint8Array(size + 1),
    started: new Float64Array(size + 1).fill(Number.NaN),
    event: new Uint32Array(size + 1),
    fun: new Uint32Array(size + 1),
    user: new Uint32Array(size + 1),
    published: new Uint32Array(size + 1),
    returned: new Uint32Array(size + 1),
  };
}

function minionArrays(size: number): MinionArrays {
  return {
    size,
    firstSeen: new Float64Array(size + 1).fill(Number.NaN),
    lastSeen: new Float64Array(size + 1).fill(Number.NaN),
  };
}

const newKind = kindCode('new');

function scanSegment(caseFile: CaseFile, scan: Scan, segment: number, count: number): void {
  const { columns } = caseFile;
  const part = <N extends Parameters<typeof columns.segments>[0]>(name: N) => columns.segments<N>(name)[segment];
  const kinds = part('kind');
  const jids = part('jid');
  const minions = part('minion');
  const stamps = part('stamp');
  const flagged = part('flags');
  const funs = part('fun');
  const users = part('user');
  const success = part('success');
  if (!kinds || !jids || !minions || !stamps || !flagged || !funs || !users || !success) return;
  const { jobs, rare } = scan;
  const { firstSeen, lastSeen } = scan.minions;
  for (let at = 0; at < count; at += 1) {
    const kind = kinds[at] ?? 0;
    const flags = flagged[at] ?? 0;
    const stamp = stamps[at] ?? Number.NaN;
    // An event without a stamp says nothing about when; its column only holds its place among the others.
    const isTimed = (flags & eventFlags.stampless) === 0;
    const minion = minions[at] ?? 0;
    const isClaimed = (flags & eventFlags.claimed) !== 0;
    const roles = kindRoles[kind] ?? 0;
    if (minion !== 0 && isTimed && (isClaimed || (roles & role.life) !== 0)) {
      if (!((firstSeen[minion] ?? 0) <= stamp)) firstSeen[minion] = stamp;
      if (!((lastSeen[minion] ?? 0) >= stamp)) lastSeen[minion] = stamp;
    }
    if (isClaimed) continue;
    const id = segment * segmentLength + at + 1;
    noteRare(rare, kind, id);
    const jid = jids[at] ?? 0;
    if (jid === 0 || (roles & (role.begin | role.ret | role.batch)) === 0) continue;
    let bits = (jobs.bits[jid] ?? 0) | jobBits.isJob;
    if ((flags & (eventFlags.test | eventFlags.testByJob)) === eventFlags.test) bits |= jobBits.isTest;
    if ((flags & (eventFlags.internal | eventFlags.internalByJob)) === eventFlags.internal) bits |= jobBits.isInternal;
    if ((flags & eventFlags.scheduled) !== 0) bits |= jobBits.isScheduled;
    if ((roles & role.begin) !== 0) {
      if (kind === newKind) {
        // The first new event is the job's, also when its publish event was read before.
        if ((bits & jobBits.isPublished) === 0) takeIdentity(jobs, jid, id, funs[at] ?? 0, users[at] ?? 0);
        bits |= jobBits.isPublished;
        jobs.published[jid] = (jobs.published[jid] ?? 0) + 1;
      } else if (Number.isNaN(jobs.started[jid] ?? 0)) {
        takeIdentity(jobs, jid, id, funs[at] ?? 0, users[at] ?? 0);
      }
      if (isTimed && !((jobs.started[jid] ?? 0) <= stamp)) jobs.started[jid] = stamp;
    } else if ((roles & role.ret) !== 0) {
      jobs.returned[jid] = (jobs.returned[jid] ?? 0) + 1;
      if (jobs.event[jid] === 0) takeIdentity(jobs, jid, id, funs[at] ?? 0, users[at] ?? 0);
      if (users[at] === 0 && success[at] === 0) bits |= jobBits.bareReturn;
    } else {
      bits |= jobBits.hasBatchEvents;
      if (jobs.event[jid] === 0) takeIdentity(jobs, jid, id, funs[at] ?? 0, users[at] ?? 0);
    }
    jobs.bits[jid] = bits;
  }
}

function takeIdentity(jobs: JobArrays, jid: number, event: number, fun: number, user: number): void {
  jobs.event[jid] = event;
  if (fun !== 0) jobs.fun[jid] = fun;
  if (user !== 0) jobs.user[jid] = user;
}

const rareKinds = {
  minionStart: kindCode('minion-start'),
  presence: kindCode('presence'),
  key: kindCode('key'),
  auth: kindCode('auth'),
  runNew: kindCode('run-new'),
  runReturn: kindCode('run-ret'),
  beacon: kindCode('beacon'),
  custom: kindCode('custom'),
};

function noteRare(rare: RareEvents, kind: number, id: number): void {
  switch (kind) {
    case rareKinds.minionStart:
      rare.minionStarts.add(id);
      rare.triggers.add(id);
      break;
    case rareKinds.presence:
      rare.presence.add(id);
      break;
    case rareKinds.key:
      rare.keys.add(id);
      break;
    case rareKinds.auth:
      rare.auths.add(id);
      break;
    case rareKinds.runNew:
      rare.runnerBegins.add(id);
      break;
    case rareKinds.runReturn:
      rare.runnerReturns.add(id);
      break;
    case rareKinds.beacon:
    case rareKinds.custom:
      rare.triggers.add(id);
      break;
  }
}
