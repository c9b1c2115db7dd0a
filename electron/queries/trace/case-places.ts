// Makes places of the case: of an event the place that it belongs to, of a job its start, its result and the groups of its minions.
import { jobKey, resultKey } from '../../../shared/questions/trace.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { type MemberGroup, memberGroups } from './members.ts';
import { eventPlace, type Place } from './place.ts';

const beginKinds = new Set(['new', 'publish', 'bare-jid', 'run-new', 'wheel-new'].map(kindCode));
const returnKinds = new Set(['ret', 'run-ret', 'wheel-ret'].map(kindCode));

/** Makes places, each job's groups once. */
export class CasePlaces {
  readonly caseFile: CaseFile;
  readonly #groups = new Map<number, readonly MemberGroup[]>();

  constructor(caseFile: CaseFile) {
    this.caseFile = caseFile;
  }

  /** The start of a job. */
  job(jid: number): Place {
    return { what: 'job', key: jobKey(this.jidText(jid)), jids: [jid] };
  }

  /** Several jobs alike, under one name. */
  jobs(jids: readonly number[], name: string): Place {
    const [first = 0] = jids;
    return jids.length === 1 ? this.job(first) : { what: 'job', key: `jobs:${name}`, jids };
  }

  result(jid: number): Place {
    return { what: 'result', key: resultKey(this.jidText(jid)), jid };
  }

  /** Minions of a job that ended alike; one minion alone has its own key. */
  return(group: MemberGroup): Place {
    const jid = this.jidText(group.jid);
    const key =
      group.minions.length === 1
        ? `return:${jid}/${this.minionText(group.minions[0] ?? 0)}`
        : `returns:${jid}/${group.key}`;
    return { what: 'return', key, group };
  }

  /** The states that failed by themselves in the returns of a group. */
  states(group: MemberGroup): Place[] {
    return group.roots.map((root) => {
      const name = `${root.sls ?? ''}.${root.id}/${root.state}`;
      return { what: 'state', key: `state:${this.return(group).key}/${name}`, group, root };
    });
  }

  groups(jid: number): readonly MemberGroup[] {
    const known = this.#groups.get(jid);
    if (known !== undefined) return known;
    const groups = memberGroups(this.caseFile, jid);
    this.#groups.set(jid, groups);
    return groups;
  }

  /** The group of one minion alone; `undefined` when it has no part in the job. */
  member(jid: number, minion: number): MemberGroup | undefined {
    return memberGroups(this.caseFile, jid, minion)[0];
  }

  /** What an event is part of: the start of its job, a return, or itself. */
  placeOf(event: number): Place {
    const { columns } = this.caseFile;
    const kind = columns.value('kind', event);
    const jid = columns.value('jid', event);
    const isClaimed = (columns.value('flags', event) & eventFlags.claimed) !== 0;
    if (jid === 0 || isClaimed || !this.isJob(jid)) return eventPlace([event]);
    if (beginKinds.has(kind)) return this.job(jid);
    if (!returnKinds.has(kind)) return eventPlace([event]);
    const group = this.member(jid, kind === kindCode('ret') ? columns.value('minion', event) : 0);
    return group === undefined ? eventPlace([event]) : this.return(group);
  }

  isJob(jid: number): boolean {
    return this.caseFile.rows('SELECT 1 AS one FROM job WHERE jid = :jid', { jid }).length > 0;
  }

  jidText(jid: number): string {
    return this.caseFile.dictionary('jid').text(jid);
  }

  minionText(minion: number): string {
    return minion === 0 ? '' : this.caseFile.dictionary('minion').text(minion);
  }
}
