// Reads what orchestrations announced and returned, for their links.

import type { Stamp } from '../../../shared/base/stamp.ts';
import { isObject, type Json } from '../../../shared/salt/json.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';
import { orchestrationFunctions } from '../../../shared/salt/orchestration-functions.ts';
import type { FoundLink } from '../../analysis/links/found-link.ts';
import {
  type AnnouncedStep,
  type DoneStep,
  type Orchestration,
  orchestrationLinks,
  type StepJob,
} from '../../analysis/links/orchestration.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { columnReader } from '../column-reader.ts';
import { sortByStamp } from '../group-events.ts';
import type { Pacer } from '../pacer.ts';
import type { JobTable } from './job-table.ts';
import type { LinkSigns } from './link-signs.ts';

/** Most jobs looked at as that of one step. */
const mostJobs = 256;

/** The links of all orchestrations; `undefined` when cancelled. */
export async function findSteps(
  caseFile: CaseFile,
  jobs: JobTable,
  signs: LinkSigns,
  pacer: Pacer,
): Promise<FoundLink[] | undefined> {
  const orchestrations = await readOrchestrations(caseFile, pacer);
  if (orchestrations === undefined) return undefined;
  const announced = await readAnnounced(caseFile, signs, pacer);
  if (announced === undefined) return undefined;
  if (orchestrations.length === 0 && announced.length === 0) return [];
  return orchestrationLinks(orchestrations, announced, (from, to) => jobsBetween(caseFile, jobs, from, to));
}

async function readOrchestrations(caseFile: CaseFile, pacer: Pacer): Promise<Orchestration[] | undefined> {
  const funs = caseFile.dictionary('fun');
  const users = caseFile.dictionary('user');
  const stampOf = columnReader(caseFile, 'stamp');
  const found: Orchestration[] = [];
  for (const fun of orchestrationFunctions) {
    const id = funs.id(fun);
    if (id === 0) continue;
    const sql = `
SELECT j.jid, j.started, j.event, j.user, m.event AS ret FROM job AS j
LEFT JOIN job_minion AS m ON m.jid = j.jid AND m.event IS NOT NULL
WHERE j.fun = :fun`;
    type Row = { jid: number; started: number | null; event: number; user: number | null; ret: number | null };
    for (const { jid, started, event, user, ret } of caseFile.rows<Row>(sql, { fun: id })) {
      found.push({
        jid,
        begun: started === null ? 0 : event,
        from: started ?? Number.NEGATIVE_INFINITY,
        to: ret === null ? Number.POSITIVE_INFINITY : stampOf(ret),
        ret: ret ?? 0,
        user: user === null ? '' : users.text(user),
        steps:
          ret === null || !namesJobs(caseFile.raw(ret)) ? [] : doneSteps(caseFile, caseFile.event(ret).data.return),
      });
      if (pacer.isDue() && (await pacer.rest())) return undefined;
    }
  }
  return found;
}

/** Most returns name no job: looking for the word is faster than reading them. */
function namesJobs(record: Uint8Array): boolean {
  return Buffer.from(record.buffer, record.byteOffset, record.byteLength).includes('__jid__');
}

/** The steps in the return of an orchestration; one with `__jid__` names its job. */
function doneSteps(caseFile: CaseFile, value: Json | undefined): DoneStep[] {
  const data = isObject(value) ? value.data : undefined;
  if (!isObject(data)) return [];
  const jids = caseFile.dictionary('jid');
  const steps: DoneStep[] = [];
  for (const states of Object.values(data)) {
    if (!isObject(states)) continue;
    for (const [tag, state] of Object.entries(states)) {
      const low = splitLowTag(tag);
      if (low === undefined || !isObject(state)) continue;
      const { __id__: id, __jid__: child, name } = state;
      steps.push({
        id: typeof id === 'string' ? id : low.id,
        name: low.fun === 'state' ? (typeof id === 'string' ? id : low.id) : typeof name === 'string' ? name : low.name,
        child: typeof child === 'string' ? jids.id(child) : 0,
      });
    }
  }
  return steps;
}

async function readAnnounced(caseFile: CaseFile, signs: LinkSigns, pacer: Pacer): Promise<AnnouncedStep[] | undefined> {
  const stampOf = columnReader(caseFile, 'stamp');
  const jidOf = columnReader(caseFile, 'jid');
  const announced: AnnouncedStep[] = [];
  const ids = signs.announced.ids().slice();
  sortByStamp(ids, stampOf);
  for (const event of ids) {
    const { type, name, tgt, args, kwargs } = caseFile.event(event).data;
    if (typeof type !== 'string' || typeof name !== 'string') continue;
    announced.push({ event, stamp: stampOf(event), jid: jidOf(event), type, name, tgt, args, kwargs });
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return announced;
}

function jobsBetween(caseFile: CaseFile, jobs: JobTable, from: Stamp, to: Stamp): StepJob[] {
  const found: StepJob[] = [];
  for (let at = jobs.from(from); at < jobs.count && (jobs.started[at] ?? 0) <= to && found.length < mostJobs; at += 1) {
    if (jobs.isInternal[at] === 1) continue;
    found.push(stepJob(caseFile, jobs, at));
  }
  return found;
}

/** Target and arguments are read only where somebody compares them. */
function stepJob(caseFile: CaseFile, jobs: JobTable, at: number): StepJob {
  const event = jobs.event[at] ?? 0;
  let read: { readonly tgt: Json | undefined; readonly args: readonly Json[] } | undefined;
  const parts = () => {
    read ??= readParts(caseFile, event);
    return read;
  };
  return {
    jid: jobs.jid[at] ?? 0,
    event,
    stamp: jobs.started[at] ?? 0,
    fun: caseFile.dictionary('fun').text(jobs.fun[at] ?? 0),
    user: jobs.user[at] === 0 ? '' : caseFile.dictionary('user').text(jobs.user[at] ?? 0),
    get tgt() {
      return parts().tgt;
    },
    get args() {
      return parts().args;
    },
  };
}

function readParts(caseFile: CaseFile, event: number): { tgt: Json | undefined; args: readonly Json[] } {
  const { tgt, arg, fun_args: funArgs } = caseFile.event(event).data;
  const args = arg ?? funArgs;
  return { tgt, args: Array.isArray(args) ? args : [] };
}
