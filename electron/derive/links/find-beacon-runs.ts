// Finds the runs that changed a file which a beacon then reported: the beacon's tag names the path, the run's state too.
import type { FoundLink } from '../../analysis/links/found-link.ts';
import { watchedPath } from '../../analysis/links/reaction.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { columnReader } from '../column-reader.ts';
import { lowerBound, sortByStamp } from '../group-events.ts';
import type { Pacer } from '../pacer.ts';
import type { JobTable } from './job-table.ts';
import type { LinkSigns } from './link-signs.ts';

/** A return comes after the beacon of a file that its run has changed; a beacon with an interval comes after the return. */
const afterReturn = 60_000_000;
/** Runs of the minion looked at. */
const mostRuns = 4;

/** The links; `undefined` when cancelled. */
export async function findBeaconRuns(
  caseFile: CaseFile,
  jobs: JobTable,
  signs: LinkSigns,
  pacer: Pacer,
): Promise<FoundLink[] | undefined> {
  const names = caseFile.dictionary('state_name');
  const minionOf = columnReader(caseFile, 'minion');
  const stampOf = columnReader(caseFile, 'stamp');
  const jidOf = columnReader(caseFile, 'jid');
  const watched: { readonly event: number; readonly name: number; readonly path: string }[] = [];
  for (const event of signs.beacons.ids()) {
    const path = watchedPath(caseFile.tag(event));
    const name = path === undefined ? 0 : names.id(path);
    if (path !== undefined && name !== 0) watched.push({ event, name, path });
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  if (watched.length === 0) return [];
  const runs = runsByMinion(signs, minionOf, new Set(watched.map(({ event }) => minionOf(event))));
  for (const ids of runs.values()) sortByStamp(ids, stampOf);

  const links: FoundLink[] = [];
  for (const { event, name, path } of watched) {
    if (pacer.isDue() && (await pacer.rest())) return undefined;
    const stamp = stampOf(event);
    const ids = runs.get(minionOf(event)) ?? new Uint32Array();
    const from = lowerBound(ids, stampOf, stamp - afterReturn);
    for (const ret of ids.subarray(from, from + mostRuns)) {
      const job = jidOf(ret);
      const started = jobs.started[jobs.placeOf(job)] ?? Number.NaN;
      // Of a run without a `new` event it is not known when it began.
      if (!(started <= stamp)) continue;
      const sql =
        'SELECT 1 AS one FROM state_result WHERE event = :event AND changed = 1 AND state_name = :name LIMIT 1';
      if (caseFile.rows(sql, { event: ret, name }).length === 0) continue;
      links.push({
        kind: 'beacon-of',
        certainty: 'inferred',
        from: { job, minion: minionOf(ret) },
        to: { event },
        because: { code: 'run-changed-file', values: { path } },
        evidence: [ret, event],
        score: stampOf(ret) >= stamp ? 0.9 : 0.7,
        parts: [
          { name: 'path-quoted', value: 0.5 },
          { name: 'time', value: stampOf(ret) >= stamp ? 0.4 : 0.2 },
        ],
      });
      break;
    }
  }
  return links;
}

function runsByMinion(
  signs: LinkSigns,
  minionOf: (event: number) => number,
  wanted: ReadonlySet<number>,
): Map<number, Uint32Array> {
  const lists = new Map<number, number[]>();
  for (const event of signs.changedRuns.ids()) {
    const minion = minionOf(event);
    if (!wanted.has(minion)) continue;
    const list = lists.get(minion);
    if (list === undefined) lists.set(minion, [event]);
    else list.push(event);
  }
  return new Map([...lists].map(([minion, list]) => [minion, Uint32Array.from(list)]));
}
